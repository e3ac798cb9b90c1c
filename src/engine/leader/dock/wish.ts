import type { dockTexts } from '../../texts/english.js';
import { fill } from '../../texts/fill.js';
import { button, create } from './parts.js';

/** Milliseconds before it can be pressed: nobody should hit it by chance. */
const DELAY = 500;
/** Milliseconds after which it is no longer of interest. */
const STAYS = 30_000;

/** Tells the leader that a follower pressed what browsers let only the person in front of them do, and offers to do it. */
export class Wish {
  readonly node = create('div', 'notice');
  readonly #timer: ReturnType<typeof setTimeout>;

  /**
   * @param again - does it; undefined where the leader has to find the place
   * @param gone - it is not shown any more
   */
  constructor(
    texts: typeof dockTexts,
    name: string,
    again: (() => void) | undefined,
    gone: () => void,
  ) {
    const close = () => {
      clearTimeout(this.#timer);
      this.node.remove();
      gone();
    };
    this.#timer = setTimeout(close, STAYS);
    const text = document.createElement('p');
    text.setAttribute('role', 'status');
    this.node.append(text);
    // Read aloud only when it is there first.
    queueMicrotask(() => {
      text.textContent = fill(texts.wish, { name });
    });
    const no = button(texts.refuse, close);
    const actions = [no];
    if (again) {
      const yes = button(texts.fulfil, () => {
        close();
        again();
      });
      yes.disabled = true;
      setTimeout(() => (yes.disabled = false), DELAY);
      actions.unshift(yes);
    }
    this.node.append(...actions);
    this.close = close;
  }

  readonly close: () => void;
}
