export { parseOptions } from './command-line.js';
export { DEFAULT_LIMITS, DEFAULT_OPTIONS, DEFAULT_TIMING, UsageError } from './options.js';
export type { Limits, RelayOptions, Timing, WidgetOptions } from './options.js';
export { startRelay } from './relay.js';
export type { Plug, Relay } from './relay.js';
export { run } from './run.js';
export type { RunExtras } from './run.js';
