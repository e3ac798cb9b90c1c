import type { Outcome } from '../../../protocol/input.js';
import type { ApplierOptions } from './applier.js';
import { isLink, isNamed } from './kinds.js';
import { modifiers, type Moment } from './pointer-events.js';
import { tell, type Steps } from './steps.js';
import type { Spot } from './target.js';
import { pathOf, realmOf } from './tree.js';

/** Pixels that the mouse moves with its button down before it takes the element along. */
const STARTS = 4;

/** What of the page viewers may read. */
export type Open = Pick<ApplierOptions, 'isPrivate' | 'url'>;

/** The element that a press would take along, if any: where nothing else is said, links and images are such. */
export function draggableAt(element: Element): HTMLElement | undefined {
  return pathOf(element).find((at): at is HTMLElement => {
    const { draggable, isContentEditable } = at as Partial<HTMLElement>;
    if (draggable !== true) return false;
    if (at.hasAttribute('draggable')) return true;
    if (isLink(at) && isContentEditable) return false;
    return realmOf(at).getComputedStyle(at).getPropertyValue('-webkit-user-drag') !== 'none';
  });
}

export function isFarEnough(from: Spot, to: Spot): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) >= STARTS;
}

/** Taking an element along (HTML Standard, "Drag and drop"): what browsers do for a hand only. */
export class DragDrop {
  readonly #source: HTMLElement;
  readonly #data: DataTransfer;
  #over: Element | undefined;
  /** What the page would do with a drop here. */
  #effect: DataTransfer['dropEffect'] = 'none';

  private constructor(source: HTMLElement, data: DataTransfer) {
    this.#source = source;
    this.#data = data;
  }

  /** @returns undefined where the page declines */
  static *start(source: HTMLElement, moment: Moment, open: Open): Steps<DragDrop | undefined> {
    const { DataTransfer } = realmOf(source);
    const data = new DataTransfer();
    // Those that a script makes do not keep what they are given.
    Object.defineProperty(data, 'effectAllowed', { value: 'uninitialized', writable: true });
    Object.defineProperty(data, 'dropEffect', { value: 'none', writable: true });
    put(source, data, open);
    const drag = new DragDrop(source, data);
    return (yield* drag.#tell(source, 'dragstart', moment)) ? drag : undefined;
  }

  *move(moment: Moment): Steps<Outcome> {
    const { element } = moment.spot;
    this.#data.dropEffect = 'none';
    yield* this.#tell(this.#source, 'drag', moment);
    const before = this.#over;
    if (before !== element) {
      this.#over = element;
      this.#data.dropEffect = this.#usual();
      yield* this.#tell(element, 'dragenter', moment, before);
      this.#data.dropEffect = 'none';
      if (before?.isConnected) yield* this.#tell(before, 'dragleave', moment, element);
    }
    this.#data.dropEffect = this.#usual();
    const wanted = !(yield* this.#tell(element, 'dragover', moment));
    this.#effect = wanted ? this.#data.dropEffect : 'none';
    return 'applied';
  }

  /** @param drops - false where it is given up */
  *end(moment: Moment, drops: boolean): Steps<void> {
    const over = this.#over;
    if (over?.isConnected) {
      if (drops && this.#effect !== 'none') {
        this.#data.dropEffect = this.#effect;
        yield* this.#tell(over, 'drop', { ...moment, buttons: 1 });
      } else {
        this.#effect = this.#data.dropEffect = 'none';
        yield* this.#tell(over, 'dragleave', moment);
      }
    }
    this.#data.dropEffect = this.#effect;
    if (this.#source.isConnected) yield* this.#tell(this.#source, 'dragend', moment);
  }

  /** What a drop does where the page says nothing else. */
  #usual(): DataTransfer['dropEffect'] {
    const { effectAllowed } = this.#data;
    if (/^(move|link|none)$/.test(effectAllowed)) {
      return effectAllowed as DataTransfer['dropEffect'];
    }
    return effectAllowed === 'linkMove' ? 'link' : 'copy';
  }

  /** @returns false where the page called `preventDefault()` */
  *#tell(
    target: Element,
    type: string,
    { spot, mods, buttons }: Moment,
    from?: Element,
  ): Steps<boolean> {
    const realm = realmOf(target);
    return yield* tell(
      target,
      new realm.DragEvent(type, {
        ...modifiers(mods),
        bubbles: true,
        cancelable: !/^drag(leave|end)$/.test(type),
        composed: true,
        view: realm,
        clientX: spot.x,
        clientY: spot.y,
        screenX: realm.screenX + spot.x,
        screenY: realm.screenY + spot.y,
        buttons,
        relatedTarget: from ?? null,
        dataTransfer: this.#data,
      }),
    );
  }
}

/** What links and images bring along by themselves. A page may show where they are dropped what it is given there. */
function put(source: HTMLElement, data: DataTransfer, { isPrivate, url }: Open): void {
  const link = isLink(source);
  const address = link ? source.href : isNamed(source, 'img') ? source.src : '';
  if (!address || (link && url(address) !== address)) return;
  data.setData('text/uri-list', address);
  if (link) data.setData('text/plain', address);
  if ([...source.querySelectorAll('*')].some(isPrivate)) return;
  data.setData('text/html', source.outerHTML);
}
