import type { InputAction } from '../../src/protocol/input.js';
import { captureInput, type Capture } from '../../src/engine/follower/input/capture.js';
import type { Edited, ReplicaView } from '../../src/engine/follower/input/replica-view.js';

export const SCALE = 0.5;

/** A follower's window with a picture of a page at half its size, below the overlay on which input is captured. */
export class FollowerWindow {
  readonly overlay: HTMLElement;
  readonly document: Document;
  readonly capture: Capture;
  readonly actions: InputAction[] = [];
  seen = 7;
  readonly #element: HTMLElement;
  readonly #frame: HTMLIFrameElement;
  readonly #nodes: Element[];

  private constructor(element: HTMLElement, frame: HTMLIFrameElement) {
    this.#element = element;
    this.#frame = frame;
    this.document = frame.contentDocument as Document;
    this.#nodes = [...this.document.querySelectorAll('*')];
    this.overlay = element.querySelector('.overlay') as HTMLElement;
    this.capture = captureInput({
      overlay: this.overlay,
      replica: this.replica,
      seen: () => this.seen,
      send: (action) => this.actions.push(action),
    });
  }

  static async open(html: string): Promise<FollowerWindow> {
    const element = document.createElement('div');
    element.innerHTML = `<style>
        .window { position: fixed; left: 20px; top: 10px; width: 400px; height: 300px; }
        .window iframe { width: 800px; height: 600px; border: 0; transform: scale(${SCALE}); transform-origin: 0 0; }
        .window .overlay { position: absolute; inset: 0; }
      </style>
      <div class="window"><iframe sandbox="allow-same-origin"></iframe><div class="overlay"></div></div>`;
    const frame = element.querySelector('iframe') as HTMLIFrameElement;
    frame.srcdoc = `<!doctype html><style>body { margin: 8px; font: 16px/20px monospace; }</style><body>${html}`;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(element);
    await loaded;
    return new FollowerWindow(element, frame);
  }

  close(): void {
    this.capture.destroy();
    this.#element.remove();
  }

  /** The field of the picture that has the leader's caret. */
  edited: Edited | undefined;

  readonly replica: ReplicaView = {
    edited: () => this.edited,
    showCaret: (field, start, end) => {
      this.edited = { field, start, end };
    },
    selectedText: () => 'selected text',
    nodeOf: (id) => this.#nodes[id],
    toPage: (clientX, clientY) => {
      const { left, top } = this.#frame.getBoundingClientRect();
      const [x, y] = [(clientX - left) / SCALE, (clientY - top) / SCALE];
      return x >= 0 && y >= 0 && x < 800 && y < 600 ? { x, y } : null;
    },
    hitAt: (clientX, clientY) => {
      const at = this.replica.toPage(clientX, clientY);
      const element = at && this.document.elementFromPoint(at.x, at.y);
      if (!element) return null;
      const { left, top, width, height } = element.getBoundingClientRect();
      const [fx, fy] = [(at.x - left) / width, (at.y - top) / height];
      return { id: this.#nodes.indexOf(element), fx, fy };
    },
  };

  id(selector: string): number {
    return this.#nodes.indexOf(this.document.querySelector(selector) as Element);
  }

  /** The middle of an element of the picture, or another part of it, in this window. */
  at(selector: string, fx = 0.5, fy = 0.5): [number, number] {
    const outer = this.#frame.getBoundingClientRect();
    const box = (this.document.querySelector(selector) as Element).getBoundingClientRect();
    const x = outer.left + (box.left + box.width * fx) * SCALE;
    const y = outer.top + (box.top + box.height * fy) * SCALE;
    return [Math.round(x), Math.round(y)];
  }

  /** One of the parts that the capture puts on the overlay. */
  part<T extends Element = HTMLElement>(selector: string): T | null {
    return this.overlay.querySelector<T>(selector);
  }

  get keyboard(): HTMLTextAreaElement {
    return this.part<HTMLTextAreaElement>('.surfly-keyboard') as HTMLTextAreaElement;
  }

  /** What the bubble says, if it is there. */
  get hint(): string | undefined {
    const bubble = this.part('.surfly-bubble');
    return bubble && !bubble.hidden ? (bubble.textContent ?? '') : undefined;
  }

  /** The actions so far, told briefly. Reading them starts anew. */
  take(): string[] {
    return this.actions.splice(0).map((action) => {
      switch (action.type) {
        case 'pointer': {
          const { phase, button, clicks, id } = action;
          if (phase === 'move') return `move ${this.#name(id)}`;
          return `${phase} ${this.#name(id)} button ${button} clicks ${clicks}`;
        }
        case 'finger':
          return `finger ${action.phase} ${this.#name(action.id)} ${action.dx} ${action.dy} clicks ${action.clicks}`;
        case 'menu':
          return `menu ${this.#name(action.id)}`;
        case 'wheel':
          return `wheel ${this.#name(action.id)} ${action.dx} ${action.dy}`;
        case 'key':
          return `${action.phase} ${action.key}${action.mods ? ` mods ${action.mods}` : ''}`;
        case 'text':
          return `${action.how} ${action.text}`;
        case 'select':
          return `select ${this.#name(action.id)} ${JSON.stringify(action.chosen)}`;
        case 'value':
          return `value ${this.#name(action.id)} ${action.value}`;
      }
    });
  }

  /** Without the moves of the mouse. */
  takeActs(): string[] {
    return this.take().filter((action) => !action.startsWith('move'));
  }

  #name(id: number): string {
    const node = this.#nodes[id];
    return node?.id || node?.localName || '?';
  }
}
