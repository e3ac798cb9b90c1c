import type { dockTexts } from '../../texts/english.js';
import { fill } from '../../texts/fill.js';
import { button, notByChance, part } from '../../parts.js';

/** Milliseconds after which it is no longer of interest. */
const STAYS = 30_000;

/** Tells the leader that a follower pressed what browsers let only the person in front of them do, and offers to do it. */
export class Wish {
  readonly node = part('div', 'notice');
  readonly #gone: (focused: boolean) => void;
  readonly #timer = setTimeout(() => this.close(), STAYS);

  /**
   * @param again - does it; undefined where the leader has to find the place
   * @param gone - it is not shown any more, and had the focus
   */
  constructor(
    texts: typeof dockTexts,
    name: string,
    again: (() => void) | undefined,
    gone: (focused: boolean) => void,
  ) {
    this.#gone = gone;
    const text = part('p');
    text.setAttribute('role', 'status');
    this.node.append(text);
    // Read aloud only when it is there first.
    queueMicrotask(() => {
      text.textContent = fill(texts.wish, { name });
    });
    if (again) {
      const yes = button(texts.fulfil, () => {
        this.close();
        again();
      });
      notByChance([yes]);
      this.node.append(yes);
    }
    this.node.append(button(texts.refuse, () => this.close()));
  }

  close(): void {
    clearTimeout(this.#timer);
    const focused = this.node.matches(':focus-within');
    this.node.remove();
    this.#gone(focused);
  }
}
