// Hostile markup, against the picture that others see: every eleventh payload. `all-payloads.ts` tries them all.
import { assault } from './assault.js';

assault({ every: 11, controls: 100 });
