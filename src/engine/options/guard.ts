import type { screenTexts } from '../texts/english.js';
import { showStockPage } from './stock-page.js';
import type { Rules, Verdict } from './rules.js';

/** The part of the Navigation API that is used. */
interface NavigateEvent extends Event {
  readonly destination: { readonly url: string; readonly sameDocument: boolean };
  readonly downloadRequest: string | null;
}

/** Keeps a session's window to the pages that it may show. */
export class Guard {
  readonly #rules: Rules;
  readonly #texts: typeof screenTexts;
  readonly #relocate: (url: string) => void;
  /** The page that was shown last. */
  #last: string;
  /** Where the window was sent in place of a blocked page. */
  #sentTo: string | undefined;

  /** @param first - address of the page around, from which the session's first page is opened */
  constructor(
    rules: Rules,
    texts: typeof screenTexts,
    first: string,
    relocate: (url: string) => void,
  ) {
    this.#rules = rules;
    this.#texts = texts;
    this.#last = first;
    this.#relocate = relocate;
  }

  /** Where the window goes when it is sent there. */
  target(url: string): string {
    const verdict = this.verdict(url);
    if (typeof verdict === 'string') return url;
    return (this.#sentTo = verdict.redirect);
  }

  verdict(url: string): Verdict {
    return url === this.#sentTo ? 'open' : this.#rules.verdict(url, this.#last);
  }

  /**
   * The window shows another page, of which no script has run yet. One that it may not show is stopped.
   *
   * @returns what has become of it
   */
  page(view: Window): Verdict {
    const { href } = view.location;
    const verdict = this.verdict(href);
    if (verdict === 'open') {
      this.#last = href;
      this.#watch(view);
      return verdict;
    }
    view.stop();
    if (verdict === 'stop') showStockPage(view.document, this.#texts, href, this.#last);
    else this.#go(verdict.redirect);
    return verdict;
  }

  /** Blocked pages of other sites cannot be stopped once they are there, so the way to them is. */
  #watch(view: Window): void {
    const { navigation } = view as { navigation?: EventTarget };
    navigation?.addEventListener('navigate', (event) => {
      const { destination, downloadRequest } = event as NavigateEvent;
      if (destination.sameDocument || downloadRequest !== null || !event.cancelable) return;
      const verdict = this.verdict(destination.url);
      if (verdict === 'open') return;
      // A page of the same site can be stopped when it comes, and says so in its own place.
      const isHere = new URL(destination.url).origin === view.location.origin;
      if (verdict === 'stop' && isHere) return;
      event.preventDefault();
      if (verdict === 'stop') {
        showStockPage(view.document, this.#texts, destination.url, this.#last);
      } else {
        this.#go(verdict.redirect);
      }
    });
  }

  #go(url: string): void {
    this.#sentTo = url;
    // Not out of the window's own navigation.
    setTimeout(() => this.#relocate(url));
  }
}
