/**
 * Zone.js (Angular) puts one listener in the place of all that are for the same target, type and phase, with the options of
 * the first: what the recorder says of its own would hold for those of the page.
 */
import { expect } from '@open-wc/testing';
import { mirrorOf, settled } from './mirror.js';

type Zoned = Window &
  typeof globalThis & { __zone_symbol__addEventListener?: EventTarget['addEventListener'] };

function makeZone(window: Zoned): void {
  const { prototype } = window.EventTarget;
  const native = prototype.addEventListener;
  window.__zone_symbol__addEventListener = native;
  const all = new Map<EventTarget, Map<string, EventListenerOrEventListenerObject[]>>();
  prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    const capture = typeof options === 'object' ? Boolean(options.capture) : Boolean(options);
    const key = `${type} ${capture}`;
    const ofTarget = all.get(target) ?? new Map<string, EventListenerOrEventListenerObject[]>();
    all.set(target, ofTarget);
    const listeners = ofTarget.get(key);
    if (listeners) {
      listeners.push(listener!);
      return;
    }
    const added = [listener!];
    ofTarget.set(key, added);
    native.call(
      target,
      type,
      (event) => {
        for (const one of added) {
          if (typeof one === 'function') one.call(target, event);
          else one.handleEvent(event);
        }
      },
      options,
    );
  };
}

describe('a page in a zone', () => {
  it('still prevents what it prevents', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentDocument!.body.innerHTML = '<form><input required><button>Send</button></form>';
    const window = frame.contentWindow as Zoned;
    makeZone(window);
    const page = mirrorOf(frame);
    try {
      await settled();
      const missed: string[] = [];
      const types =
        'pointerdown pointermove pointerup pointerover click keydown keyup wheel touchstart input change ' +
        'submit invalid reset focusin scroll toggle selectionchange';
      for (const target of [window, window.document]) {
        for (const type of types.split(' ')) {
          const options = { capture: true, passive: false };
          let isAsked = true;
          const prevent = (event: Event) => isAsked && event.preventDefault();
          target.addEventListener(type, prevent, options);
          const event = new window.Event(type, { bubbles: true, cancelable: true });
          page.document.querySelector('input')!.dispatchEvent(event);
          isAsked = false;
          if (!event.defaultPrevented) missed.push(`${type} at ${target.constructor.name}`);
        }
      }
      expect(missed).to.deep.equal([]);
    } finally {
      page.close();
    }
  });
});
