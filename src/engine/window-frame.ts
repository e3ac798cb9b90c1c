import type { Cover } from './cover.js';
import { watchRemoval } from './watch-removal.js';

/** The iframe that a session's window is in: one that the page gives, or one over the whole page. */
export class WindowFrame {
  readonly node: HTMLIFrameElement;
  readonly #cover: Cover | undefined;
  readonly #endWatch: () => void;

  /** @param gone - it was taken off the page */
  constructor(given: HTMLIFrameElement | undefined, cover: () => Cover, gone: () => void) {
    this.#cover = given ? undefined : cover();
    this.node = given ?? (this.#cover as Cover).node;
    this.node.classList.add('surfly-window');
    this.#endWatch = watchRemoval(this.node, gone);
  }

  /** Whether it is over the whole page. */
  get isCover(): boolean {
    return this.#cover !== undefined;
  }

  /** Gives the page its iframe back empty, and takes away what was put over it. */
  release(): void {
    this.#endWatch();
    this.node.classList.remove('surfly-window');
    if (this.#cover) this.#cover.remove();
    else this.node.removeAttribute('src');
  }
}
