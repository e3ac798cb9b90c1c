import { Op } from '../../../protocol/records.js';
import { hear } from '../hear.js';
import type { OpRecord, Part, PartContext } from '../recorder/part.js';

type Medium = HTMLImageElement | HTMLVideoElement;

/** Images and videos: which picture an image shows, and how large both are by nature, so that their boxes are right. */
export class Media implements Part {
  readonly #options: PartContext;
  readonly #touched = new Set<Medium>();
  /** As they were told. */
  readonly #widths = new Map<Medium, number>();

  constructor(options: PartContext) {
    this.#options = options;
  }

  concerns(name: string): boolean {
    return name === 'img' || name === 'video';
  }

  met(node: Element | ShadowRoot | Document): void {
    if (!isMedium(node)) return;
    this.#touched.add(node);
    // It may have loaded before anybody listened.
    const image = node as HTMLImageElement;
    if (this.#options.attributes.untold.has(image) && image.complete) this.#options.source(image);
  }

  forget(node: Node): void {
    this.#widths.delete(node as Medium);
  }

  restart(): void {
    this.#touched.clear();
  }

  enter(window: Window, signal: AbortSignal): void {
    hear(window, 'resize', signal, () =>
      // The browser chooses once it has laid out the page. Of the same file in another size no event tells.
      window.requestAnimationFrame(() => {
        for (const [medium, told] of this.#widths) {
          const [width] = sizeOf(medium);
          if (width > 0 && width !== told) this.#touch(medium);
        }
      }),
    );
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    hear(root, 'load error loadedmetadata resize', signal, ({ target }) => {
      if (isMedium(target as Node)) this.#touch(target as Medium);
    });
  }

  #touch(medium: Medium): void {
    this.#touched.add(medium);
    if (medium.localName === 'img') this.#options.source(medium as HTMLImageElement);
    this.#options.soon();
  }

  changes(ops: OpRecord[]): void {
    for (const medium of this.#touched) {
      const id = this.#options.ids.of(medium);
      const [width, height] = sizeOf(medium);
      if (id === undefined || !(width > 0 && height > 0)) continue;
      this.#widths.set(medium, width);
      ops.push([Op.size, id, width, height]);
    }
    this.#touched.clear();
  }
}

function isMedium(node: Node): node is Medium {
  const { localName } = node as Partial<Element>;
  return localName === 'img' || localName === 'video';
}

function sizeOf(medium: Medium): [number, number] {
  return medium.localName === 'img'
    ? [(medium as HTMLImageElement).naturalWidth, (medium as HTMLImageElement).naturalHeight]
    : [(medium as HTMLVideoElement).videoWidth, (medium as HTMLVideoElement).videoHeight];
}
