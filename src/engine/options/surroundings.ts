import { coverPage, type Cover } from '../cover.js';
import { screenTexts, windowTexts } from '../texts/english.js';
import type { Spoken } from '../texts/texts.js';
import { webAddress } from '../web-address.js';
import { askToStart, showPopup } from './dialogs.js';
import { Guard } from './guard.js';
import { hideWindow } from './hide-window.js';
import { Rules, type Verdict } from './rules.js';
import { Screens, type Screen } from './screens.js';
import { limitView } from './view-limits.js';

export interface SurroundingsHost {
  /** Of the page at first, of the session once it is known. */
  settings(): Readonly<Record<string, unknown>>;
  spoken(): Spoken | undefined;
  /** As it is shown. */
  pin(): string | undefined;
  /** Whether anybody has ever joined. */
  visited(): boolean;
  end(): void;
  relocate(url: string): void;
}

/**
 * What the settings ask for around a leader's session: screens and a question before it, which pages may be shown and how
 * large, whether the window is seen before somebody joins, and what is seen after the end.
 */
export class Surroundings {
  readonly #host: SurroundingsHost;
  #screens: Screens | undefined;
  #question: AbortController | undefined;
  #guard: Guard | undefined;
  #node: HTMLIFrameElement | undefined;
  #isCovering = false;
  #reveal: (() => void) | undefined;
  /** Lets a window of our own cover the page. */
  #coverNow: (() => void) | undefined;
  #endLimits: (() => void) | undefined;
  #isLoaded = false;

  constructor(host: SurroundingsHost) {
    this.#host = host;
  }

  /** The session is on its way: a sign of life until its window is there. */
  starting(): void {
    if (this.#is('splash') !== false && !this.#isHidden) this.#show({ kind: 'starting' });
  }

  /** @returns whether the visitor agrees that the session starts */
  async ask(): Promise<boolean> {
    if (this.#is('confirm_session_start') !== true) return true;
    this.close();
    this.#question = new AbortController();
    const body = this.#is('confirmation_modal_body');
    const agreed = await askToStart(...this.#texts(), body, this.#question.signal);
    if (agreed) this.starting();
    return agreed;
  }

  /** The session's settings are known; its window is opened next. @returns the page that it begins with */
  firstPage(url: string): string {
    const rules = Rules.of(this.#host.settings());
    if (!rules) return url;
    const [texts] = this.#texts();
    this.#guard = new Guard(rules, texts, location.href, (to) => this.#host.relocate(to));
    return this.#guard.target(url);
  }

  /** A window of our own. */
  cover(): Cover {
    this.#isCovering = true;
    const { window: title } = this.#host.spoken()?.window ?? windowTexts;
    if (!this.#isHidden) return coverPage(title);
    return coverPage(title, new Promise((shown) => (this.#coverNow = shown)));
  }

  /** The window is there, and its first page is not. */
  opened(node: HTMLIFrameElement): void {
    this.#node = node;
    if (this.#isHidden) this.#reveal = hideWindow(node);
    // A given iframe has the size that the page gives it.
    if (this.#isCovering) this.#endLimits = limitView(node, this.#host.settings());
    this.#screens?.over(node, !this.#isCovering);
    this.#update();
  }

  /** The window shows another page. @returns whether it may */
  page(view: Window): Verdict {
    const verdict = this.#guard?.page(view) ?? 'open';
    // It has been stopped: it never gets further than this.
    if (verdict === 'stop') this.loaded();
    return verdict;
  }

  /** Where the window goes when it is sent there. */
  target(url: string): string {
    return this.#guard?.target(url) ?? url;
  }

  /** The first page is there. */
  loaded(): void {
    this.#isLoaded = true;
    this.#update();
  }

  /** Somebody has joined. */
  arrived(): void {
    this.#reveal?.();
    this.#reveal = undefined;
    this.#coverNow?.();
    this.#update();
  }

  /** After the end. @returns whether there is something to see on this page, so that nobody is sent away */
  popup(): boolean {
    const url = this.#is('end_of_session_popup_url');
    const page = typeof url === 'string' ? webAddress(url, location.href) : undefined;
    if (!page) return false;
    showPopup(...this.#texts(), page.href);
    return true;
  }

  close(): void {
    this.#question?.abort();
    this.#reveal?.();
    this.#endLimits?.();
    this.#screens?.remove();
    this.#screens = undefined;
  }

  #is(name: string): unknown {
    return this.#host.settings()[name];
  }

  get #isHidden(): boolean {
    return this.#is('hide_until_agent_joins') === true && !this.#host.visited();
  }

  #update(): void {
    if (!this.#node || this.#isHidden) return;
    if (!this.#isLoaded && this.#is('show_loading_screen') !== false) {
      this.#show({ kind: 'loading' });
    } else if (this.#is('block_until_agent_joins') === true && !this.#host.visited()) {
      const end = () => this.#host.end();
      this.#show({ kind: 'waiting', pin: this.#host.pin(), end });
    } else {
      this.#screens?.remove();
      this.#screens = undefined;
    }
  }

  #show(screen: Screen): void {
    // `ui_off` is no UI at all, and a window that nobody can use without a word about it would be worse.
    if (this.#is('ui_off') === true) return;
    if (!this.#screens) {
      this.#screens = new Screens(...this.#texts());
      if (this.#node) this.#screens.over(this.#node, !this.#isCovering);
    }
    this.#screens.show(screen);
  }

  #texts(): [texts: typeof screenTexts, language: string] {
    const spoken = this.#host.spoken();
    return [spoken?.screens ?? screenTexts, spoken?.code ?? 'en'];
  }
}
