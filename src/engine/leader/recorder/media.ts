import { Op } from '../../../protocol/records.js';
import type { NodeIds } from './node-ids.js';
import type { OpRecord, Part } from './part.js';

export interface MediaOptions {
  ids: NodeIds;
  /** The image shows something else now. */
  source(image: HTMLImageElement): void;
  soon(): void;
}

type Medium = HTMLImageElement | HTMLVideoElement;

/** Images and videos: which picture an image shows, and how large both are by nature, so that their boxes are right. */
export class Media implements Part {
  readonly #options: MediaOptions;
  readonly #touched = new Set<Medium>();

  constructor(options: MediaOptions) {
    this.#options = options;
  }

  concerns(name: string): boolean {
    return name === 'img' || name === 'video';
  }

  met(node: Element | ShadowRoot | Document): void {
    if (isMedium(node)) this.#touched.add(node);
  }

  restart(): void {
    this.#touched.clear();
  }

  listen(root: Document | ShadowRoot, signal: AbortSignal): void {
    const changed = ({ target }: Event) => {
      if (!isMedium(target as Node)) return;
      const medium = target as Medium;
      this.#touched.add(medium);
      if (medium.localName === 'img') this.#options.source(medium as HTMLImageElement);
      this.#options.soon();
    };
    for (const type of ['load', 'error', 'loadedmetadata', 'resize']) {
      root.addEventListener(type, changed, { capture: true, passive: true, signal });
    }
  }

  changes(ops: OpRecord[]): void {
    for (const medium of this.#touched) {
      const id = this.#options.ids.of(medium);
      const [width, height] = sizeOf(medium);
      if (id !== undefined && width > 0 && height > 0) ops.push([Op.size, id, width, height]);
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
