import type { Viewer } from '../surfly/api.js';

/** Everything that the element says to people. */
export const strings = {
  start: 'Start session',
  join: 'Join session',
  busy: 'Connecting…',
  end: 'End session',
  retry: 'Try again',
  waiting: 'Waiting for someone to join. Share the PIN or the link.',
  ended: 'Session ended',
  pin: 'PIN',
  link: 'Session link',
  copy: 'Copy link',
  copied: 'Copied',
  count: (count: number) => count + (count === 1 ? ' person in session' : ' people in session'),
  youControl: 'You have control',
  control: (name: string) => name + ' has control',
  leader: 'Leader',
  viewer: ({ clientIndex, userData }: Viewer) => userData?.name || 'Viewer ' + clientIndex,
  give: (name: string) => 'Give control to ' + name,
  giveBack: 'Give control back',
  ask: 'Ask for control',
  asked: 'Asked for control',
  take: 'Take control',
  takeBack: 'Take control back',
  available: 'Agent available',
  unavailable: 'No agent available',
  window: 'Co-browsing session',
};

const unreachable = 'No connection to the co-browsing service.';
const badLink = 'This session link is not valid.';

/** What a person is told for an error's code; developers find the error itself in the console and in `lastError`. */
export const notices: Readonly<Record<string, string>> = {
  network: unreachable,
  timeout: unreachable,
  connect_failed: unreachable,
  'bad-link': badLink,
  invalid_link: badLink,
  other_connection: 'The session was opened in another window.',
  not_shareable: 'This page cannot be shared.',
};

/** The notice for every other code, such as those of a page that is not set up correctly. */
export const otherNotice = 'Co-browsing is not available here.';
