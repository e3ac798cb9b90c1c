import { loadForSure } from '../load-part.js';
import type { Talk } from './talk.js';

type TalkModule = typeof import('./talk.js');

/** What participants draw and write, which is a file of its own. What it is told before it is there, it is told then. */
export class LazyTalk {
  #talk: Talk | undefined;
  #told: ((talk: Talk) => void)[] = [];
  #gone = false;

  /** @param base - folder of the script */
  constructor(base: string, open: (part: TalkModule) => Talk) {
    void this.#load(base, open);
  }

  tell(what: (talk: Talk) => void): void {
    if (this.#talk) what(this.#talk);
    else this.#told.push(what);
  }

  remove(): void {
    this.#gone = true;
    this.#told = [];
    this.#talk?.remove();
  }

  async #load(base: string, open: (part: TalkModule) => Talk): Promise<void> {
    const part = await loadForSure<TalkModule>(base, 'surfly-talk.js', () => !this.#gone);
    if (!part || this.#gone) return;
    const talk = (this.#talk = open(part));
    for (const what of this.#told.splice(0)) what(talk);
  }
}
