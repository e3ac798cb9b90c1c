let count = 0;

/**
 * The iframe of a follower's session window. Surfly's API finds it by a selector in the document, so it cannot live in the shadow root:
 * it is a child of the element, slotted into its box.
 */
export class SessionFrame {
  #iframe: HTMLIFrameElement | undefined;

  constructor(private readonly host: HTMLElement) {}

  /** Adds the iframe; null where a selector cannot reach it, so that the script makes a window of its own. */
  open(title: string): string | null {
    this.remove();
    if (this.host.getRootNode() !== document) return null;
    const iframe = document.createElement('iframe');
    iframe.id = `surfly-session-window-${++count}`;
    iframe.slot = 'window';
    iframe.className = 'surfly-window';
    iframe.title = title;
    iframe.allow = 'camera; microphone; clipboard-write';
    this.host.append(iframe);
    this.#iframe = iframe;
    return `#${iframe.id}`;
  }

  remove(): void {
    this.#iframe?.remove();
    this.#iframe = undefined;
  }
}
