import { webAddress } from '../web-address.js';

/** One entry of `blacklist` or `whitelist`. */
interface Rule {
  pattern: RegExp;
  redirect: string | undefined;
}

/** What becomes of an address. */
export type Verdict =
  | 'open'
  /** A page of ours is shown in its place. */
  | 'stop'
  /** Another page is shown. */
  | { redirect: string };

const BLOCKED_URL = 'blocked_url';

/**
 * The pages that a session may show: `blacklist` and `whitelist`. An address is blocked where a rule of the first matches, or
 * where there is a second and none of it does. Source: "Blocking resources" of the Surfly documentation.
 */
export class Rules {
  readonly #black: readonly Rule[];
  readonly #white: readonly Rule[];

  private constructor(black: readonly Rule[], white: readonly Rule[]) {
    this.#black = black;
    this.#white = white;
  }

  /** @returns undefined where every page may be shown */
  static of({ blacklist, whitelist }: Readonly<Record<string, unknown>>): Rules | undefined {
    const black = read('blacklist', blacklist);
    const white = read('whitelist', whitelist);
    return black.length + white.length > 0 ? new Rules(black, white) : undefined;
  }

  /** @param from - the page from which somebody wants to go there */
  verdict(url: string, from: string): Verdict {
    const black = this.#black.find(({ pattern }) => pattern.test(url));
    const isMissing =
      this.#white.length > 0 && !this.#white.some(({ pattern }) => pattern.test(url));
    if (!black && !isMissing) return 'open';
    const redirect = black ? black.redirect : this.#white.find((rule) => rule.redirect)?.redirect;
    const target = redirect && targetOf(redirect, url, from);
    // A way out leads out, whatever the rules say of it.
    if (target && sameWithout(target, url)) return 'open';
    return target ? { redirect: target } : 'stop';
  }
}

/** Where a redirect leads: `{{referer}}` is the page before, and the address that was blocked travels along. */
function targetOf(redirect: string, blocked: string, from: string): string | undefined {
  const written = redirect.replace(/^\{\{referer\}\}/, () => withoutBlocked(from));
  const target = webAddress(written, from);
  if (!target) return undefined;
  target.search += `${target.search ? '&' : '?'}${BLOCKED_URL}=${encodeURIComponent(blocked)}`;
  return target.href;
}

function withoutBlocked(address: string): string {
  const url = new URL(address);
  if (url.searchParams.has(BLOCKED_URL)) url.searchParams.delete(BLOCKED_URL);
  return url.href;
}

function sameWithout(target: string, url: string): boolean {
  return withoutBlocked(target) === withoutBlocked(url);
}

function read(name: string, given: unknown): Rule[] {
  if (given === undefined || given === null || given === '') return [];
  const list = typeof given === 'string' ? parsed(given) : given;
  if (!Array.isArray(list)) {
    refuse(name, given, 'Give it a list of {"pattern": "…"}, or JSON of one');
    return [];
  }
  return list.flatMap((entry: unknown) => {
    const { pattern, redirect } = (entry ?? {}) as { pattern?: unknown; redirect?: unknown };
    try {
      if (typeof pattern !== 'string') throw new TypeError('A pattern is a text.');
      const to = typeof redirect === 'string' && redirect !== '' ? redirect : undefined;
      return [{ pattern: new RegExp(pattern), redirect: to }];
    } catch {
      refuse(name, entry, 'Its "pattern" has to be a regular expression');
      return [];
    }
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function refuse(name: string, value: unknown, wayOut: string): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  console.error(
    `surfly-session: setting "${name}": ${text.slice(0, 100)} cannot be used, and is left out. ${wayOut}.`,
  );
}
