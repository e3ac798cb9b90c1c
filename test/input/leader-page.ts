import type { ActionOf, InputAction, Outcome } from '../../src/protocol/input.js';
import { createApplier, type Applier } from '../../src/engine/leader/input/applier.js';
import { oneByOne } from '../../src/engine/leader/input/steps.js';

type Realm = Window & typeof globalThis;
type PointerAction = ActionOf<'pointer'>;

/** A page in an iframe, as a leader's window has it, with an applier on it and a viewer who sees all of its nodes. */
export class LeaderPage {
  readonly window: Realm;
  readonly document: Document;
  readonly applier: Applier;
  /** Nodes that the applier is told are private. */
  readonly privates = new Set<Node>();
  readonly #nodes: Node[] = [];

  private constructor(readonly frame: HTMLIFrameElement) {
    this.window = frame.contentWindow as Realm;
    this.document = this.window.document;
    this.applier = createApplier({
      window: this.window,
      nodeOf: (id) => this.#nodes[id],
      isPrivate: (node) => [...this.privates].some((hidden) => hidden.contains(node)),
      url: (href) => href.replace(/\?[^]*/, ''),
    });
  }

  /**
   * Opens a page.
   * @param body - HTML of its body
   * @param modules - scripts of the page; it is open once they have run
   */
  static async open(body: string, ...modules: string[]): Promise<LeaderPage> {
    const frame = document.createElement('iframe');
    frame.width = '800';
    frame.height = '600';
    const scripts = modules.map((url) => `<script type="module" src="${url}"></script>`).join('');
    const html = `<!doctype html><style>body { margin: 8px; font: 16px/20px monospace; }</style>
      <body>${body}${scripts}`;
    frame.src = `/test-server/respond?type=html&body=${encodeURIComponent(html)}`;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    return new LeaderPage(frame);
  }

  close(): void {
    this.frame.remove();
  }

  /** An element of the page, by selector; `>>>` leads into a shadow root. */
  get<T extends Element = HTMLElement>(selector: string): T {
    let root: ParentNode = this.document;
    const parts = selector.split('>>>');
    for (const part of parts.slice(0, -1)) root = find(root, part).shadowRoot as ShadowRoot;
    return find(root, parts.at(-1) ?? '') as T;
  }

  input(selector: string): HTMLInputElement {
    return this.get<HTMLInputElement>(selector);
  }

  /** Of what has the focus, in open shadow roots too; empty for the body. Elements in failing assertions take for ever. */
  activeId(): string {
    let active = this.document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.id ?? '';
  }

  id(node: Node): number {
    const known = this.#nodes.indexOf(node);
    return known >= 0 ? known : this.#nodes.push(node) - 1;
  }

  apply(action: InputAction): Promise<Outcome> {
    return oneByOne(this.applier.apply(action));
  }

  pointer(
    phase: PointerAction['phase'],
    target: Element | string,
    more: Partial<PointerAction> = {},
  ): Promise<Outcome> {
    const id = this.#idOf(target);
    const where = { id, fx: 0.5, fy: 0.5, button: 0, clicks: 1, mods: 0, seen: 0 };
    return this.apply({ type: 'pointer', phase, ...where, ...more });
  }

  /** Press and release in the middle. @returns what became of the press, or of the release where it was applied */
  async click(target: Element | string, more: Partial<PointerAction> = {}): Promise<Outcome> {
    const down = await this.pointer('down', target, more);
    if (down !== 'applied' && down !== 'prevented') return down;
    return this.pointer('up', target, more);
  }

  finger(
    phase: ActionOf<'finger'>['phase'],
    target: Element | string,
    dx = 0,
    dy = 0,
  ): Promise<Outcome> {
    const where = { id: this.#idOf(target), fx: 0.5, fy: 0.5, dx, dy, clicks: 1, mods: 0, seen: 0 };
    return this.apply({ type: 'finger', phase, ...where });
  }

  /** Presses a key and lets it go. @returns what became of pressing it */
  async key(key: string, mods = 0, code = codeOf(key)): Promise<Outcome> {
    const action = { type: 'key', key, code, mods, repeat: false, seen: 0 } as const;
    const outcome = await this.apply({ ...action, phase: 'down' });
    await this.apply({ ...action, phase: 'up' });
    return outcome;
  }

  /** Presses keys one after the other. */
  async press(keys: readonly string[], mods = 0): Promise<void> {
    for (const key of keys) await this.key(key, mods);
  }

  async type(text: string): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const character of text) outcomes.push(await this.key(character));
    return outcomes;
  }

  text(text: string, how: ActionOf<'text'>['how'] = 'paste'): Promise<Outcome> {
    return this.apply({ type: 'text', how, text, seen: 0 });
  }

  wheel(
    target: Element | string,
    dy: number,
    more: Partial<ActionOf<'wheel'>> = {},
  ): Promise<Outcome> {
    const id = this.#idOf(target);
    return this.apply({
      type: 'wheel',
      id,
      fx: 0.5,
      fy: 0.5,
      dx: 0,
      dy,
      mods: 0,
      seen: 0,
      ...more,
    });
  }

  choose(target: string, ...indexes: number[]): Promise<Outcome> {
    const { options } = this.get<HTMLSelectElement>(target);
    const chosen = indexes.map((index) => ({ index, text: options[index]?.text ?? '' }));
    return this.apply({ type: 'select', id: this.#idOf(target), chosen, seen: 0 });
  }

  setValue(target: string, value: string): Promise<Outcome> {
    return this.apply({ type: 'value', id: this.#idOf(target), value, seen: 0 });
  }

  /** Collects the events that the page sees, as `type@id`. Reading them starts anew. */
  listen(...types: string[]): () => string[] {
    let seen: string[] = [];
    for (const type of types) {
      this.window.document.addEventListener(
        type,
        (event) => {
          const [target] = event.composedPath() as Partial<Element>[];
          // Frames gain and lose the focus too.
          if (target?.id !== undefined) seen.push(`${type}@${target.id}`);
        },
        true,
      );
    }
    return () => {
      const result = seen;
      seen = [];
      return result;
    };
  }

  #idOf(target: Element | string): number {
    return this.id(typeof target === 'string' ? this.get(target) : target);
  }
}

function find(root: ParentNode, selector: string): Element {
  const element = root.querySelector(selector.trim());
  if (!element) throw new Error(`The page has no ${selector}`);
  return element;
}

function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^\d$/.test(key)) return `Digit${key}`;
  return key === ' ' ? 'Space' : key;
}
