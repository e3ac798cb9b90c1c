import { autoIn, sized, type Attributes } from './attributes.js';
import { setAttribute } from './dom.js';

/** Images in their natural size: also while they are missing, and where the page chose a picture for finer screens. */
export class Images {
  readonly #attributes: Attributes;
  readonly #sizes = new WeakMap<Element, { width: number; height: number }>();

  constructor(attributes: Attributes) {
    this.#attributes = attributes;
  }

  setSize(element: Element, width: number, height: number): void {
    if (!(width > 0 && height > 0)) return;
    this.#sizes.set(element, { width, height });
    this.#attributes.placeholder(element, width, height);
    this.adjust(element);
  }

  sizeOf(element: Element): { width: number; height: number } | undefined {
    return this.#sizes.get(element);
  }

  /** The image has its bytes, perhaps. */
  adjust(element: Element): void {
    const size = this.#sizes.get(element);
    const url = element.getAttribute('src');
    if (!size || element.localName !== 'img' || !url || /^data/.test(url)) return;
    const probe = new Image();
    probe.src = url;
    void probe.decode().then(
      () => {
        const density = probe.naturalWidth / size.width;
        const isEven = Math.abs(probe.naturalHeight / size.height - density) < 0.05 * density;
        // What was told of another picture of the image is of no use.
        if (element.getAttribute('src') !== url || this.#sizes.get(element) !== size) return;
        if (!isEven || Math.abs(density - 1) < 0.01) return;
        // Beside a density the URL in `src` would be a choice, too.
        const auto = autoIn(element.getAttribute('sizes'));
        setAttribute(element, 'sizes', `${auto && `${auto},`}${size.width}px`);
        setAttribute(element, 'srcset', `${url} ${probe.naturalWidth}w`);
      },
      // What this browser does not get, or cannot read, leaves its place as it is in the page.
      () =>
        element.getAttribute('src') === url &&
        setAttribute(element, 'src', sized(size.width, size.height)),
    );
  }
}
