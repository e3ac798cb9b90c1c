import type { Surfly, SurflySession, SurflyWindow, UserData } from '../../surfly/api.js';
import { surflyEventNames } from '../../surfly/events.js';

/** Milliseconds between two looks at the tab, and until a page without `surfly.js` is given up. */
const LOOK_INTERVAL = 50;
const PATIENCE = 20_000;

/** There the session is led, and was agreed to. */
const HERE = { open_in_new_window: false, confirm_session_start: false };
const EXPECTED = 'surfly-session-tab';

export interface TabOptions {
  /** Opened while the visitor's click still counted. */
  tab: Window;
  /** Page that the tab shows. */
  url: string;
  leaderLink: string;
  settings: Readonly<Record<string, unknown>>;
  userData: UserData;
  /** The session in the tab is there: once, and again after each page that the tab loads. */
  found(session: SurflySession): void;
  announce(event: string, payload: object): void;
  /** The tab was closed, or shows a page that cannot lead the session. */
  lost(reason: string | undefined): void;
}

/**
 * Leads a session in a tab of its own (`open_in_new_window`): a page of the same site, whose own `surfly.js` opens the leader
 * link. This page only looks on, and passes on what the session there tells.
 *
 * @returns ends that
 */
export function leadInTab(options: TabOptions): () => void {
  const { tab, url, leaderLink, settings, userData } = options;
  const began = performance.now();
  let known: Surfly | undefined;
  let isOpened = false;
  // A tag that waits until it is looked at, or used, loads its script at once where it finds this.
  tab.sessionStorage.setItem(EXPECTED, '');
  tab.location.href = url;
  const timer = setInterval(look, LOOK_INTERVAL);

  function look(): void {
    if (tab.closed) {
      stop();
      options.lost(undefined);
      return;
    }
    const surfly = surflyIn(tab);
    if (surfly && surfly !== known) {
      known = surfly;
      void surfly.initialised?.then(() => open(surfly));
    } else if (!isOpened && performance.now() - began > PATIENCE) {
      stop();
      options.lost('not_shareable');
    }
  }

  function open(surfly: Surfly): void {
    // After a reload of the tab the session is there already.
    const session = isOpened
      ? surfly.listSessions()[0]
      : surfly.session({ ...settings, ...HERE }, leaderLink);
    if (!session) return;
    for (const name of surflyEventNames) {
      session.on(name, (_session, payload) => options.announce(name, payload as object));
    }
    tab.sessionStorage.removeItem(EXPECTED);
    options.found(session);
    if (!isOpened) session.startLeader(null, userData);
    isOpened = true;
  }

  function stop(): void {
    clearInterval(timer);
  }
  return stop;
}

/** The tab's `Surfly`, once it has been initialised. */
function surflyIn(tab: Window): Surfly | undefined {
  try {
    const { Surfly: found } = tab as SurflyWindow;
    return found?.session && found.initialised ? (found as Surfly) : undefined;
  } catch {
    // A page of another site.
    return undefined;
  }
}
