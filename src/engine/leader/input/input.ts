/**
 * The part of the leader's side that acts on the page for a follower. Loaded when somebody else is in the session: until
 * then nobody can be in control.
 */
export { createHand } from './hand.js';
