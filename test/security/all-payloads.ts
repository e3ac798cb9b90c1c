// Every hostile payload, where each commit is tried with some: `BROWSER=firefox node --import tsx --test test/security/all-payloads.ts`.
// PART in the environment chooses some of them: `2/4` is the second of four parts.
import { assault } from './assault.js';

const [, part = '1', parts = '1'] = /^(\d+)\/(\d+)$/.exec(process.env['PART'] ?? '1/1') ?? [];
const every = Number(parts);

assault({ every, first: Number(part) - 1, controls: Math.ceil(1000 / every) });
