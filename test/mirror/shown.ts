import { assert } from '@open-wc/testing';
import { mirror, type Mirror, type MirrorOptions } from './mirror.js';

/** One page at a time, and what is told of it. To be called in a `describe`: a page that a test leaves open is closed. */
export function shownPage() {
  let open: Mirror | undefined;

  function close(): void {
    assert.deepEqual(open?.failures ?? [], []);
    open?.close();
    open = undefined;
  }

  afterEach(close);

  return {
    show(html: string, options: MirrorOptions = {}): Mirror {
      open = mirror(`<!doctype html>${html}`, options);
      return open;
    },
    close,
  };
}

export function get<T extends Element = HTMLElement>({ document }: Mirror, selector: string): T {
  return document.querySelector<T>(selector)!;
}

/** All records so far. */
export function said({ records }: Mirror): string {
  return records.map(({ json }) => json).join('\n');
}

/** Types as a hand does, all at once. */
export function type(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
