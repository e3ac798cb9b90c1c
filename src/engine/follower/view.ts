import type { WindowState } from './port.js';
import { viewStyles } from './view-styles.js';

const TEXTS = {
  waiting: 'Waiting for the shared page…',
  lost: 'Connection lost. Reconnecting…',
  unshared:
    'The other side is on a page that cannot be shared. The picture comes back when they leave it.',
  control: 'You are in control',
};

/** What a follower's window shows around the replica: the stage it stands on, the overlay for input, and what is going on. */
export class View {
  /** The replica goes in here. */
  readonly stage = part('stage');
  /** Lies over the stage and takes all input. */
  readonly overlay = part('overlay');
  readonly #notice = part('notice');
  readonly #control = part('control');
  readonly #leave = document.createElement('button');
  #pictured = false;
  #state: WindowState | undefined;

  constructor(container: HTMLElement, actions: { leave(): void }) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(viewStyles);
    document.adoptedStyleSheets = [sheet];
    this.#notice.setAttribute('role', 'status');
    this.#notice.textContent = TEXTS.waiting;
    this.#control.setAttribute('role', 'status');
    this.#leave.type = 'button';
    this.#leave.className = 'leave';
    this.#leave.textContent = 'Leave session';
    this.#leave.hidden = true;
    this.#leave.addEventListener('click', () => actions.leave());
    container.append(this.stage, this.overlay, this.#control, this.#notice, this.#leave);
  }

  /** A picture is there. */
  pictured(): void {
    if (this.#pictured) return;
    this.#pictured = true;
    this.#update();
  }

  show(state: WindowState): void {
    this.#state = state;
    this.#update();
  }

  #update(): void {
    const state = this.#state;
    if (!state) return;
    const notice = !state.connected
      ? TEXTS.lost
      : !state.shared
        ? TEXTS.unshared
        : !this.#pictured
          ? TEXTS.waiting
          : '';
    if (this.#notice.textContent !== notice) this.#notice.textContent = notice;
    // A picture behind a notice is an old one.
    this.stage.classList.toggle('stale', notice !== '');
    const control = state.control ? TEXTS.control : '';
    if (this.#control.textContent !== control) this.#control.textContent = control;
    this.overlay.classList.toggle('in-control', state.control);
    this.#leave.hidden = !state.covering;
  }
}

function part(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}
