import { presentFollowers } from './facts.js';
import type { SessionFacts } from './facts.js';

/**
 * The rules of control: exactly one participant has it, at first the leader. What is not allowed is left undone, and
 * nothing is said, as the Surfly documentation has it (`giveControl`, `requestControl`).
 */

/** What comes of a follower's request. */
export function answerToRequest(facts: SessionFacts, from: number): 'nothing' | 'take' | 'ask' {
  const { allow_control_switching, agent_can_take_control, agent_can_request_control } =
    facts.permissions;
  if (from === 0 || facts.control.to === from || !allow_control_switching) return 'nothing';
  if (agent_can_take_control) return 'take';
  return agent_can_request_control ? 'ask' : 'nothing';
}

/** Whether a participant may pass control on. */
export function mayGive(facts: SessionFacts, from: number, to: number): boolean {
  const { allow_control_switching, agent_can_take_control } = facts.permissions;
  if (facts.control.to === to) return false;
  if (to !== 0 && !presentFollowers(facts).some(({ index }) => index === to)) return false;
  // The leader can always take back what is its own.
  if (from === 0 && to === 0) return true;
  if (!allow_control_switching) return false;
  return from === 0 || facts.control.to === from || agent_can_take_control;
}

/** Moves control. The epoch makes actions of the one before void. */
export function moveControl(facts: SessionFacts, to: number): void {
  facts.control = { to, epoch: facts.control.epoch + 1 };
}

export function mayEnd(facts: SessionFacts, from: number): boolean {
  return from === 0 || facts.permissions.agent_can_end_session;
}
