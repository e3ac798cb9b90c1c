import type { SurflySession, UserData } from '../../surfly/api.js';
import { leadInTab } from './new-tab.js';

export interface TabSessionOptions {
  tab: Window;
  url: string;
  leaderLink: string;
  settings: Readonly<Record<string, unknown>>;
  userData: UserData;
  started(): void;
  ended(): void;
  announce(event: string, payload: object): void;
}

/** A session that is led in a tab of its own, as the page that started it has it. */
export class TabSession {
  /** Does what this page is told to do; undefined until the tab has loaded. */
  session: SurflySession | undefined;
  readonly close: () => void;

  constructor({ started, ended, announce, ...options }: TabSessionOptions) {
    this.close = leadInTab({
      ...options,
      found: (session) => (this.session = session),
      announce(event, payload) {
        if (event === 'session_started') started();
        // This page has told of the session's making itself, and it hears of agents too.
        if (event === 'session_ended') ended();
        else if (!/^(session_created|agent_status)$/.test(event)) announce(event, payload);
      },
      lost(reason) {
        if (reason) announce('error', { reason });
        ended();
      },
    });
  }
}
