import type { Part } from '../recorder/part.js';

/** The trees that replicas have: documents and shadow roots. Kept by one part, for all that look through them. */
export class KnownRoots implements Part {
  readonly all = new Set<Document | ShadowRoot>();

  concerns(): boolean {
    return false;
  }

  met(root: Element | Document | ShadowRoot): void {
    this.all.add(root as Document);
  }

  forget(root: Node): void {
    this.all.delete(root as Document);
  }

  restart(): void {
    this.all.clear();
  }
}
