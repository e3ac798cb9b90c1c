import { windowTexts } from './texts/english.js';
import { fill } from './texts/fill.js';

/** Longest name that is shown, in characters. */
const LONGEST = 32;
/**
 * What would turn, hide or break the text around a name: controls, marks of direction, invisible and private characters. Not the
 * joiners: names in Persian and in the scripts of India are spelt with them.
 */
const UNSHOWN = /(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}])+/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** More marks on one letter than any language has: they would pile up over what is around. */
const PILE = /(\p{M}{4})\p{M}+/gu;

/** How a participant is called here. The name is theirs to choose, so it may be anything. */
export function nameOf(
  index: number,
  userData: Record<string, unknown> | undefined,
  texts = windowTexts,
): string {
  const given = userData?.['name'];
  const name =
    typeof given === 'string'
      ? given.slice(0, 1000).replace(UNSHOWN, ' ').replace(PILE, '$1').replace(/\s+/g, ' ').trim()
      : '';
  if (!VISIBLE.test(name)) {
    return index === 0 ? texts.leader : fill(texts.guest, { n: index });
  }
  const characters = [...name];
  if (characters.length > LONGEST) return `${characters.slice(0, LONGEST - 1).join('')}…`;
  return name;
}
