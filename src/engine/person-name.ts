import { shownName } from '../surfly/shown-name.js';
import { windowTexts } from './texts/english.js';
import { fill } from './texts/fill.js';

/** How a participant is called here. */
export function nameOf(
  index: number,
  userData: Record<string, unknown> | undefined,
  texts = windowTexts,
): string {
  const name = shownName(userData);
  if (name) return name;
  return index === 0 ? texts.leader : fill(texts.guest, { n: index });
}
