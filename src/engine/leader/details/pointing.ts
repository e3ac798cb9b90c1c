import { Op } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import { knownFrom } from '../recorder/known.js';
import type { OpRecord, Part, PartContext, Pointed } from '../recorder/part.js';

/** What the pointer is over and what it presses: `:hover` and `:active`, which no copy of a page has by itself. */
export class Pointing implements Part {
  readonly #options: PartContext;
  /** Under the leader's own pointer, a finger included. */
  #under: Element | undefined;
  #own: Pointed = { over: undefined, down: undefined };
  /** What the mouse of a follower does, until the leader's own moves again. */
  #other: Pointed | undefined;
  /** What replicas show, by operation. */
  readonly #shown = new Map<number, Node>();
  #stale = false;
  #pressing: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PartContext) {
    this.#options = options;
  }

  /** The mouse of the follower in control is here; nowhere, once he has no control. */
  pointed(pointed: Pointed | undefined): void {
    const { over, down } = this.#other ?? {};
    if (!this.#other === !pointed && over === pointed?.over && down === pointed?.down) return;
    this.#other = pointed;
    this.#touch();
  }

  forget(node: Node): void {
    for (const [op, shown] of this.#shown) {
      if (shown !== node) continue;
      this.#shown.delete(op);
      this.#stale = true;
    }
  }

  restart(): void {
    this.#shown.clear();
    this.#stale = true;
  }

  enter(window: Window, signal: AbortSignal): void {
    const listen = <T extends keyof WindowEventMap>(
      types: T[],
      listener: (event: WindowEventMap[T]) => void,
    ) => {
      for (const type of types) {
        window.addEventListener(type, ifTrusted(listener), {
          capture: true,
          signal,
        });
      }
    };
    listen(['pointermove'], () => this.#ownHand());
    listen(['pointerdown'], () => this.#press(this.#under));
    listen(['pointerup', 'pointercancel'], () => this.#press(undefined));
    listen(['blur'], ({ target }) => {
      if (target === window) this.#press(undefined);
    });
    // The space bar presses a button for as long as it is down.
    listen(['keydown', 'keyup'], (event) => {
      if (event.key !== ' ') return;
      const isDown = event.type === 'keydown';
      this.#press(isDown ? (event.composedPath()[0] as Element) : undefined);
    });
    listen(['pointerout'], ({ target, relatedTarget }) => {
      // Into the inside of a frame it has gone already: what it left last is then of another document.
      const { ownerDocument } = target as Element;
      if (!relatedTarget && ownerDocument === this.#under?.ownerDocument) this.#goTo(undefined);
    });
  }

  /** Within a shadow root the pointer moves unheard of outside. */
  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const over = ifTrusted((event: Event) => {
      // A finger does not hover.
      const hovers = (event as PointerEvent).pointerType !== 'touch';
      this.#goTo(event.composedPath()[0] as Element, hovers);
    });
    hear(root, 'pointerover', signal, over);
  }

  changes(ops: OpRecord[]): void {
    if (!this.#stale) return;
    this.#stale = false;
    const { over, down } = this.#other ?? this.#own;
    this.#tell(Op.hover, over, ops);
    this.#tell(Op.active, down, ops);
  }

  #tell(
    op: typeof Op.hover | typeof Op.active,
    element: Element | undefined,
    ops: OpRecord[],
  ): void {
    // What was taken out from under the pointer is gone from replicas too. What it lay on is still pointed at.
    if (element?.isConnected === false) return;
    const { ids, masked } = this.#options;
    const known = knownFrom(element, ids, masked);
    if (known === this.#shown.get(op)) return;
    if (known) this.#shown.set(op, known);
    else this.#shown.delete(op);
    ops.push([op, (known && ids.of(known)) ?? 0]);
  }

  #goTo(under: Element | undefined, hovers = true): void {
    this.#under = under;
    this.#own.over = hovers ? under : undefined;
    this.#other = undefined;
    this.#touch();
  }

  #press(down: Element | undefined): void {
    this.#ownHand();
    clearTimeout(this.#pressing);
    // Once the page has been asked it is known whether this is pressed: not everything under a button that goes down is.
    if (down)
      this.#pressing = setTimeout(() => this.#pressed(down.matches(':active') ? down : undefined));
    else this.#pressed(undefined);
  }

  #pressed(down: Element | undefined): void {
    if (this.#own.down === down) return;
    this.#own.down = down;
    this.#touch();
  }

  #ownHand(): void {
    if (this.#other) this.pointed(undefined);
  }

  #touch(): void {
    this.#stale = true;
    this.#options.later();
  }
}

/** A follower's hand, and any script, moves the page's pointer too, by events that are not trusted. */
function ifTrusted<E extends Event>(listener: (event: E) => void): (event: E) => void {
  return (event) => {
    if (event.isTrusted) listener(event);
  };
}
