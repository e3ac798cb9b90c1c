/**
 * Tells when an element has been taken off the page for good. A move within the page, which takes it off and puts it back
 * in one go, does not count.
 *
 * @returns ends the watch
 */
export function watchRemoval(element: Element, removed: () => void): () => void {
  const observer = new MutationObserver(() => {
    if (element.isConnected) return;
    // Frameworks move elements in two steps, within one task.
    setTimeout(() => {
      if (element.isConnected || ended) return;
      end();
      removed();
    });
  });
  let ended = false;
  const end = () => {
    ended = true;
    observer.disconnect();
  };
  observer.observe(document, { childList: true, subtree: true });
  return end;
}
