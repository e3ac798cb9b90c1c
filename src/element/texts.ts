import type { SessionController } from './session-controller.js';
import { notices, otherNotice, strings } from './strings.js';

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
export function textsOf(session: SessionController): Texts {
  const { notice, active, running, leader, controller, viewers, viewerCount, done } = session;
  const alone = leader && !viewers.length;
  const holder = viewers.find(({ clientIndex }) => clientIndex === controller);
  const name = controller ? strings.viewer(holder ?? { clientIndex: controller }) : strings.leader;
  const control = session.hasControl ? strings.youControl : strings.control(name);
  const agents = session.agentAvailable ? strings.available : strings.unavailable;
  return {
    notice: notice ? (notices[notice.code] ?? otherNotice) : '',
    phase: active ? (alone ? strings.waiting : '') : session.state === 'ended' ? strings.ended : '',
    agents: alone && session.agentAvailable !== null ? agents : '',
    count: running && viewerCount ? strings.count(viewerCount) : '',
    control: running && controller !== null ? control : '',
    done: done && strings[done],
  };
}
