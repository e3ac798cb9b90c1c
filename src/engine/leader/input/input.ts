/**
 * The part of the leader's side that is for others: it acts on the page for a follower, shows the followers' pointers, and
 * minds their windows. Loaded when somebody else is in the session.
 */
export { createHand } from './hand.js';
export { RemoteInput } from './remote-input.js';
