/**
 * What a tab must remember to take its sessions up again after a reload. It lives in `sessionStorage`: it ends with the
 * tab and stays within the site. A page without storage (a sandboxed frame) simply restores nothing.
 */
export interface StoredSession {
  role: 'leader' | 'follower';
  /** The link that was opened, or the one the session was created with. */
  link: string;
  index: number;
  secret: string;
  leaderLink: string | undefined;
  followerLink: string | undefined;
  settings: Record<string, unknown>;
  userData: Record<string, unknown>;
  /** Selector of the given iframe; null when the session has a window of its own. */
  selector: string | null;
  /** Page inside the session. Leader only. */
  url: string | undefined;
  /** Whether anybody has ever joined. */
  visited: boolean;
}

/**
 * Frames share the storage of their tab with the page around them. A frame of the same site that has the script too must not
 * take that page's session up, so each depth has sessions of its own.
 */
const key = () => `surfly-session${depth() || ''}`;
const BROWSER_KEY = 'surfly-session-browser';

export function storedSessions(): StoredSession[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key()) ?? '[]');
    return Array.isArray(found) ? (found as StoredSession[]) : [];
  } catch {
    return [];
  }
}

export function remember(stored: StoredSession): void {
  write([...withoutLink(stored.link), stored]);
}

export function forget(link: string): void {
  write(withoutLink(link));
}

/** How many windows are around this one. */
function depth(): number {
  let count = 0;
  for (let at: Window = window; at.parent !== at; at = at.parent) count += 1;
  return count;
}

const withoutLink = (link: string) => storedSessions().filter((stored) => stored.link !== link);

function write(sessions: StoredSession[]): void {
  try {
    if (sessions.length === 0) sessionStorage.removeItem(key());
    else sessionStorage.setItem(key(), JSON.stringify(sessions));
  } catch {
    // Full or forbidden storage costs the restoration after a reload, nothing else.
  }
}

/** Milliseconds within which a page that takes itself out of every frame is back, and how often it may be. */
const BACK_WITHIN = 10_000;
const BACK_AT_MOST = 3;
const RETURNS_KEY = 'surfly-session-returns';

/**
 * Whether this page was put in its own place again and again, by nobody's hand: then it does not stay in a frame, and would
 * be loaded for ever. To be asked once, when it takes its session up.
 */
export function isThrownBack(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  try {
    const [at, before] = (sessionStorage.getItem(RETURNS_KEY) ?? '0 0').split(' ').map(Number);
    const isNext = entry?.type === 'navigate' && Date.now() - at! < BACK_WITHIN;
    const count = isNext ? before! + 1 : 0;
    sessionStorage.setItem(RETURNS_KEY, `${Date.now()} ${count}`);
    return count > BACK_AT_MOST;
  } catch {
    return false;
  }
}

/** Names this browser, so that a follower link opened twice in it is noticed. */
export function browserName(): string {
  try {
    const known = localStorage.getItem(BROWSER_KEY) ?? randomName();
    localStorage.setItem(BROWSER_KEY, known);
    return known;
  } catch {
    return randomName();
  }
}

/** A name that no other window has. `crypto.randomUUID` needs a secure context, `getRandomValues` does not. */
export function randomName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('-');
}
