// In the page that is shared: changes it, and notes when.

import { row, words } from '../site.js';

/** One change, as it is sent by hand. */
export type Change = ['text', number, string] | ['mark', number, string] | ['row', string];

export interface Site {
  /** Sends a change by hand, in the page where that is what is measured. */
  tell?: (change: Change) => void;
  change(n: number): void;
  run(from: number, count: number, gap: number): Promise<number[]>;
  scroll(y: number): number;
  addRows(count: number): void;
  openDialog(): void;
  /** Where the pointer was, as `x,y`, and when. */
  pointers: Record<string, number>;
}

/** Comparable between the pages of a browser. */
const now = () => performance.timeOrigin + performance.now();
const list = document.querySelector('#list')!;
const rows = [...list.children];
let added: Element | undefined;

function rowHtml(n: number): string {
  return (
    `<li class="row new" data-id="${n}"><a class="name" href="/bench/p/new-${n}">Novelty #${n} in blue</a><span class="price">${n % 100}.50</span>` +
    '<em>just in</em><button type="button" class="add"><span class="icon" aria-hidden="true"></span>Add</button></li>'
  );
}

const site: Site = {
  pointers: {},
  change(n) {
    // Spread over the page.
    const at = (n * 7919) % rows.length;
    const row = rows[at]!;
    if (n % 3 === 0) {
      const text = `Offer of today #${n}`;
      row.querySelector('em')!.textContent = text;
      site.tell?.(['text', at, text]);
    } else if (n % 3 === 1) {
      row.setAttribute('data-mark', `#${n}`);
      site.tell?.(['mark', at, `#${n}`]);
    } else {
      const html = rowHtml(n);
      added?.remove();
      list.insertAdjacentHTML('afterbegin', html);
      added = list.firstElementChild!;
      site.tell?.(['row', html]);
    }
  },
  async run(from, count, gap) {
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      // Never in step with the frames.
      await new Promise((resolve) => setTimeout(resolve, gap * (0.5 + Math.random())));
      times.push(now());
      site.change(from + i);
    }
    return times;
  },
  scroll(y) {
    const time = now();
    scrollTo({ top: y, behavior: 'instant' });
    return time;
  },
  addRows(count) {
    const word = words(count);
    const html = Array.from({ length: count }, (_, i) => row(50_000 + i, word)).join('');
    list.insertAdjacentHTML('beforeend', html);
  },
  openDialog() {
    document.querySelector('dialog')!.showModal();
  },
};
Object.assign(window, { site });

for (const type of ['pointermove', 'mousemove'] as const) {
  addEventListener(
    type,
    ({ clientX, clientY }) => (site.pointers[`${clientX},${clientY}`] ??= now()),
    { capture: true, passive: true },
  );
}
