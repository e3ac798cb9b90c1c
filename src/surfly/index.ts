/** The contract: Surfly's documented API, events and settings, and how its script gets onto a page. */
export * from './api.js';
export * from './control-settings.js';
export { SurflyError, type SurflySetupErrorCode } from './errors.js';
export * from './events.js';
export * from './init.js';
export { isHttp } from './links.js';
export { loadSurfly, type LoadOptions } from './loader.js';
export * from './settings-schema.js';
export * from './settings.js';
