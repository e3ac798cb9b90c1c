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
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-');
}
