import { windowOf } from '../around.js';
import { inRealm } from '../in-realm.js';

type Realm = Window & typeof globalThis;

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  // Attributes, too.
  attributeOldValue: true,
};

/** Observes trees of several documents, each by an observer of its own realm. */
export class Observers {
  readonly #window: Realm;
  readonly #changed: (records: readonly MutationRecord[]) => void;
  readonly #Observer: typeof MutationObserver;
  readonly #observers = new Map<Document, MutationObserver>();

  /** @param window the realm for documents that have no window */
  constructor(
    window: Realm,
    changed: (records: readonly MutationRecord[]) => void,
    Observer: typeof MutationObserver | undefined = window.MutationObserver,
  ) {
    this.#window = window;
    this.#Observer = Observer;
    this.#changed = changed;
  }

  observe(root: Document | ShadowRoot): void {
    const document = root.ownerDocument ?? root;
    let observer = this.#observers.get(document);
    if (!observer) {
      const realm = windowOf(document) ?? this.#window;
      observer = new (realm === this.#window ? this.#Observer : realm.MutationObserver)(
        // What has left one tree is in another, which may have left, too: neither can be told without the other.
        inRealm(realm, (records: MutationRecord[]) => {
          const others = this.take();
          this.#changed(others.length > 0 ? others.concat(records) : records);
        }),
      );
      this.#observers.set(document, observer);
    }
    observer.observe(root, OBSERVED);
  }

  /** What has changed and was not told yet. */
  take(): MutationRecord[] {
    let records: MutationRecord[] = [];
    for (const [document, observer] of this.#observers) {
      const taken = observer.takeRecords();
      if (taken.length > 0) records = records.concat(taken);
      if (windowOf(document)) continue;
      observer.disconnect();
      this.#observers.delete(document);
    }
    return records;
  }

  disconnect(): void {
    for (const observer of this.#observers.values()) observer.disconnect();
    this.#observers.clear();
  }
}
