/** Longest name that is shown, in characters. */
const LONGEST = 32;
/**
 * What would turn, hide or break the text around a name: controls, marks of direction, invisible and private characters. Not the
 * joiners: names in Persian and in the scripts of India are spelt with them.
 */
const UNSHOWN = /(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}])+/gu;
/** Fillers and blanks count as letters and signs, and are nothing to be seen. */
const VISIBLE = /(?![\p{DI}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;
/** More marks on one letter than any language has: they would pile up over what is around. */
const PILE = /(\p{M}{4})\p{M}+/gu;

/**
 * The name that a participant has given, as it can be shown. It is theirs to choose, so it may be anything.
 *
 * @returns empty where there is nothing to be seen of it
 */
export function shownName(userData: Readonly<Record<string, unknown>> | null | undefined): string {
  const given = userData?.['name'];
  if (typeof given !== 'string') return '';
  const name = given
    .slice(0, 1000)
    .replace(UNSHOWN, ' ')
    .replace(PILE, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  if (!VISIBLE.test(name)) return '';
  const characters = [...name];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : name;
}
