import { loadForSure } from '../../load-part.js';
import type { Capture, CaptureOptions } from './capture.js';

type CaptureModule = typeof import('./capture.js');

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
    if (!this.#capture) void this.#load();
  }

  disable(): void {
    this.#isEnabled = false;
    this.#capture?.disable();
  }

  changed(): void {
    this.#capture?.changed();
  }

  outcome(n: number, outcome: string): void {
    this.#capture?.outcome(n, outcome);
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const isWanted = () => this.#isEnabled;
    const part = await loadForSure<CaptureModule>(this.#base, 'surfly-capture.js', isWanted);
    this.#isLoading = false;
    if (!part) return;
    this.#capture = part.captureInput(this.#options);
    if (this.#isEnabled) this.#capture.enable();
  }
}
