import type { SurflySession, Viewer } from '../surfly/api.js';
import type { SurflyEventMap, SurflyEventName } from '../surfly/events.js';

/** Where the element is on its way through a session. */
export type Phase = 'idle' | 'loading' | 'ready' | 'created' | 'started' | 'ended' | 'failed';

/** What the events of a session tell about it. */
export interface SessionState {
  state: Phase;
  /** Participants as the implementation counts them; 0 without a session. */
  viewerCount: number;
  /** The followers that are known of. */
  viewers: readonly Viewer[];
  /** Index of the participant in control; null while unknown. */
  controller: number | null;
  hasControl: boolean;
}

/** The state of an element without a session. */
export const without = (state: Phase): SessionState => ({
  state,
  viewerCount: 0,
  viewers: [],
  controller: null,
  hasControl: false,
});

const others = ({ viewers }: SessionState, index: number) =>
  viewers.filter(({ clientIndex }) => clientIndex !== index);

type Reducers = {
  [K in SurflyEventName]?: (
    now: SessionState,
    payload: SurflyEventMap[K],
    leader: boolean,
  ) => Partial<SessionState>;
};

/** What changes with an event whose payload keeps the contract. */
export const reducers: Reducers = {
  session_created: ({ state }) => (state === 'started' ? {} : { state: 'created' }),
  session_started: ({ viewerCount, controller, hasControl }, _, leader) => ({
    state: 'started',
    // Nobody has been counted yet, but a leader is alone and a follower is not.
    viewerCount: viewerCount || (leader ? 1 : 2),
    controller: controller ?? 0,
    hasControl: controller === null ? leader : hasControl,
  }),
  viewer_joined: (now, { count, clientIndex, userData }) => ({
    viewerCount: count,
    viewers: [...others(now, clientIndex), { clientIndex, userData }],
  }),
  viewer_left: (now, { count, clientIndex }) => ({
    viewerCount: count,
    viewers: others(now, clientIndex),
  }),
  control: (_, { to, gained }) => ({ controller: to, hasControl: gained }),
  session_ended: () => without('ended'),
  // Some errors leave a running session as it is; after these this window is no longer part of it.
  error: ({ state }, { reason }) =>
    state !== 'started' || /^(other_connection|invalid_link|refused)$/.test(reason)
      ? without('failed')
      : {},
};

/** What a session itself tells about where it stands, if its implementation does. */
export function told(session: SurflySession): Partial<SessionState> {
  const { controller, viewers, clientIndex } = session;
  if (controller === undefined || !viewers) return {};
  const hasControl = controller === clientIndex;
  // A follower is told of its own arrival last.
  const indexes = [0, clientIndex ?? 0, ...viewers.map((viewer) => viewer.clientIndex)];
  return { viewerCount: new Set(indexes).size, viewers, controller, hasControl };
}
