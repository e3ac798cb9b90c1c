import { realmOf } from './tree.js';

/**
 * Watches whether an element is taken out of its tree, be it put back at once: lists that are sorted by hand do so, and what was
 * pressed there is not clicked by letting go.
 * @returns ends that, and says whether it has stayed
 */
export function watchStay(element: Element): () => boolean {
  let hasStayed = true;
  const hear = (records: MutationRecord[]) => {
    const removed = records.flatMap(({ removedNodes }) => [...removedNodes]);
    if (removed.some((node) => node.contains(element))) hasStayed = false;
  };
  const observer = new (realmOf(element).MutationObserver)(hear);
  observer.observe(element.getRootNode(), { childList: true, subtree: true });
  return () => {
    hear(observer.takeRecords());
    observer.disconnect();
    return hasStayed;
  };
}
