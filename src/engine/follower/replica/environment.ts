import { MEDIA_FEATURES, NO_ROOM } from '../../../protocol/records.js';
import type { Reader } from './reader.js';
import type { UrlOf } from './picture-assets.js';

/** Media queries that are met, that are not, and that no browser knows, which is neither: `not` does not turn it round. */
const MET = '(min-width:0)';
const UNMET = '(min-width:99999999px)';
const UNKNOWN = '(surfly-unknown)';

const NUMERIC =
  /^(?:-webkit-)?(min-|max-)?(?:-moz-)?(resolution|device-pixel-ratio|device-width|device-height)$/;
const RANGE =
  /^(?:([\w.]+)\s*(<=?|>=?|=)\s*)?(resolution|device-width|device-height)(?:\s*(<=?|>=?|=)\s*([\w.]+))?$/;
/** What is not 1. */
const UNITS: Readonly<Record<string, number>> = {
  dpi: 1 / 96,
  dpcm: 2.54 / 96,
  em: 16,
  rem: 16,
};

/**
 * Where the browser goes that far, the `color-scheme` of the picture's frame answers for this one, in frames within it too,
 * and for colours and controls.
 */
const BY_FRAME = 'prefers-color-scheme';

/** What is said of both schemes, in any order: the one that is preferred comes true. */
const COLOR_SCHEME =
  /(?<![\w-])(color-scheme\s*:)(?=[^:;{}()]*\blight\b)(?=[^:;{}()]*\bdark\b)[^:;{}()!]*/gi;

const SCHEMES = /^(?:(?:only|light|dark)(?: |$))+$/;

/** Rules in which anything depends on the environment have one of these in them. */
const DEPENDENT = /@media|image-set\(|\bmedia\(|color-scheme\s*:/i;

/**
 * The leader's screen, in place of the viewer's: what a style rule asks of it is answered here, before the browser reads
 * the rule.
 */
export class Environment {
  #features: Map<string, Set<string>> | undefined;
  #numbers: Readonly<Record<string, number>> = {};
  #scheme = '';
  #isByFrame = true;
  /** What the page says outside its styles, and what its browser does. */
  base = '';

  /** @param prefer - gives the picture's frame its scheme, and tells whether what is in it follows */
  set(op: Reader, prefer: (scheme: 'light' | 'dark') => boolean): void {
    const resolution = Math.max(op.length(), 0.01);
    this.#numbers = {
      resolution,
      'device-pixel-ratio': resolution,
      'device-width': op.length(),
      'device-height': op.length(),
    };
    this.#features = new Map();
    let schemes = 'normal';
    let scrollbars = '';
    for (const feature of op.texts()) {
      const [name = '', value = ''] = feature.split(': ');
      if (feature === NO_ROOM) scrollbars = feature;
      if (name === 'color-scheme' && SCHEMES.test(value)) schemes = value;
      if (!isFeature(name) || !MEDIA_FEATURES[name]?.includes(value)) continue;
      const values = this.#features.get(name) ?? new Set();
      this.#features.set(name, values.add(value));
    }
    const scheme = this.#features.get(BY_FRAME)?.has('dark') ? 'dark' : 'light';
    this.#scheme = scheme;
    this.#isByFrame = prefer(scheme);
    this.base = this.rule(`:root { color-scheme: ${schemes}; } * { ${scrollbars}!important }`);
  }

  /** Whether a rule, or declarations, say something else in another environment. */
  concerns(rule: string): boolean {
    return DEPENDENT.test(rule);
  }

  /** A rule, or declarations, with everything answered. */
  rule(text: string, urlOf?: UrlOf): string {
    if (!this.#features || !DEPENDENT.test(text)) return text;
    const answered = text.replace(/@media\b[^{};"']*|\bmedia\([^{};"']*/gi, (query) =>
      this.query(query),
    );
    return withImageSets(
      this.#isByFrame ? answered : answered.replace(COLOR_SCHEME, `$1 ${this.#scheme}`),
      this.#numbers['resolution'] as number,
      urlOf,
    );
  }

  /** A media query, with everything answered. */
  query(text: string): string {
    if (!this.#features) return text;
    return text.replace(/\(([^()]*)\)/g, (whole, test: string) => {
      return this.#answer(test.trim().slice(0, 200).toLowerCase()) ?? whole;
    });
  }

  #answer(test: string): string | undefined {
    const [, name, value] = /^([a-z-]+)(?:\s*:\s*(.+))?$/.exec(test) ?? [];
    if (name !== undefined && isFeature(name)) {
      if (name === BY_FRAME && this.#isByFrame) return undefined;
      const values = this.#features?.get(name);
      if (!values) return UNKNOWN;
      const isMet =
        value === undefined
          ? [...values].some((one) => one !== 'none' && one !== 'no-preference')
          : values.has(value);
      return isMet ? MET : UNMET;
    }
    const [, bound, number] = NUMERIC.exec(name ?? '') ?? [];
    if (number !== undefined) {
      const sign = bound === 'min-' ? '>=' : bound === 'max-' ? '<=' : '=';
      return value === undefined ? MET : this.#compare(number, sign, value);
    }
    const [, low, lowSign = '', ranged, sign = '', high] = RANGE.exec(test) ?? [];
    if (ranged === undefined) return undefined;
    if (low !== undefined && this.#compare(ranged, TURNED[lowSign] ?? '=', low) === UNMET) {
      return UNMET;
    }
    return high === undefined ? MET : this.#compare(ranged, sign, high);
  }

  #compare(name: string, sign: string, value: string): string | undefined {
    const there = this.#numbers[name] as number;
    const wanted = numberOf(value);
    if (wanted === undefined) return undefined;
    const difference = Math.abs(there - wanted) < 0.005 ? 0 : there - wanted;
    const isMet =
      (difference === 0 && sign.includes('=')) ||
      (difference < 0 && sign.startsWith('<')) ||
      (difference > 0 && sign.startsWith('>'));
    return isMet ? MET : UNMET;
  }
}

function isFeature(name: string): boolean {
  return Object.hasOwn(MEDIA_FEATURES, name);
}

/** `1dppx < resolution` is `resolution > 1dppx`. */
const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function numberOf(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d*\.?\d+)(x|dppx|dpi|dpcm|px|r?em|)$/.exec(text.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit] ?? 1);
}

/** Leaves in each `image-set()` only what the leader's screen takes: nothing else was sent. */
function withImageSets(text: string, resolution: number, urlOf?: UrlOf): string {
  let out = '';
  let from = 0;
  const start = /image-set\(/gi;
  while (start.test(text)) {
    const { choices, end } = choicesOf(text, start.lastIndex);
    const ranks = choices.map((choice) => {
      const [, number] = /asset:(\d{1,9})/.exec(choice) ?? [];
      // Chromium goes on showing what it took on another screen.
      if (number && !urlOf?.(Number(number))) return -Infinity;
      // The coarsest that is fine enough, else the finest.
      const density = densityOf(choice);
      return density < resolution - 0.005 ? density - 1e6 : -density;
    });
    const best = Math.max(...ranks);
    const kept = choices.filter((_, i) => ranks[i] === best);
    out += text.slice(from, start.lastIndex) + kept.join();
    start.lastIndex = from = end;
  }
  return out + text.slice(from);
}

const PIECE = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|[^]/g;

/** What stands between commas, up to the parenthesis that closes. */
function choicesOf(text: string, start: number): { choices: string[]; end: number } {
  const choices = [''];
  let depth = 0;
  PIECE.lastIndex = start;
  for (let match = PIECE.exec(text); match; match = PIECE.exec(text)) {
    const [piece] = match;
    if (piece === ')' && depth === 0) return { choices, end: match.index };
    if (piece === '(') depth += 1;
    else if (piece === ')') depth -= 1;
    if (piece === ',' && depth === 0) choices.push('');
    else choices[choices.length - 1] += piece;
  }
  return { choices, end: text.length };
}

function densityOf(choice: string): number {
  const [, density = '1x'] = /[\s)]([\d.]{1,9}(?:x|dp\w+))(?=\s|$)/i.exec(choice) ?? [];
  return numberOf(density.toLowerCase()) ?? 1;
}
