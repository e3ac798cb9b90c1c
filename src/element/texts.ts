import type { Viewer } from '../surfly/api.js';
import { shownName } from '../surfly/shown-name.js';
import type { SessionController } from './session-controller.js';
import { fill, noticeFor, type Plural, type Strings } from './strings.js';

/** What the fallback content says; it is announced when it changes. An empty text is not shown. */
export interface Texts {
  notice: string;
  phase: string;
  agents: string;
  count: string;
  control: string;
  /** Confirms the button that was pressed last. */
  done: string;
}

/** The texts for where a session stands. */
export function textsOf(session: SessionController, code: string): Texts {
  const { strings, notice, active, running, leader, controller, viewers, viewerCount } = session;
  const alone = leader && !viewers.length;
  const name = controllerName(session) ?? '';
  const control = session.hasControl ? strings.youControl : fill(strings.control, { name });
  const agents = session.agentAvailable ? strings.available : strings.unavailable;
  return {
    notice: notice ? noticeFor(strings, notice.code) : '',
    phase: active ? (alone ? strings.waiting : '') : session.state === 'ended' ? strings.ended : '',
    agents: alone && session.agentAvailable !== null ? agents : '',
    count: running && viewerCount ? countOf(strings, code, viewerCount) : '',
    control: running && controller !== null ? control : '',
    done: session.done && strings[session.done],
  };
}

/** How the participant in control is called; null while nobody knows who that is. */
export function controllerName({ strings, viewers, controller }: SessionController): string | null {
  if (!controller) return controller === 0 ? strings.leader : null;
  const holder = viewers.find(({ clientIndex }) => clientIndex === controller);
  return viewerName(strings, holder ?? { clientIndex: controller });
}

/** How a follower is called. */
export function viewerName(strings: Strings, { clientIndex, userData }: Viewer): string {
  return shownName(userData) || fill(strings.viewer, { n: String(clientIndex) });
}

function countOf({ count }: Strings, code: string, n: number): string {
  const forms: Plural | string = count;
  const form = typeof forms === 'string' ? forms : (forms[pluralOf(code, n)] ?? forms.other);
  return fill(form, { n: isEnglish(code) ? String(n) : n.toLocaleString(code) });
}

function pluralOf(code: string, n: number): Intl.LDMLPluralRule {
  if (isEnglish(code)) return n === 1 ? 'one' : 'other';
  return new Intl.PluralRules(code).select(n);
}

/** The first use of `Intl` takes longer than anything else that the element does, and most pages are in English. */
const isEnglish = (code: string) => /^en\b/.test(code);
