export interface Size {
  width: number;
  height: number;
}

/**
 * However small a follower's window is, the leader's page stays usable: these are the widths and heights that pages have to
 * work at without scrolling to and fro (WCAG 2.2, 1.4.10).
 */
const LEAST: Size = { width: 320, height: 256 };
/** A page is laid out anew for each size: sizes that come within so many milliseconds count together. */
const SETTLES = 150;
const STYLES = ['box-sizing', 'padding', 'background-color'] as const;

/**
 * The setting `set_to_smallest`: the leader's page is no wider than the narrowest and no higher than the lowest window of those
 * who watch, so that everybody sees it at its full size. The window's own box stays as it is, for the page around it has a
 * place for that; what it shows becomes smaller in its middle.
 */
export class SmallestWindow {
  readonly #node: HTMLIFrameElement;
  readonly #least: Size;
  readonly #changed: () => void;
  readonly #sizes = new Map<number, Size>();
  readonly #observer: ResizeObserver;
  readonly #before = new Map<string, [value: string, priority: string]>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    node: HTMLIFrameElement,
    { min_width: width, min_height: height }: Readonly<Record<string, unknown>>,
    changed: () => void,
  ) {
    this.#node = node;
    this.#least = {
      width: Math.max(LEAST.width, Number(width) || 0),
      height: Math.max(LEAST.height, Number(height) || 0),
    };
    this.#changed = changed;
    this.#observer = new ResizeObserver(() => this.#apply());
    this.#observer.observe(node, { box: 'border-box' });
  }

  set(index: number, { width, height }: Size): void {
    this.#sizes.set(index, { width, height });
    this.#soon();
  }

  /** Forgets the windows of those who are not here any more. */
  keep(present: ReadonlySet<number>): void {
    for (const index of this.#sizes.keys()) if (!present.has(index)) this.#sizes.delete(index);
    this.#soon();
  }

  remove(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    this.#sizes.clear();
    this.#apply();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#apply(), SETTLES);
  }

  #apply(): void {
    const { style, clientWidth, clientHeight } = this.#node;
    const smallest = (side: keyof Size, own: number) => {
      const others = Math.min(...[...this.#sizes.values()].map((size) => size[side]));
      return Math.max(0, own - Math.max(this.#least[side], others)) / 2;
    };
    const [inline, block] = [smallest('width', clientWidth), smallest('height', clientHeight)];
    if (inline === 0 && block === 0) {
      this.#putBack();
    } else {
      this.#remember();
      style.setProperty('box-sizing', 'border-box', 'important');
      style.setProperty('padding', `${block}px ${inline}px`, 'important');
      style.setProperty('background-color', '#3a4354', 'important');
    }
    this.#changed();
  }

  #remember(): void {
    if (this.#before.size > 0) return;
    const { style } = this.#node;
    for (const name of STYLES) {
      this.#before.set(name, [style.getPropertyValue(name), style.getPropertyPriority(name)]);
    }
  }

  #putBack(): void {
    for (const [name, [value, priority]] of this.#before) {
      this.#node.style.setProperty(name, value, priority);
    }
    this.#before.clear();
  }
}
