/**
 * What the settings ask for around a leader's session, in a file of its own that is loaded with it: on a page without a
 * session, and at a follower's, there is no need for it.
 */
export { stayInside } from './stay-inside.js';
export { Surroundings } from './surroundings.js';
export { TabSession } from './tab-session.js';
