import { framesAround, type FrameAround } from '../../frames-around.js';
import { tellPointer, type Moment } from './pointer-events.js';
import type { Steps } from './steps.js';
import { pathOf, type Realm } from './tree.js';

/** Of which events an element is told that is entered or left. */
export type Kinds = readonly ('pointer' | 'mouse')[];

/** What lies under a mouse or a finger, and who is told so. */
export class Hover {
  readonly #top: Realm;
  /** The element in each document that it is over. */
  readonly #over = new Map<Document, Element>();

  /** @param top - of the page: what is around it is of no concern */
  constructor(top: Realm) {
    this.#top = top;
  }

  /** What is under it in a document. */
  in(document: Document): Element | undefined {
    return this.#over.get(document);
  }

  /** Tells who is left and who is entered on the way to the moment's spot, in every document around it. */
  *goTo(moment: Moment, kinds: Kinds): Steps<void> {
    const levels = this.#levels(moment);
    for (const [document, element] of this.#over) {
      if (levels.some((level) => level.spot.element.ownerDocument === document)) continue;
      this.#over.delete(document);
      if (!element.isConnected || !document.defaultView) continue;
      yield* cross(element, undefined, this.#seenFrom(document, levels[0] ?? moment), kinds);
    }
    for (const level of levels) {
      const { element } = level.spot;
      const from = this.#over.get(element.ownerDocument);
      this.#over.set(element.ownerDocument, element);
      yield* cross(from, element, level, kinds);
    }
  }

  /** It is lifted, and over nothing any more. */
  *leave(moment: Moment, kinds: Kinds): Steps<void> {
    const levels = this.#levels(moment);
    for (const [document, element] of this.#over) {
      const level = levels.find(({ spot }) => spot.element.ownerDocument === document);
      yield* cross(element, undefined, level ?? this.#seenFrom(document, moment), kinds);
    }
    this.#over.clear();
  }

  /** To the documents around it, what lies in a frame is the frame. */
  #levels(moment: Moment): Moment[] {
    const levels = [moment];
    let { x, y } = moment.spot;
    for (const { frame, left, top, scale } of this.#framesAround(
      moment.spot.element.ownerDocument,
    )) {
      x = left + x * scale;
      y = top + y * scale;
      levels.unshift({ ...moment, spot: { element: frame, x, y } });
    }
    return levels;
  }

  /** The same place in a frame's own coordinates. */
  #seenFrom(document: Document, moment: Moment): Moment {
    let { x, y } = moment.spot;
    for (const { left, top, scale } of this.#framesAround(document).reverse()) {
      x = (x - left) / scale;
      y = (y - top) / scale;
    }
    return { ...moment, spot: { ...moment.spot, x, y } };
  }

  #framesAround(document: Document): FrameAround[] {
    return framesAround(document, this.#top.document) ?? [];
  }
}

function* cross(
  before: Element | undefined,
  target: Element | undefined,
  moment: Moment,
  kinds: Kinds,
): Steps<void> {
  const from = before?.isConnected && before.ownerDocument.defaultView ? before : undefined;
  if (from === target) return;
  const old = from ? pathOf(from) : [];
  const now = target ? pathOf(target) : [];
  const left = old.filter((element) => !now.includes(element));
  const entered = now.filter((element) => !old.includes(element)).reverse();
  for (const kind of kinds) {
    if (from) {
      const leaving = { ...moment, relatedTarget: target ?? null };
      yield* tellPointer(from, `${kind}out`, leaving);
      for (const element of left) yield* tellPointer(element, `${kind}leave`, leaving);
    }
    if (!target) continue;
    const entering = { ...moment, relatedTarget: from ?? null };
    yield* tellPointer(target, `${kind}over`, entering);
    for (const element of entered) yield* tellPointer(element, `${kind}enter`, entering);
  }
}
