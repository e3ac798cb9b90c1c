import { button, part } from '../parts.js';
import type { screenTexts } from '../texts/english.js';
import { fill } from '../texts/fill.js';
import { layer } from './layer.js';

/** What lies over a leader's window at the moment. */
export type Screen =
  /** The session is on its way: `splash`. */
  | { kind: 'starting' }
  /** Its first page is: `show_loading_screen`. */
  | { kind: 'loading' }
  /** Nobody has joined yet: `block_until_agent_joins`. */
  | { kind: 'waiting'; pin: string | undefined; end(): void };

/** The screens over a leader's window before it can be used. */
export class Screens {
  readonly #texts: typeof screenTexts;
  readonly #layer: ReturnType<typeof layer>;
  #over: HTMLIFrameElement | undefined;
  #follows = false;
  #blocked = false;
  #frame = 0;

  constructor(texts: typeof screenTexts, language: string) {
    this.#texts = texts;
    this.#layer = layer(language);
  }

  /**
   * @param window - the session window, once there is one
   * @param follows - whether it has a place of its own on the page, to which the screens keep
   */
  over(window: HTMLIFrameElement, follows: boolean): void {
    this.#over = window;
    this.#follows = follows;
    if (this.#layer.element.isConnected) this.#place();
  }

  show(screen: Screen): void {
    const { element, root } = this.#layer;
    root.replaceChildren(this.#content(screen));
    this.#block(screen.kind === 'waiting');
    if (!element.isConnected) this.#place();
  }

  remove(): void {
    cancelAnimationFrame(this.#frame);
    this.#block(false);
    this.#layer.element.remove();
  }

  #content(screen: Screen): HTMLElement {
    const texts = this.#texts;
    if (screen.kind !== 'waiting') {
      const whole = part('div', 'screen whole');
      const said = part('p', 'said', texts[screen.kind]);
      said.setAttribute('role', 'status');
      whole.append(part('div', 'spin'), said);
      return whole;
    }
    const veil = part('div', 'screen');
    const card = part('div', 'card');
    card.setAttribute('role', 'group');
    const title = part('h2', 'title', texts.waiting);
    title.id = 'title';
    card.setAttribute('aria-labelledby', title.id);
    const pin = part('p', 'pin', screen.pin && fill(texts.pin, { pin: screen.pin }));
    pin.hidden = !screen.pin;
    card.append(title, pin, part('p', 'help', texts.waitingHelp));
    card.append(button(texts.end, () => screen.end(), 'end'));
    veil.append(card);
    return veil;
  }

  /** What lies under a screen that stays is not for the keyboard either. */
  #block(blocked: boolean): void {
    if (this.#over && this.#blocked !== blocked) this.#over.inert = blocked;
    this.#blocked = blocked;
  }

  #place(): void {
    const { element } = this.#layer;
    // Beside the window, and so below the dock.
    if (this.#over) this.#over.after(element);
    else document.body.append(element);
    cancelAnimationFrame(this.#frame);
    if (this.#follows) this.#follow();
  }

  /** A window with a place of its own moves with the page, and nothing tells of that. */
  readonly #follow = () => {
    if (!this.#over) return;
    const { left, top, width, height } = this.#over.getBoundingClientRect();
    const { style } = this.#layer.element;
    for (const [name, value] of Object.entries({ left, top, width, height })) {
      style.setProperty(name, `${value}px`);
    }
    style.setProperty('right', 'auto');
    style.setProperty('bottom', 'auto');
    this.#frame = requestAnimationFrame(this.#follow);
  };
}
