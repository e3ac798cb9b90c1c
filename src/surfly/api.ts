import type { SurflyEventMap, UserData } from './events.js';
import type { SurflySettings } from './settings.js';

export type { UserData };

/** What `Surfly.init()` and `Surfly.testConnection()` report. */
export interface InitResult {
  /** True when the browser has what a session needs; it does not prove that the network does. */
  success: boolean;
  /** Null when there is no error. */
  errorMsg: string | null;
}

/** Handler given to `SurflySession.on`. `this` is the session too. */
export type SessionHandler<K extends string = string> = (
  this: SurflySession,
  session: SurflySession,
  event: K extends keyof SurflyEventMap ? SurflyEventMap[K] : unknown,
) => void;

/** Handler given to `Surfly.on`. Session events come with their session, `agent_status` comes with `Surfly` itself. */
export type GlobalHandler<K extends string = string> = (
  source: K extends 'agent_status' ? Surfly : SurflySession,
  event: K extends keyof SurflyEventMap ? SurflyEventMap[K] : unknown,
) => void;

/** Fields of `SurflySession.setDrawingSettings()`. */
export interface DrawingSettings {
  mode?: 'temporary' | 'permanent' | 'disabled';
  /** `default` is the colour of each participant's pointer. */
  color?: string;
  /** In CSS pixels, 1 to 64. Extension of this project. */
  width?: number;
  /** Seconds before a temporary line fades, up to 3600. Extension of this project. */
  timeout?: number;
  [key: string]: unknown;
}

/** A follower in a session. */
export interface Viewer {
  /** 1 and up. */
  clientIndex: number;
  /** What that follower passed to `startFollower()`. */
  userData?: UserData | null | undefined;
}

/**
 * One session, as `Surfly.session()` returns it. Source: page "SurflySession" of the Surfly documentation.
 * "Outside" is the page that opened the session, "inside" the page shown in it. There is no way to remove a handler.
 */
export interface SurflySession {
  /** Settings the session was made with. Outside only. For a follower: the leader's control options, where the implementation tells. */
  readonly settings?: SurflySettings;
  /** True once the session window is open. Outside only. */
  readonly started?: boolean;
  /** URL that `startLeader()` opens, from `session_created` on. Good for one browser at a time. Outside only. */
  readonly leaderLink?: string;
  /** URL to hand to others, from `session_created` on. Outside only. */
  readonly followerLink?: string;
  /** Four digits; documented as a number, sent as a string by webhooks and newer versions. */
  readonly pin?: string | number;
  /** The session window when it is an iframe. Outside only. */
  readonly node?: HTMLIFrameElement;
  /** Window of the tab or of the iframe. Outside only. */
  readonly window?: Window;

  /**
   * Index of this window's participant; 0 is the leader. With `controller` and `viewers` an extension of this project, for those who come into
   * the middle of a session (a page inside after it navigated, a page after its reload, a late follower): the documented events report changes only.
   */
  readonly clientIndex?: number | undefined;
  /** Index of the participant who has control. Extension of this project. */
  readonly controller?: number | undefined;
  /** The followers in the session, a fresh list at each read. Extension of this project. */
  readonly viewers?: readonly Viewer[] | undefined;
  /**
   * Whether the session is connected to its server now. No documented event says that a connection which was lost is there again. Outside
   * only. Extension of this project.
   */
  readonly connected?: boolean | undefined;

  /** Opens the session window as leader, after `create()` where needed. `iframeSelector` finds an iframe in the document; null lets the script make one. Outside only. */
  startLeader(iframeSelector?: string | null, userData?: UserData): SurflySession;
  /** The same as a follower. Outside only. */
  startFollower(iframeSelector?: string | null, userData?: UserData): SurflySession;
  /** Makes the session on the server without opening it; does nothing when it exists. Outside only. */
  create(): SurflySession;
  /** Ends the session for everybody if this participant may; otherwise nothing happens. */
  end(redirectUrl?: string): SurflySession;
  /** Adds a handler; names that are not documented are accepted and simply never fire. */
  on<K extends string>(eventName: K, callback: SessionHandler<K>): SurflySession;
  /** Adds a line to the session's audit log. */
  log(entry: string): SurflySession;
  /** Sends a JSON value to the other side, which gets a `message` if its origin is `targetOrigin` (`*` for any). */
  sendMessage(message: unknown, targetOrigin: string): void;
  /** Hands control to a participant; 0 is the leader. */
  giveControl(clientIndex: number): void;
  /** Asks the leader for control. Nothing happens where the settings do not allow it. */
  requestControl(): void;
  /** Sends the session's tab to another page. Outside only. */
  relocate(newUrl: string): void;
  /**
   * Reads, and with an argument changes, the drawing settings. Outside only. The leader changes them for everybody; a follower
   * changes the colour in which he draws himself. Where the mode changes, what was drawn goes.
   */
  setDrawingSettings?(settings?: DrawingSettings): DrawingSettings;
  /** The same: the documents have both names. */
  drawingSettings?(settings?: DrawingSettings): DrawingSettings;
}

/** `window.Surfly`. Source: page "Surfly" of the Surfly documentation. */
export interface Surfly {
  /** Has to be called once per page, before everything else. */
  init(settings: SurflySettings, callback?: (result: InitResult) => void): void;
  /** True in a page that is shown inside a session. */
  readonly isInsideSession: boolean;
  /** Inside: the session this page belongs to. Outside: null. */
  readonly currentSession: SurflySession | null;
  /** True while at least one agent is available. */
  readonly agentAvailable: boolean;
  /** Outside: sessions of this page, restored ones included. Inside: the current one. */
  listSessions(): SurflySession[];
  /** Adds a handler for every session, existing and future, and for global events. */
  on<K extends string>(eventName: K, callback: GlobalHandler<K>): Surfly;
  /** Makes a session object; with a leader or follower link, one that opens that link. */
  session(settings?: SurflySettings | null, sessionUrl?: string): SurflySession;
  /** Adds the default support button. Ignored inside a session. */
  button(settings?: SurflySettings): void;
  /** Tests the connection without starting a session. */
  testConnection(callback: (result: InitResult) => void): void;
  /**
   * The call of `init` that the loader snippet's stub keeps until the script arrives; the slot is on the object itself.
   * Gone once the script has taken it over.
   */
  q?: ArrayLike<unknown>;
  /**
   * Extension of this project, not in Surfly's documentation: null until `init` is called (or replayed from `q`), from that moment on a
   * promise of what it reports. It lets others on the page tell a script that still needs `init` from one that has been initialised.
   */
  readonly initialised?: Promise<InitResult> | null;
}

/** What may be found as `window.Surfly`: the whole API, or the loader snippet's stub with `init` and `q`. */
export type SurflyGlobal = Pick<Surfly, 'init' | 'q'> & Partial<Surfly>;

/** The names that Surfly puts on a window. */
export interface SurflyWindow {
  Surfly?: SurflyGlobal;
  /** Present in pages shown inside a session. */
  __surfly?: unknown;
}

/** `window.Surfly` if it is one; anything else of that name (an element's id, say) counts as absent. */
export function surflyOf(view: object): SurflyGlobal | undefined {
  const found = (view as SurflyWindow).Surfly as SurflyGlobal | null | undefined;
  return typeof found?.init === 'function' ? found : undefined;
}
