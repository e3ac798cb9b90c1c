import { loadPart } from '../../load-part.js';
import type { Capture, CaptureOptions } from './capture.js';

type CaptureModule = typeof import('./capture.js');

/** Milliseconds until a part that could not be loaded is asked for again. */
const RETRY = 2000;

/** Takes the viewer's input once he has control. What is needed for that is a file of its own, for most viewers never have it. */
export class LazyCapture {
  readonly #options: CaptureOptions;
  readonly #base: string;
  #capture: Capture | undefined;
  #isEnabled = false;
  #isLoading = false;

  /** @param base - folder of the script */
  constructor(base: string, options: CaptureOptions) {
    this.#base = base;
    this.#options = options;
  }

  enable(): void {
    this.#isEnabled = true;
    this.#capture?.enable();
    if (!this.#capture) this.#load();
  }

  disable(): void {
    this.#isEnabled = false;
    this.#capture?.disable();
  }

  outcome(n: number, outcome: string): void {
    this.#capture?.outcome(n, outcome);
  }

  #load(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    loadPart<CaptureModule>(this.#base, 'surfly-capture.js').then(
      ({ captureInput }) => {
        this.#capture = captureInput(this.#options);
        if (this.#isEnabled) this.#capture.enable();
      },
      (error: unknown) => {
        reportError(error);
        setTimeout(() => {
          this.#isLoading = false;
          if (this.#isEnabled) this.#load();
        }, RETRY);
      },
    );
  }
}
