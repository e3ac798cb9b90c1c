import { controlSettings } from '../surfly/control-settings.js';
import type { Drawing } from '../surfly/talk-settings.js';
import type { Leading } from './leading.js';
import type { PageMessages } from './page-messages.js';
import type { Seat } from './seat.js';
import type { Asked, Facts, Role } from './session.js';
import type { SessionWindow } from './session-window.js';

export interface RequestsOptions {
  facts: Facts;
  messages: PageMessages;
  role(): Role | undefined;
  leading(): Leading | undefined;
  /** Undefined before there is a place in the session. */
  seat(): Seat | undefined;
  window(): SessionWindow | undefined;
  /** The session is over before it has begun. */
  ended(): void;
}

/** Characters of an entry of the log that are kept. */
const LOGGED = 4096;

/** What the page's script asks of a session. A session in a tab of its own is asked there. */
export class Requests implements Asked {
  /** Where the page goes when the session is over. */
  redirectUrl: string | undefined;
  readonly #options: RequestsOptions;
  /** Drawing settings that were changed while there was no connection. */
  #unsaid: Partial<Drawing> | undefined;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  end(redirectUrl?: string): void {
    const { facts, role, seat, ended } = this.#options;
    this.#elsewhere?.end(redirectUrl);
    const { agent_can_end_session: may } = controlSettings(facts.settings);
    // Without permission nothing happens, later neither.
    if (role() === 'leader' || may) this.redirectUrl = redirectUrl;
    if (seat()) this.#send({ type: 'end' });
    // Nobody has agreed to it yet.
    else if (role() === 'leader') ended();
  }

  log(entry: unknown): void {
    if (this.#isElsewhere) this.#elsewhere?.log(entry as string);
    else if (typeof entry === 'string') this.#send({ type: 'log', entry: entry.slice(0, LOGGED) });
    else this.#warn(`SurflySession.log() takes a string, not ${typeof entry}; nothing was logged.`);
  }

  sendMessage(message: unknown, targetOrigin: string): void {
    if (this.#isElsewhere) this.#elsewhere?.sendMessage(message, targetOrigin);
    else this.#options.messages.send(message, targetOrigin);
  }

  giveControl(clientIndex: number): void {
    if (this.#isElsewhere) this.#elsewhere?.giveControl(clientIndex);
    else if (Number.isInteger(clientIndex) && clientIndex >= 0) {
      this.#send({ type: 'control_give', to: clientIndex });
    } else {
      this.#warn(
        `SurflySession.giveControl(${String(clientIndex)}): an index is 0 for the leader, 1 and up for followers.`,
      );
    }
  }

  requestControl(): void {
    if (this.#options.role() === 'follower') this.#send({ type: 'control_request' });
  }

  relocate(newUrl: string): void {
    const { facts, leading, window } = this.#options;
    if (this.#isElsewhere) this.#elsewhere?.relocate(newUrl);
    else if (!URL.canParse(newUrl, facts.url)) {
      this.#warn(`SurflySession.relocate('${newUrl}'): this is not a URL.`);
    } else {
      const { href } = new URL(newUrl, facts.url);
      window()?.relocate?.(leading()?.around?.target(href) ?? href);
    }
  }

  draw(changes: Partial<Drawing>): void {
    if (this.#options.role() === 'follower') {
      if (changes.color !== undefined) this.#options.window()?.colour?.(changes.color);
      if (Object.keys(changes).some((name) => name !== 'color')) {
        console.warn(
          'SurflySession.setDrawingSettings(): a follower can change the colour of his own lines; the rest was left out.',
        );
      }
      return;
    }
    // A session that is still to be created takes its settings along.
    if (this.#send({ type: 'drawing', ...changes })) return;
    this.#unsaid = { ...this.#unsaid, ...changes };
  }

  /** The connection is there, perhaps again. */
  connected(): void {
    const unsaid = this.#unsaid;
    this.#unsaid = undefined;
    if (unsaid) this.draw(unsaid);
  }

  get #isElsewhere(): boolean {
    return this.#options.facts.tab !== undefined;
  }

  get #elsewhere() {
    return this.#options.leading()?.tab?.session;
  }

  #send(message: Parameters<Seat['send']>[0]): boolean {
    return this.#options.seat()?.send(message) ?? false;
  }

  #warn(text: string): void {
    if (this.#options.facts.settings['verbose_console'] !== false) console.warn(text);
  }
}
