import { el } from '../shared/dom.js';

const MOST = 3;

/** Short messages that stay until they are closed or newer ones push them out. */
export class Notices {
  /** @param place - a live region */
  constructor(private readonly place: HTMLElement) {}

  add(text: string, kind: 'info' | 'problem' = 'info'): void {
    const close = el('button', { class: 'link', type: 'button' }, 'Close');
    close.setAttribute('aria-label', `Close: ${text}`);
    const notice = el('p', { class: `notice ${kind}` }, el('span', {}, text), close);
    close.addEventListener('click', () => notice.remove());
    this.place.append(notice);
    while (this.place.children.length > MOST) this.place.firstElementChild?.remove();
  }
}
