import type { ClientMessage, RelayMessage, Welcome } from '../protocol/messages.js';
import type { InputAction } from '../protocol/input.js';
import type { Spoken } from './texts/texts.js';
import type { Participants } from './participants.js';
import type { Page, PageHandlers } from './navigation/page-watcher.js';
import type { Host } from './inside/host.js';

/** The window in which a participant sees the session, as the session uses it. */
export interface SessionWindow {
  /** The connection is there, for the first time or again. */
  welcome(welcome: Welcome): void;
  /** A message of the relay, after the session has taken note of it. */
  message(message: RelayMessage): void;
  frame(bytes: Uint8Array): void;
  /** The connection is lost; the engine tries to make another. */
  lost(): void;
  /** Nothing has come over the connection for a while, or something comes again. Follower only. */
  slow?(slow: boolean): void;
  /** What has been applied of the stream. Follower only. */
  cursor?(): { stream: number; seq: number } | null;
  /** Speaks another language from now on. Follower only: a leader's is known when its window opens. */
  speak?(spoken: Spoken): void;
  /** Shows another page. Leader only. */
  relocate?(url: string): void;
  /** In which colour this participant draws. Follower only. */
  colour?(colour: string): void;
  /** Ends recording or showing. The iframe is left as it is. */
  close(): void;
}

/** What a window tells the session. */
export interface WindowReports {
  /** The window has loaded: `session_started`. */
  started(): void;
  /** The page in it has been parsed: `session_loaded`. */
  loaded(): void;
  /**
   * Where the page inside is. `shared` is false where it cannot be recorded (`error`), `relocated` is true where it is
   * another page, or has another address, than before (`relocated`). `told` is what others may know of the address.
   */
  at(url: string, shared: boolean, relocated: boolean, told: string): void;
  /** The participant did something in a follower's window: `user_activity`, if this one has control. */
  active(): void;
  /** Its participant leaves. */
  dismissed(): void;
  giveControl(index: number): void;
  end(): void;
}

/** The session, as its window uses it. */
export interface WindowHost extends WindowReports {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly participants: Participants;
  /** Folder of the script; the follower's page lies in it. */
  readonly base: string;
  /** As it is shown. */
  readonly pin: string | undefined;
  readonly followerLink: string | undefined;
  /** Origins of images that viewers' browsers ask for themselves. Leader only. */
  readonly images: readonly string[];
  /** What the page inside may use. */
  readonly inside: Host;
  /** The language that people are spoken to in; undefined for English. */
  readonly spoken: Spoken | undefined;
  /**
   * Loads a part of the engine, which is asked for until it comes.
   * @param name - of the part: `dock` is the one in `surfly-dock.js`
   * @returns undefined once it is no longer wanted
   */
  load<Part>(name: string, isWanted: () => boolean): Promise<Part | undefined>;
  /** @returns the action in a frame's payload, undefined where it is none */
  decodeInput(payload: Uint8Array): InputAction | undefined;
  send(message: ClientMessage): boolean;
  /** @param lossy - worth nothing when it is late: left out rather than queued behind other frames */
  sendFrame(bytes: Uint8Array<ArrayBuffer>, lossy?: boolean): boolean;
  /** Makes a new connection under a new name, so that a new stream begins. */
  renew(): void;
}

/** What watches over where the pages in a window lead. */
export interface Navigation {
  /** Tells of each page in a window, before its first script runs. @returns ends that */
  watchPages(frame: HTMLIFrameElement, handlers: PageHandlers): () => void;
  /** Keeps what a page, or a frame in it, leads to in the window. */
  stayInside(page: Omit<Page, 'Observer'>, top?: Window): void;
  /** Tells when a page has another address. */
  watchLocation(page: Page, changed: (url: string) => void): void;
}

/** What a leader's window opens with. */
export interface LeaderWindowOptions {
  url: string;
  /** Where the site is shown. */
  node: HTMLIFrameElement;
  /** Whether the session begins with this window; otherwise its first page is one more that the tab went to. */
  first: boolean;
  readonly navigation: Navigation;
}

/** The export of the part that is loaded when a leader's session starts. */
export interface LeaderModule {
  openLeaderWindow(host: WindowHost, options: LeaderWindowOptions): SessionWindow;
}
