import type { Capture, CaptureOptions } from './capture.js';

export type CaptureModule = typeof import('./capture.js');

/** Takes the viewer's input while he has control. What is needed for that is a file of its own, which the picture does not wait for. */
export class LazyCapture {
  readonly #load: () => Promise<CaptureModule | undefined>;
  readonly #options: CaptureOptions;
  #part: Promise<CaptureModule | undefined> | undefined;
  #capture: Capture | undefined;

  constructor(load: () => Promise<CaptureModule | undefined>, options: CaptureOptions) {
    this.#load = load;
    this.#options = options;
  }

  /** He may get control: what he presses then would go nowhere until the file is there. */
  prepare(): void {
    this.#part ??= this.#load();
  }

  /** @param isHis - whether he has control now */
  enable(isHis: boolean): void {
    void this.#part?.then((part) => {
      if (isHis) (this.#capture ??= part?.captureInput(this.#options))?.enable();
      else this.#capture?.disable();
    });
  }

  changed(): void {
    this.#capture?.changed();
  }

  outcome(n: number, outcome: string): void {
    this.#capture?.outcome(n, outcome);
  }
}
