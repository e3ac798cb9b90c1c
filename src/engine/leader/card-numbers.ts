/** Shown instead of a card number. */
export const CARD_MASK = '••••••••••••••••';

/** Digits with at most one space or hyphen between two of them, long enough for a card number. */
const DIGIT_RUN = /\d(?:[ \u00a0-]?\d){12,}/g;

/** Replaces payment card numbers: 13 to 19 digits, possibly in groups, with a right check digit (ISO/IEC 7812-1, Luhn). */
export function maskCardNumbers(text: string): string {
  if (text.length < 13) return text;
  return text.replace(DIGIT_RUN, maskInRun);
}

/** A run may hold more than the card number, such as the expiry date after it: every sequence of whole groups is tried. */
function maskInRun(run: string): string {
  const groups = run.split(/([ \u00a0-])/);
  for (let from = 0; from < groups.length; from += 2) {
    let digits = '';
    for (let to = from; to < groups.length && digits.length <= 19; to += 2) {
      digits += groups[to];
      if (digits.length < 13 || digits.length > 19 || !hasCheckDigit(digits)) continue;
      const before = groups.slice(0, from).join('');
      const after = groups.slice(to + 1).join('');
      return before + CARD_MASK + maskCardNumbers(after);
    }
  }
  return run;
}

function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0 && sum > 0;
}
