import type { MirrorRecord } from '../../../protocol/records.js';
import { labelFrame } from './label.js';
import type { Picture } from './picture.js';
import { MisfitError } from './reader.js';

/**
 * Pictures in the frames of a picture: what pages of other origins recorded of themselves. Such a page may be hostile where
 * the leader's is not, so nothing that is wrong with its records goes beyond its frame.
 */
export class FramePictures {
  readonly #pictures = new Map<Node, Picture>();
  readonly #open: (frame: HTMLIFrameElement, snapshot: MirrorRecord) => Picture;

  constructor(open: (frame: HTMLIFrameElement, snapshot: MirrorRecord) => Picture) {
    this.#open = open;
  }

  /** The picture in a frame. */
  of(frame: Node): Picture | undefined {
    return this.#pictures.get(frame);
  }

  take(frame: HTMLIFrameElement, isSnapshot: boolean, text: string): void {
    const picture = this.#pictures.get(frame);
    // After a record that did not fit only a snapshot helps.
    if (!isSnapshot && !picture) return;
    try {
      const record = JSON.parse(text) as MirrorRecord;
      if (!isSnapshot) picture?.change(record);
      else if (picture?.precedes(record)) picture.pass();
      else this.#pictures.set(frame, this.#open(frame, record));
    } catch (error) {
      this.forget(frame);
      labelFrame(frame, '');
      if (!(error instanceof MisfitError))
        console.warn('surfly-session: a frame is not shown.', error);
    }
  }

  arrived(hash: string): void {
    for (const picture of this.#pictures.values()) picture.arrived(hash);
  }

  forget(frame: Node): void {
    this.#pictures.delete(frame);
  }
}
