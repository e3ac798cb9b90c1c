import type { UserData } from '../surfly/api.js';
import type { Language } from './language.js';
import { loadPart } from './load-part.js';
import type { Surroundings } from './options/surroundings.js';
import type { TabSession } from './options/tab-session.js';
import { shownPin } from './pin.js';
import type { LeaderModule, SessionWindow, WindowHost } from './session-window.js';
import type { Facts } from './session.js';

type OptionsModule = typeof import('./options/options.js');

/** What {@link Leading} needs of the page's part in the session. */
export interface LeadingHost {
  readonly facts: Facts;
  /** Folder of the scripts. */
  readonly base: string;
  readonly language: Language;
  isOver(): boolean;
  announce(event: string, payload: object): void;
  relocate(url: string): void;
  end(): void;
  ended(): void;
  /** A part of the engine has not come. */
  failed(error: unknown): void;
}

/**
 * What it takes to lead, besides a seat at the relay: consent, what the settings ask for around the window, and the window
 * itself, on this page or in a tab of its own.
 */
export class Leading {
  readonly #host: LeadingHost;
  readonly #module: Promise<OptionsModule>;
  /** Settles when all is there but the window. */
  readonly #prepared: Promise<void>;
  #recording: Promise<LeaderModule> | undefined;
  #around: Surroundings | undefined;
  #tab: TabSession | undefined;
  #agreed = false;

  constructor(host: LeadingHost) {
    this.#host = host;
    this.#module = loadPart<OptionsModule>(host.base, 'surfly-options.js');
    this.#prepared = this.#prepare();
    // Whoever goes on with it hears of it.
    this.#prepared.catch(() => undefined);
  }

  /** What is around the window, once it is there. */
  get around(): Surroundings | undefined {
    return this.#around;
  }

  /** The session in a tab of its own. */
  get tab(): TabSession | undefined {
    return this.#tab;
  }

  async #prepare(): Promise<void> {
    const host = this.#host;
    const { facts, language } = host;
    const [module] = await Promise.all([this.#module, language.ready]);
    if (host.isOver()) return;
    this.#around = new module.Surroundings({
      settings: () => facts.settings,
      spoken: () => language.spoken,
      pin: () => shownPin(facts),
      visited: () => facts.visited,
      end: () => host.end(),
      relocate: (url) => host.relocate(url),
    });
    this.#around.starting();
  }

  /** There is no going on without: consent and blocked pages are in there. */
  async isReady(): Promise<boolean> {
    try {
      await this.#prepared;
    } catch (error) {
      this.#host.failed(error);
    }
    return !this.#host.isOver();
  }

  /** @returns whether the visitor agrees that the session starts; he is asked once */
  async agree(): Promise<boolean> {
    return (this.#agreed ||= (await this.#around?.ask()) ?? false);
  }

  /** The window is to be opened on this page: what records it is asked for while the relay is. */
  expectWindow(): void {
    this.#recording ??= loadPart<LeaderModule>(this.#host.base, 'surfly-leader.js');
    // Whoever opens the window asks once more, perhaps long after, and hears of it.
    this.#recording.catch(() => (this.#recording = undefined));
  }

  /** Lets the session go on in its own tab. */
  async enterTab(tab: Window, leaderLink: string, userData: UserData): Promise<void> {
    if (!(await this.isReady())) return;
    const module = await this.#module;
    const { facts } = this.#host;
    const { url, settings } = facts;
    this.#tab = new module.TabSession({
      ...{ tab, url, leaderLink, settings, userData },
      started: () => (facts.started = true),
      ended: () => this.#host.ended(),
      announce: (event, payload) => this.#host.announce(event, payload),
    });
  }

  /**
   * Opens the window, once all is there for it, in the iframe that `take` gives then. `opened` is called before the window
   * has loaded.
   */
  async openWindow(
    window: WindowHost,
    take: () => HTMLIFrameElement,
    opened: (window: SessionWindow) => void,
  ): Promise<void> {
    const { facts, base, language } = this.#host;
    // Wanted at once as well; who opens it says so where it does not come.
    if (facts.settings['ui_off'] !== true) {
      void loadPart(base, 'surfly-dock.js').catch(() => undefined);
    }
    this.expectWindow();
    try {
      const [leader, navigation] = await Promise.all([
        this.#recording as Promise<LeaderModule>,
        this.#module,
        this.#prepared,
        language.ready,
      ]);
      const around = this.#around;
      if (this.#host.isOver() || !around) return;
      const url = around.firstPage(facts.url);
      const first = facts.sessionUrl === undefined;
      const node = take();
      opened(leader.openLeaderWindow(window, { url, node, first, navigation }));
      around.opened(node);
    } catch (error) {
      this.#host.failed(error);
    }
  }

  close(): void {
    this.#tab?.close();
    this.#around?.close();
  }
}
