import { allIn } from './asked.js';
import { firstIn, isText, lastIn, nextOf, parentOf, previousOf } from '../tree.js';
import { cardNumbersIn, mayComeFromBefore, mayGoOnBehind } from './card-numbers.js';
import { words } from '../words.js';

/** Elements that do not end a line. */
const INLINE = words(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark output q s samp small span strong sub sup time tt u ' +
    'var wbr slot tspan',
);

/** How many steps, and characters of text, on either side of a text. */
const MAX_STEPS = 60;
const MAX_LENGTH = 60;

/** The texts that are a card number together with this one, itself perhaps among them, if there is such a number. */
export function runAround(node: Text, data: string): Text[] {
  const before = mayComeFromBefore(data)
    ? neighbours(node, previousOf, lastIn, mayGoOnBehind).reverse()
    : [];
  const after = mayGoOnBehind(data) ? neighbours(node, nextOf, firstIn, mayComeFromBefore) : [];
  if (before.length + after.length === 0) return [];
  const texts = [...before, node, ...after];
  const numbers = cardNumbersIn(texts.map((text) => text.data).join(''));
  let to = 0;
  return texts.filter((text) => {
    const from = to;
    to += text.data.length;
    return numbers.some(([start, end]) => from < end && to > start);
  });
}

/** All that is written around a text: as far as boxes for the letters of one word reach. */
export function writtenAround(node: Text): string {
  let around: Node = node;
  // A document itself has no text.
  for (let levels = 0; levels < 6 && parentOf(around)?.nodeType !== 9; levels += 1) {
    around = parentOf(around) ?? around;
  }
  let text = `${around.textContent}`;
  // What a field holds from the beginning is no copy of it.
  if (around.nodeType === 1) {
    for (const field of allIn(around as Element, 'textarea')) {
      text = text.replace(field.textContent, '');
    }
  }
  return text;
}

/**
 * The texts beside a text on its line, as far as a number may go on in them.
 * @param reaches - whether a number may go on, from here, in a text that is more than a part of one
 */
function neighbours(
  node: Text,
  next: (node: Node) => Node | null,
  first: (node: Node) => Node | null,
  reaches: (text: string) => boolean,
): Text[] {
  const texts: Text[] = [];
  let length = 0;
  let at: Node = node;
  for (let i = 0; i < MAX_STEPS && length < MAX_LENGTH; i += 1) {
    let to = at !== node ? first(at) : null;
    for (let up: Node | null = at; !to && up; up = parentOf(up)) {
      to = next(up);
      if (!to && !isInline(parentOf(up))) return texts;
    }
    if (!to) return texts;
    at = to;
    if (isText(at)) {
      const { data } = at;
      if (data !== '' && !/^[\s\d\p{Pd}\p{Cf}.\u0660-\u06f9\uff10-\uff19]*$/u.test(data)) {
        if (reaches(data)) texts.push(at);
        return texts;
      }
      texts.push(at);
      length += data.trim().length;
    } else if (at.nodeType === 1 && !isInline(at)) {
      return texts;
    }
  }
  return texts;
}

function isInline(node: Node | null): boolean {
  if (node?.nodeType !== 1) return false;
  const { localName } = node as Element;
  return INLINE.has(localName) || localName.includes('-');
}
