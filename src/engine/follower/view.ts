import { part, say } from '../parts.js';
import { viewTexts } from '../texts/english.js';
import { speakIn } from '../texts/texts.js';
import type { WindowState } from './port.js';
import type { Health } from './recovery.js';
import { viewStyles } from './view-styles.js';

/** Milliseconds within which changes of the window's size are told together. */
const SIZE_SETTLES = 200;

export interface ViewActions {
  leave(): void;
  /** A new picture is wanted, after several in a row were of no use. */
  again(): void;
  /** The picture may have another size, in CSS pixels. */
  resized(width: number, height: number): void;
}

/** What a follower's window shows around the replica: the stage it stands on, the overlay for input, and what is going on. */
export class View {
  /** The replica goes in here. */
  readonly stage = part('div', 'stage');
  /** Lies over the stage and takes all input. */
  readonly overlay = part('div', 'overlay');
  readonly #card = part('div', 'card');
  readonly #notice = part('p', 'notice');
  readonly #control = part('div', 'control');
  readonly #note = part('div', 'note');
  readonly #again = part('button', 'again');
  readonly #leave = part('button', 'leave');
  #pictured = false;
  #loading = false;
  #incomplete = false;
  #health: Health = 'whole';
  #state: WindowState | undefined;
  #texts = viewTexts;

  constructor(container: HTMLElement, actions: ViewActions) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(viewStyles);
    document.adoptedStyleSheets = [sheet];
    for (const told of [this.#notice, this.#control, this.#note]) {
      told.setAttribute('role', 'status');
    }
    this.#notice.textContent = this.#texts.waiting;
    this.#leave.textContent = this.#texts.leave;
    this.#leave.hidden = true;
    this.#leave.addEventListener('click', () => actions.leave());
    this.#again.textContent = this.#texts.again;
    this.#again.addEventListener('click', () => {
      // The button goes; who pressed it is not left nowhere.
      this.#notice.focus();
      actions.again();
    });
    this.#notice.tabIndex = -1;
    this.#card.append(this.#notice);
    const top = part('div', 'top');
    top.append(this.#control, this.#note);
    container.append(this.stage, this.overlay, top, this.#card, this.#leave);
    watchSize(this.stage, (width, height) => actions.resized(width, height));
  }

  /** Says everything in another language from now on. */
  speak(code: string, texts: typeof viewTexts): void {
    this.#texts = texts;
    speakIn(document.documentElement, code);
    this.#leave.textContent = texts.leave;
    this.#again.textContent = texts.again;
    if (this.#state) this.#update();
    else this.#notice.textContent = texts.waiting;
  }

  /** A picture is there. */
  pictured(): void {
    if (this.#pictured) return;
    this.#pictured = true;
    this.#update();
  }

  /** Part of a picture is there. */
  loading(): void {
    if (this.#loading) return;
    this.#loading = true;
    this.#update();
  }

  /** An image or a font was refused. */
  incomplete(): void {
    this.#incomplete = true;
    this.#update();
  }

  health(health: Health): void {
    this.#health = health;
    this.#update();
  }

  show(state: WindowState): void {
    this.#state = state;
    this.#update();
  }

  #update(): void {
    const state = this.#state;
    if (!state) return;
    const notice = this.#noticeFor(state);
    say(this.#notice, notice);
    if (notice !== this.#texts.stuck) this.#again.remove();
    else if (!this.#again.isConnected) this.#card.append(this.#again);
    // A picture behind a notice is an old one.
    this.stage.classList.toggle('stale', notice !== '');
    say(this.#note, notice === '' ? this.#noteFor(state) : '');
    // What is done meanwhile reaches nobody.
    const inControl = state.control && state.connected;
    say(this.#control, inControl ? this.#texts.control : '');
    this.overlay.classList.toggle('in-control', inControl);
    this.#leave.hidden = !state.covering;
  }

  /** Why there is no picture, or none that is right. */
  #noticeFor({ connected, shared, leader }: WindowState): string {
    if (!connected) return this.#texts.lost;
    if (this.#health === 'stuck') return this.#texts.stuck;
    if (!shared) return this.#texts.unshared;
    if (this.#health === 'mending') return this.#texts.mending;
    if (this.#pictured) return '';
    if (leader === 'away') return this.#texts.away;
    return this.#loading ? this.#texts.loading : this.#texts.waiting;
  }

  /** What else there is to know of the picture. */
  #noteFor({ leader, slow }: WindowState): string {
    if (slow) return this.#texts.slow;
    if (leader !== 'here') return this.#texts[leader];
    return this.#incomplete ? this.#texts.incomplete : '';
  }
}

function watchSize(element: HTMLElement, tell: (width: number, height: number) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';
  new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        const { clientWidth: width, clientHeight: height } = element;
        // Without a size the window is not shown, which says nothing.
        if (width === 0 || height === 0 || told === `${width} ${height}`) return;
        told = `${width} ${height}`;
        tell(width, height);
      },
      told === '' ? 0 : SIZE_SETTLES,
    );
  }).observe(element);
}
