import type { Point } from './replica-view.js';

/** Milliseconds for which a hint stays. */
const STAYS = 2_500;
const GAP = 14;

/** Short notes beside the place where the viewer acted, also told to screen readers. */
export class Hints {
  readonly #overlay: HTMLElement;
  readonly #bubble = document.createElement('div');
  readonly #status = document.createElement('div');
  #going: ReturnType<typeof setTimeout> | undefined;

  constructor(overlay: HTMLElement) {
    this.#overlay = overlay;
    this.#bubble.className = 'surfly-bubble';
    this.#bubble.hidden = true;
    this.#bubble.setAttribute('aria-hidden', 'true');
    this.#status.className = 'surfly-status';
    this.#status.setAttribute('role', 'status');
    overlay.append(this.#bubble, this.#status);
  }

  show(text: string, at: Point): void {
    clearTimeout(this.#going);
    this.#going = setTimeout(() => this.hide(), STAYS);
    this.#bubble.textContent = text;
    this.#bubble.hidden = false;
    if (this.#status.textContent !== text) this.#status.textContent = text;
    const area = this.#overlay.getBoundingClientRect();
    const { width, height } = this.#bubble.getBoundingClientRect();
    const below = at.y - area.top + GAP;
    const top = below + height > area.height ? at.y - area.top - height - GAP : below;
    const left = Math.min(at.x - area.left, area.width - width);
    this.#bubble.style.setProperty('top', `${Math.max(0, top)}px`);
    this.#bubble.style.setProperty('left', `${Math.max(0, left)}px`);
  }

  hide(): void {
    clearTimeout(this.#going);
    this.#bubble.hidden = true;
    this.#status.textContent = '';
  }

  remove(): void {
    this.hide();
    this.#bubble.remove();
    this.#status.remove();
  }
}
