import type { RefusalCode } from '../../src/protocol/messages.js';
import { one } from '../shared/dom.js';
import { defineEventLog } from '../shared/event-log.js';
import type { Credentials, DeskState } from './desk-client.js';
import { DeskClient } from './desk-client.js';
import { startJoinForms } from './join-forms.js';
import { linkTo } from './links.js';
import { Notices } from './notices.js';
import { QueueView } from './queue-view.js';
import { SessionView } from './session-view.js';
import { SignIn, demoCredentials } from './sign-in.js';

const relay = new URL('/relay', location.href);
relay.protocol = relay.protocol.replace('http', 'ws');

const connection = one('#connection', HTMLElement);
const connectionWords = one('#connection-words', HTMLElement);
const available = one('#available', HTMLButtonElement);

/** What the demo server handed out last; undefined where keys are typed in. */
let demo: Credentials | undefined;

const notices = new Notices(one('#notices', HTMLElement));
const client = new DeskClient(relay.href, {
  changed: showState,
  queue: (sessions) => {
    queue.show(sessions);
    session.queueChanged(sessions);
  },
  refused: (code, message) => void refused(code, message),
});
const session = new SessionView({
  changed: (joined) => queue.mark(joined),
  notice: (text) => notices.add(text),
});
const queue = new QueueView((id) => void join(client.joinSession(id)));
const signIn = new SignIn((credentials) => enter(credentials));

/** Opens the session behind a link that the relay is asked for. */
async function join(link: ReturnType<DeskClient['joinSession']>): Promise<boolean> {
  try {
    session.open(linkTo(await link));
    return true;
  } catch (error) {
    notices.add(error instanceof Error ? error.message : String(error), 'problem');
    return false;
  }
}

/** A demo server that was started again has a new agent key, and tells it to whoever asks. */
async function refused(code: RefusalCode, message: string): Promise<void> {
  const again = code === 'wrong_agent_key' && demo ? await demoCredentials() : undefined;
  if (again && again.agentKey !== demo?.agentKey) {
    demo = again;
    enter(again);
  } else {
    signIn.show(message);
  }
}

function enter(credentials: Credentials): void {
  signIn.hide();
  session.agent = credentials;
  queue.load();
  client.setAvailable(available.ariaChecked === 'true');
  client.signIn(credentials);
}

function showState(state: DeskState): void {
  connection.dataset['state'] = state.state;
  one('#retry', HTMLElement).hidden = state.state !== 'retrying';
  connectionWords.textContent = {
    offline: 'Signed out',
    connecting: 'Connecting …',
    online: 'Connected',
    retrying:
      state.state === 'retrying'
        ? `Connection lost, trying again in ${Math.ceil(state.retryIn / 1000)} s`
        : '',
  }[state.state];
}

available.addEventListener('click', () => {
  const on = available.ariaChecked !== 'true';
  available.ariaChecked = String(on);
  one('#available-words', HTMLElement).textContent = on ? 'Available' : 'Away';
  client.setAvailable(on);
});
one('#retry', HTMLButtonElement).addEventListener('click', () => client.retryNow());
window.addEventListener('online', () => client.retryNow());
one('#sign-out', HTMLButtonElement).addEventListener('click', () => {
  session.close();
  client.signOut();
  signIn.show();
});

defineEventLog();
startJoinForms({
  pin: (pin) => client.joinPin(pin),
  open: (link) => session.open(link),
});
demo = await demoCredentials();
if (demo) enter(demo);
else signIn.show();
