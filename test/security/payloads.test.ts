// Hostile markup, against the picture that others see: a sample. `all-payloads.ts` tries them all.
import { assault } from './assault.js';

assault({ every: 59, controls: 30 });
