/**
 * What is around a leader's session, in a file of its own that is loaded with it: what the settings ask for, and what watches
 * over where its window leads. On a page without a session, and at a follower's, there is no need for it.
 */
export { watchPages } from '../navigation/page-watcher.js';
export { watchLocation } from '../navigation/location-watcher.js';
export { stayInside } from '../navigation/stay-inside.js';
export { Surroundings } from './surroundings.js';
export { TabSession } from './tab-session.js';
