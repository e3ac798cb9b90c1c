let count = 0;

/**
 * The iframe of a follower's session window. Surfly's API finds it by a selector in the document, so it cannot live in the shadow root:
 * it is a child of the element, slotted into its box. A page that is there to follow has it in its markup, where the browser begins
 * to load it before there is a script.
 */
export class SessionFrame {
  #iframe: HTMLIFrameElement | undefined;
  #isGiven = false;

  constructor(private readonly host: HTMLElement) {}

  /** Finds or adds the iframe; null where a selector cannot reach it, so that the script makes a window of its own. */
  open(title: string): string | null {
    this.remove();
    if (this.host.getRootNode() !== document) return null;
    const given = this.host.querySelector<HTMLIFrameElement>(':scope > iframe[slot=window]');
    const iframe = given ?? document.createElement('iframe');
    iframe.id ||= `surfly-session-window-${++count}`;
    iframe.title ||= title;
    iframe.classList.add('surfly-window');
    if (!given) {
      iframe.slot = 'window';
      iframe.allow = 'camera; microphone; clipboard-write';
      this.host.append(iframe);
    }
    this.#iframe = iframe;
    this.#isGiven = given !== null;
    return `#${CSS.escape(iframe.id)}`;
  }

  remove(): void {
    if (this.#isGiven) this.#iframe?.classList.remove('surfly-window');
    else this.#iframe?.remove();
    this.#iframe = undefined;
  }
}
