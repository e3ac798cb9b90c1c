import type { SurflySession } from '../surfly/api.js';
import type { PayloadIssue, SurflyEventMap, SurflyEventName } from '../surfly/events.js';

/**
 * A documented Surfly event on the element: `detail` and `session` are the two arguments of a Surfly handler.
 * It does not bubble: a bubbling `error` or `message` would reach handlers of the page that mean something else by those names.
 */
export class SurflyEvent<K extends SurflyEventName = SurflyEventName> extends CustomEvent<
  SurflyEventMap[K]
> {
  /**
   * @param session - the session that fired; null for `agent_status` while there is none
   * @param issues - how the payload breaks the contract; empty when it does not
   */
  constructor(
    type: K,
    detail: SurflyEventMap[K],
    readonly session: SurflySession | null,
    readonly issues: readonly PayloadIssue[],
  ) {
    super(type, { detail });
  }
}

/** What `surfly-event` carries: one bubbling, composed event after each {@link SurflyEvent}, for delegation. */
export interface SurflyEventDetail {
  /** Documented name of the event. */
  type: SurflyEventName;
  /** Its documented payload. */
  payload: SurflyEventMap[SurflyEventName];
}

/** Events of the element: name to event. */
export type SurflySessionEventMap = { [K in SurflyEventName]: SurflyEvent<K> } & {
  'surfly-event': CustomEvent<SurflyEventDetail>;
};
