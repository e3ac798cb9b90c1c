import { decodeInput } from '../protocol/input-schema.js';
import { coverPage } from './cover.js';
import { findIframe } from './find-iframe.js';
import { openFollowerWindow } from './follower/window.js';
import type { PageInside } from './inside/page-inside.js';
import type { Language } from './language.js';
import type { Leading } from './leading.js';
import { loadForSure } from './load-part.js';
import type { Participants } from './participants.js';
import { shownPin } from './pin.js';
import type { Seat } from './seat.js';
import type { SessionWindow, WindowHost, WindowReports } from './session-window.js';
import type { Facts } from './session.js';
import { WindowFrame } from './window-frame.js';

export interface OwnWindowOptions {
  readonly facts: Facts;
  /** Folder of the scripts. */
  readonly base: string;
  readonly language: Language;
  readonly participants: Participants;
  readonly inside: PageInside;
  /** Who hears of what happens in it. */
  readonly reports: WindowReports;
  /** Settles once the relay has let this participant in: before that a follower's window covers nothing. */
  readonly admitted: Promise<void>;
}

/** The window in which this page's participant sees the session, and the iframe that it is in. */
export class OwnWindow {
  readonly #options: OwnWindowOptions;
  #frame: WindowFrame | undefined;
  #window: SessionWindow | undefined;

  constructor(options: OwnWindowOptions) {
    this.#options = options;
  }

  /** Undefined before it is open. */
  get window(): SessionWindow | undefined {
    return this.#window;
  }

  /** What the iframe shows. */
  get view(): Window | null | undefined {
    return this.#frame?.node.contentWindow;
  }

  /**
   * Before the relay has answered: the window's page loads meanwhile, unseen.
   *
   * @param selector - of the iframe that the page gives; null for one over the page
   */
  openFollower(seat: Seat, selector: string | null): void {
    const take = this.#place(selector);
    if (!take) return;
    const { node, isCover } = take();
    this.#window = openFollowerWindow(this.#host(seat), node, isCover);
    const { spoken } = this.#options.language;
    if (spoken) this.#window.speak?.(spoken);
  }

  async openLeader(seat: Seat, selector: string | null, leading: Leading): Promise<void> {
    const take = this.#place(selector, leading);
    if (!take) return;
    const opened = (window: SessionWindow) => void (this.#window = window);
    await leading.openWindow(this.#host(seat), () => take().node, opened);
  }

  close(): void {
    this.#window?.close();
    this.#frame?.release();
  }

  /** @returns what takes the place where the window is to be */
  #place(selector: string | null, leading?: Leading): (() => WindowFrame) | undefined {
    const { facts, admitted, reports } = this.#options;
    const cover = () => leading?.around?.cover() ?? coverPage(undefined, admitted);
    const gone = () => reports.dismissed();
    try {
      const given = findIframe(selector);
      return () => {
        const frame = (this.#frame = new WindowFrame(given, cover, gone));
        facts.node = frame.node;
        return frame;
      };
    } catch {
      // It was there when the session was opened: taken off since then, like a window that is dismissed.
      gone();
      return undefined;
    }
  }

  #host(seat: Seat): WindowHost {
    const { facts, base, language, participants, inside, reports } = this.#options;
    return {
      ...reports,
      // A window may be there before these are.
      get settings() {
        return facts.settings;
      },
      get spoken() {
        return language.spoken;
      },
      ...{ participants, base, inside },
      pin: shownPin(facts),
      followerLink: facts.followerLink,
      images: facts.images,
      load: (name, isWanted) => loadForSure(base, `surfly-${name}.js`, isWanted),
      decodeInput,
      send: (message) => seat.send(message),
      sendFrame: (bytes, lossy) => seat.sendFrame(bytes, lossy),
      renew: () => seat.renew(),
    };
  }
}
