/**
 * Payment card numbers in text: 13 to 19 digits, perhaps in groups, with a right check digit (ISO/IEC 7812-1, Luhn).
 */

/** Shown instead of a card number. */
export const CARD_MASK = '••••••••••••••••';

/** Digits as people write them: ASCII, full-width, Arabic, Persian. The low four bits are the value. */
const DIGIT = '[\\d\\uff10-\\uff19\\u0660-\\u0669\\u06f0-\\u06f9]';
/** Characters between two digits: as many as a line break and its indentation take. */
const LONGEST_GAP = 40;
/** What may stand between two digits: spaces, dashes, dots, what is not seen. */
const GAP = `[\\s.|·−\\p{Pd}\\p{Cf}]{0,${LONGEST_GAP}}`;
/** A digit, and how many more. */
const digits = (more: string, before = '') =>
  new RegExp(`${before}${DIGIT}(?:${GAP}${DIGIT})${more}`, 'gu');
/** Not behind a decimal comma. */
const RUN = digits('{12,}', '(?<!\\d,|\\+\\d*)');
const MANY_DIGITS = digits('{11,}');
/**
 * Identifiers that scripts make by chance (RFC 9562, 4), and digests. Of one in thousands the digits would pass for a card number.
 * What begins with a dozen digits, perhaps behind letters, is none: card readers write the number, a D, and more digits (ISO/IEC
 * 7813, track 2).
 */
const IDENTIFIER = /(?<!\d)(?![a-f]*\d{12})[\da-f]{8}(?:-?[\da-f]{4}){3}-?[\da-f]{12,}/gi;
/** What is too short for a card that begins so: numbers of goods (GTIN-13) and of devices (IMEI) end with such a digit, too. */
const NO_CARD = /^([^4]?.{0,12}|35.{13})$/;
/** What is not seen makes no groups. */
const GROUP = new RegExp(`${DIGIT}(?:\\p{Cf}*${DIGIT})*`, 'gu');
const AT_START = new RegExp(`^${GAP}${DIGIT}`, 'u');
const AT_END = new RegExp(`${DIGIT}${GAP}$`, 'u');
const DIGITS = digits('{3,}');
const ALL_DIGITS = digits('*');

export type Range = readonly [from: number, to: number];

/** Where card numbers stand in a text. */
export function cardNumbersIn(text: string): Range[] {
  const found: Range[] = [];
  // In nearly no text there are, and to ask for that is quick.
  if (text.search(MANY_DIGITS) < 0) return found;
  const rest = text.replace(IDENTIFIER, (id) => '_'.repeat(id.length));
  for (const run of rest.matchAll(RUN)) findInRun(run[0], run.index, found);
  return found;
}

export function maskCardNumbers(text: string): string {
  if (text.length < 13) return text;
  let masked = '';
  let at = 0;
  for (const [from, to] of cardNumbersIn(text)) {
    masked += text.slice(at, from) + CARD_MASK;
    at = to;
  }
  return masked + text.slice(at);
}

/** Hides what may be part of a card number, where there was one before. */
export function maskDigits(text: string): string {
  return text.replace(DIGITS, CARD_MASK);
}

/** Hides every digit of a text that is a part of a card number. */
export function maskPart(text: string): string {
  return text.replace(ALL_DIGITS, CARD_MASK);
}

/** Hides what may become a card number while it is typed. */
export function maskUnfinished(text: string): string {
  return text.replace(MANY_DIGITS, CARD_MASK);
}

/** Whether a number may have begun in front of a text, and go on in it. */
export function mayComeFromBefore(text: string): boolean {
  return AT_START.test(text);
}

/** Whether a number may go on behind a text. */
export function mayGoOnBehind(text: string): boolean {
  return AT_END.test(text.slice(-LONGEST_GAP - 1));
}

/** A run may hold more than the card number, such as the expiry date after it: every sequence of whole groups is tried. */
function findInRun(run: string, offset: number, found: Range[]): void {
  const groups = [...run.matchAll(GROUP)];
  for (let first = 0; first < groups.length; first += 1) {
    const last = endOfNumber(groups, first, run);
    if (last === undefined) continue;
    const { index } = groups[first] as Group;
    const end = groups[last] as Group;
    found.push([offset + index, offset + end.index + end[0].length]);
    first = last;
  }
}

type Group = RegExpExecArray;

function endOfNumber(groups: readonly Group[], first: number, run: string): number | undefined {
  const before = groups[first - 1];
  // What follows the point of 3.14159 is no number of its own.
  if (before && before[0].length < 4 && run[(groups[first] as Group).index - 1] === '.') {
    return undefined;
  }
  let digits = '';
  for (let last = first; last < groups.length; last += 1) {
    const group = (groups[last] as Group)[0].replace(/\p{Cf}/gu, '');
    digits += group;
    if (digits.length > 19) return undefined;
    // None begins as years, dates, moments in milliseconds and many numbers of orders do: below 22 (ISO/IEC 7812-1, issuers).
    if (digits > '22' && !NO_CARD.test(digits) && hasCheckDigit(digits)) return last;
    // Only the last may have an odd number of digits, and one of six is the first (6-13) or behind one of four (4-6-5). Calendars,
    // tables, phone numbers and numbers of orders are written otherwise.
    if (group.length === 6 ? digits.length > 10 : group.length === 2 || group.length % 2 === 1) {
      return undefined;
    }
  }
  return undefined;
}

function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) & 15;
    sum += i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}
