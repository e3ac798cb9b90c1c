import { loadPart } from '../load-part.js';
import type { Dock, DockSource } from './dock/dock.js';

type DockModule = typeof import('./dock/dock.js');

/** Milliseconds after which a dock that could not be loaded is tried again. */
const AGAIN_AFTER = 2000;

/** The dock, which is a file of its own. What it is told before it is there, it is told then. */
export class LazyDock {
  readonly #source: DockSource;
  #dock: Dock | undefined;
  #told: ((dock: Dock) => void)[] = [];
  #again: ReturnType<typeof setTimeout> | undefined;
  #gone = false;

  constructor(source: DockSource) {
    this.#source = source;
    this.#load();
  }

  tell(what: (dock: Dock) => void): void {
    if (this.#dock) what(this.#dock);
    else this.#told.push(what);
  }

  remove(): void {
    this.#gone = true;
    this.#told = [];
    clearTimeout(this.#again);
    this.#dock?.remove();
  }

  /** A session works without its dock, but nobody else can say that the leader was asked for control. */
  #load(): void {
    loadPart<DockModule>(this.#source.host.base, 'surfly-dock.js').then(
      ({ openDock }) => {
        if (this.#gone) return;
        const dock = (this.#dock = openDock(this.#source));
        for (const what of this.#told.splice(0)) what(dock);
      },
      (error: unknown) => {
        reportError(error);
        if (!this.#gone) this.#again = setTimeout(() => this.#load(), AGAIN_AFTER);
      },
    );
  }
}
