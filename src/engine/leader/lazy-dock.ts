import { loadForSure } from '../load-part.js';
import type { Dock, DockSource } from './dock/dock.js';

type DockModule = typeof import('./dock/dock.js');

/** The dock, which is a file of its own. What it is told before it is there, it is told then. */
export class LazyDock {
  readonly #source: DockSource;
  #dock: Dock | undefined;
  #told: ((dock: Dock) => void)[] = [];
  #gone = false;

  constructor(source: DockSource) {
    this.#source = source;
    void this.#load();
  }

  tell(what: (dock: Dock) => void): void {
    if (this.#dock) what(this.#dock);
    else this.#told.push(what);
  }

  remove(): void {
    this.#gone = true;
    this.#told = [];
    this.#dock?.remove();
  }

  /** A session works without its dock, but nobody else can say that the leader was asked for control. */
  async #load(): Promise<void> {
    const { base } = this.#source.host;
    const part = await loadForSure<DockModule>(base, 'surfly-dock.js', () => !this.#gone);
    if (!part || this.#gone) return;
    const dock = (this.#dock = part.openDock(this.#source));
    for (const what of this.#told.splice(0)) what(dock);
  }
}
