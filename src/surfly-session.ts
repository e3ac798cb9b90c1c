import { adoptStyles, LitElement, type PropertyValues } from 'lit';
import { obeyCommands } from './element/commands.js';
import { Parts } from './element/parts.js';
import { attributes, defineProperties, propertyFrom, takeEarly } from './element/properties.js';
import { reflect } from './element/reflect.js';
import type { Phase } from './element/state.js';
import { english, type OwnStrings } from './element/strings.js';
import { styles } from './element/styles.js';
import type { SurflySessionEventMap } from './element/surfly-event.js';
import { textsOf, type Texts } from './element/texts.js';
import { view } from './element/view.js';
import type { Surfly, SurflySession, UserData, Viewer } from './surfly/api.js';
import { SurflyError } from './surfly/errors.js';
import type { SurflySettings } from './surfly/settings.js';

export { SurflyEvent } from './element/surfly-event.js';
export type { SurflyEventDetail, SurflySessionEventMap } from './element/surfly-event.js';
export type { Phase } from './element/state.js';
export type { OwnStrings, Plural } from './element/strings.js';

const allowed = { mode: ['leader', 'follower'], loading: ['lazy', 'eager'] };

/** The read-only properties. */
const told = [
  'session',
  'state',
  'viewerCount',
  'viewers',
  'controller',
  'hasControl',
  'agentAvailable',
  'pin',
  'leaderLink',
  'followerLink',
  'insideSession',
  'ready',
  'lastError',
] as const;

/**
 * Starts, joins, shows and ends a co-browsing session, with any implementation of the Surfly JavaScript API.
 *
 * Every event of Surfly's documentation is dispatched here under its documented name; `detail` is its payload and `session` the session, the two
 * arguments of a Surfly handler. These do not bubble. Each is followed by one `surfly-event` that does.
 *
 * Elements in the slots get `data-state`, `data-count`, `data-controller`, `data-controller-name`, `data-has-control`, `data-available` and
 * `data-notice`, so that a page needs no script of its own to show them, with `content: attr(data-count)` for one.
 *
 * Every attribute is also read under its name with `data-` in front, for editors that take others away; the plain one goes first.
 *
 * Invoker commands (`<button commandfor=… command=…>`): `--start`, `--end`, `--request-control`, `--take-control`.
 *
 * @tag surfly-session
 *
 * @attr {string} nonce - nonce of the page's Content-Security-Policy for the script; copied from a script of the page where it is missing
 * @attr {string} lang - language of the built-in texts, also that of the nearest element around it: English (`en`), Arabic (`ar`), Dutch (`nl`), French (`fr`), German (`de`), Japanese (`ja`) or Spanish (`es`); English for every other
 *
 * @fires {SurflyEvent<'session_created'>} session_created - The session exists and its links can be read.
 * @fires {SurflyEvent<'session_started'>} session_started - The session window has loaded.
 * @fires {SurflyEvent<'viewer_joined'>} viewer_joined - `{count, clientIndex, userData}` A follower joined; also where the implementation says `participant_joined`.
 * @fires {SurflyEvent<'viewer_left'>} viewer_left - `{count, clientIndex, userData}` A follower left; also where the implementation says `participant_left`.
 * @fires {SurflyEvent<'session_ended'>} session_ended - The session finished properly.
 * @fires {SurflyEvent<'message'>} message - `{data, origin}` A message from the other side arrived.
 * @fires {SurflyEvent<'relocated'>} relocated - `{url}` The session's tab went to another page. Not inside a session.
 * @fires {SurflyEvent<'error'>} error - `{reason}` A common error happened; `detail.reason` says which. Not inside a session.
 * @fires {SurflyEvent<'control'>} control - `{to, userData, gained}` Control went to another participant.
 * @fires {SurflyEvent<'agent_status'>} agent_status - `{available}` The first agent became available or the last one left.
 * @fires {SurflyEvent<'session_queued'>} session_queued - The session waits in the queue and has a PIN.
 * @fires {SurflyEvent<'session_loaded'>} session_loaded - The page inside the session has been parsed.
 * @fires {SurflyEvent<'user_activity'>} user_activity - The participant in control is doing something.
 * @fires {SurflyEvent<'file_download'>} file_download - `{url, filename}` A download happened inside the session.
 * @fires {CustomEvent<SurflyEventDetail>} surfly-event - `{type, payload}` After each of the above; bubbles, composed.
 *
 * @slot start - a button, or something with one in it, that starts or joins
 * @slot end - a button that ends the session
 * @slot viewer-count - how many are in the session
 * @slot control-indicator - who has control
 * @slot agent-availability - whether an agent is available
 * @slot notice - what went wrong, and a way to try again
 * @slot window - a follower's session window: the element adds its iframe, or takes one with `src` of the server's `follower/`, which loads sooner
 *
 * @csspart base - the box around everything
 * @csspart notice - the notice
 * @csspart invitation - PIN and link while nobody has joined the leader
 * @csspart pin - the PIN
 * @csspart link - the field with the link
 * @csspart bar - status and actions
 * @csspart status - the three facts
 * @csspart agent-availability - the agent's fact
 * @csspart viewer-count - the count
 * @csspart control-indicator - the controller
 * @csspart actions - all buttons
 * @csspart control-actions - the buttons that move control
 * @csspart start - the start button's place
 * @csspart end - the end button's place
 * @csspart button - every built-in button
 *
 * @cssprop [--surfly-session-accent=light-dark(#2f4fc4, #a9b8ff)] - main button and focus ring
 * @cssprop [--surfly-session-accent-color=light-dark(#fff, #111)] - text on the accent
 * @cssprop [--surfly-session-background=Canvas] - background of the box
 * @cssprop [--surfly-session-color=CanvasText] - text
 * @cssprop [--surfly-session-border=color-mix(in srgb, currentcolor 20%, transparent)] - lines
 * @cssprop [--surfly-session-radius=0.75rem] - corners of the box; buttons are a little less round
 * @cssprop [--surfly-session-padding=0.75rem] - padding of the box
 * @cssprop [--surfly-session-font=0.9375rem/1.4 system-ui, sans-serif] - font, as in the `font` shorthand
 * @cssprop [--surfly-session-window-height=24rem] - height of a follower's session window, as long as the page gives the element none
 *
 * @cssState idle - the script has not been asked for
 * @cssState loading - the script is being loaded
 * @cssState ready - a session can be started
 * @cssState created - the session exists and has not been opened
 * @cssState started - the session is running
 * @cssState ended - the session is over
 * @cssState failed - something went wrong; see the notice and `lastError`
 * @cssState has-control - this participant has control
 * @cssState agent-available - an agent is available
 * @cssState inside-session - the page is shown inside a session
 */
export class SurflySessionElement extends LitElement {
  /**
   * URL of the `surfly.js` to use. It decides which service is used; one per page.
   *
   * @default 'https://surfly.com/surfly.js'
   * @attr script-src
   */
  declare scriptSrc: string;
  /**
   * Key for `Surfly.init`; one per page.
   *
   * @attr widget-key
   */
  declare widgetKey?: string | null;
  /**
   * As what this page takes part: it leads the session, or follows one by its link.
   *
   * @default 'leader'
   * @attr mode
   */
  declare mode: 'leader' | 'follower';
  /**
   * Link of the session to join: required to follow, and for a leader that of a session made elsewhere.
   *
   * @attr session-link
   */
  declare sessionLink?: string | null;
  /**
   * When the script is loaded: near the viewport or at the first start (`lazy`), or at once. Where a session is to be taken up again after a
   * reload, it is at once too.
   *
   * @default 'lazy'
   * @attr loading
   */
  declare loading: 'lazy' | 'eager';
  /**
   * Starts, or joins, as soon as the script is ready.
   *
   * @default false
   * @attr autostart
   */
  declare autostart: boolean;
  /**
   * Leaves the session running when the element is removed.
   *
   * @default false
   * @attr persistent
   */
  declare persistent: boolean;
  /**
   * Subresource integrity of the script; for one whose versions you control, and with `crossorigin`.
   *
   * @attr integrity
   */
  declare integrity?: string | null;
  /**
   * CORS mode of the script: `anonymous` or `use-credentials`.
   *
   * @attr crossorigin
   */
  declare crossorigin?: string | null;

  /** The Surfly session that this element is about, also after its end. */
  declare readonly session: SurflySession | null;
  /** Where the element is on its way through a session. */
  declare readonly state: Phase;
  /** Participants, as the implementation counts them; 0 without a session. */
  declare readonly viewerCount: number;
  /** The followers that are known of. */
  declare readonly viewers: readonly Viewer[];
  /** Index of the participant in control, 0 for the leader; null while unknown. */
  declare readonly controller: number | null;
  /** Whether this participant has control. */
  declare readonly hasControl: boolean;
  /** Whether an agent is available; null until the script has told. */
  declare readonly agentAvailable: boolean | null;
  /** Four digits by which an agent finds the session; empty until there are any. */
  declare readonly pin: string;
  /** Link that makes its opener the leader. */
  declare readonly leaderLink: string | undefined;
  /** Link that others join by. */
  declare readonly followerLink: string | undefined;
  /** Whether this page is shown inside a session: no other session is started there. */
  declare readonly insideSession: boolean;
  /** Resolves with `Surfly` when it is loaded and initialised; rejects when that fails, and is another promise once it is tried again. */
  declare readonly ready: Promise<Surfly>;
  /** The latest error; its `code` says which. */
  declare readonly lastError: SurflyError | null;

  static {
    for (const name of told) {
      Object.defineProperty(this.prototype, name, {
        get(this: SurflySessionElement) {
          return this.#parts.session[name];
        },
      });
    }
    defineProperties(this.prototype);
  }

  #made: Parts | undefined;
  /** Properties that were set before the element was defined. They go before attributes. */
  #early = takeEarly(this);
  #settings: SurflySettings = {};
  #userData: UserData = {};
  #own: OwnStrings = {};
  #texts: Texts | undefined;

  /** Made when they are first needed: a page with many tags that nobody has used yet is not held up by them. */
  get #parts(): Parts {
    if (!this.#made) {
      this.#made = new Parts(this, () => this.#own);
      obeyCommands(this);
    }
    return this.#made;
  }

  /**
   * Settings of the session, passed to `Surfly.init` and `Surfly.session`. As an attribute: JSON.
   *
   * @attr settings
   */
  get settings(): SurflySettings {
    return this.#settings;
  }

  set settings(value: SurflySettings | string | null) {
    this.#settings = this.#object('settings', value, this.#settings);
  }

  /**
   * What others are told about this participant. As an attribute: JSON.
   *
   * @attr user-data
   */
  get userData(): UserData {
    return this.#userData;
  }

  set userData(value: UserData | string | null) {
    this.#userData = this.#object('userData', value, this.#userData);
  }

  /**
   * Texts to use instead of the built-in ones, by name (see "Texts"). As an attribute: JSON.
   *
   * @attr texts
   */
  get texts(): OwnStrings {
    return this.#own;
  }

  set texts(value: OwnStrings | string | null) {
    const texts = this.#object('texts', value, this.#own);
    const unknown = Object.keys(texts).find((name) => !Object.hasOwn(english, name));
    if (unknown) this.#parts.inputs.check('texts', unknown, false, 'to names of the table "Texts"');
    this.#own = texts;
  }

  /**
   * Starts the session, or joins the one of `session-link`. Resolves with the session once it is opening; with null if the element
   * was removed meanwhile. An element that is not in the document may start too: its session lasts until `end()`, or until the
   * element is put there and removed.
   *
   * @throws {SurflyError} when the script, `init` or the start failed; the notice and `lastError` say it too
   */
  start(): Promise<SurflySession | null> {
    return this.#parts.session.start();
  }

  /** The same with another link: a leader link for a leader, a follower link for a follower. */
  join(link: string): Promise<SurflySession | null> {
    return this.#parts.session.start(link);
  }

  /** Makes the session, so that its links can be read, without opening it. */
  create(): Promise<SurflySession | null> {
    return this.#parts.session.create();
  }

  /** Ends the session for everybody, if this participant may. */
  end(redirectUrl?: string): void {
    this.session?.end(redirectUrl);
  }

  /** Hands control to a participant; 0 is the leader. */
  giveControl(clientIndex: number): void {
    this.session?.giveControl(clientIndex);
  }

  /** Asks the leader for control, or takes it where the settings allow that. */
  requestControl(): void {
    this.#parts.session.requestControl();
  }

  /** Sends a JSON value to the other side of the session, if its origin is `targetOrigin`. */
  sendMessage(message: unknown, targetOrigin: string): void {
    this.session?.sendMessage(message, targetOrigin);
  }

  /** Sends the session's tab to another page. */
  relocate(url: string): void {
    this.session?.relocate(url);
  }

  /** Adds a line to the session's log. */
  log(entry: unknown): void {
    this.session?.log(typeof entry === 'string' ? entry : JSON.stringify(entry));
  }

  /** Focuses the first button that can be used now. */
  override focus(options?: FocusOptions): void {
    this.#parts.focus.first()?.focus(options);
  }

  /** Being here, it keeps a move by `moveBefore()` from counting as a removal. */
  connectedMoveCallback(): void {}

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...attributes];
  }

  override attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    Object.assign(this, propertyFrom(this, name, value));
  }

  override connectedCallback(): void {
    Object.assign(this, this.#early);
    this.#early = undefined;
    // eslint-disable-next-line wc/guard-super-call -- Lit's own, which is always there
    super.connectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { session, inputs } = this.#parts;
    const among = <Name extends keyof SurflySessionElement>(...names: Name[]) =>
      names.filter((name) => changed.has(name));

    for (const name of this.hasUpdated
      ? among('mode', 'loading')
      : (['mode', 'loading'] as const)) {
      inputs.check(
        name,
        this[name],
        allowed[name].includes(this[name]),
        'to ' + allowed[name].join(' or '),
      );
    }
    if (!this.hasUpdated) {
      // Not as Lit's `static styles`, which are adopted at once.
      adoptStyles(this.renderRoot as ShadowRoot, [styles]);
      return;
    }
    const script = among('scriptSrc', 'widgetKey', 'integrity', 'crossorigin');
    const start = among('mode', 'sessionLink', 'settings', 'userData');
    if (session.loaded) {
      for (const name of script) inputs.late(name, this[name], 'before the script is loaded');
    } else if (script.length) session.reconfigured();
    if (session.active) {
      for (const name of start) inputs.late(name, this[name], 'before the session starts');
    }
    if (among('autostart', 'loading').length) session.begin();
  }

  protected override render() {
    const { session, language } = this.#parts;
    this.#texts = textsOf(session, language.code);
    return view(this, session, language, this.#texts);
  }

  protected override updated(): void {
    const { session, language, announcer, internals } = this.#parts;
    announcer.update(Object.values(this.#texts!), language.strings);
    reflect(this, internals, session);
  }

  #object<T extends object>(name: 'settings' | 'userData' | 'texts', value: unknown, before: T): T {
    const now = this.#parts.inputs.object(name, value, before);
    if (now === before) this.requestUpdate();
    else this.requestUpdate(name, before, { hasChanged: () => true });
    return now;
  }
}

export interface SurflySessionElement {
  addEventListener<K extends keyof SurflySessionEventMap>(
    type: K,
    listener: (this: SurflySessionElement, event: SurflySessionEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: Exclude<K, keyof SurflySessionEventMap>,
    listener: (this: SurflySessionElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'surfly-session': SurflySessionElement;
  }
}
