// Every hostile payload, where each commit is tried with some: `BROWSER=firefox node --import tsx --test test/security/all-payloads.ts`.
import { assault } from './assault.js';

assault({ every: 1, controls: 1000 });
