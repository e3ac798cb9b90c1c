import { expect } from '@open-wc/testing';
import { share } from '../helpers/share.js';
import { Slice } from '../../src/engine/leader/recorder/slice.js';
import { differences } from './compare.js';
import { sequence } from '../fuzz/mirror/steps.js';
import { createReplica } from '../../src/engine/follower/replica/replica.js';
import type { MirrorRecord } from '../../src/protocol/records.js';
import { trial } from '../fuzz/mirror/trial.js';
import { mirror, mirrorOf, openPage, settled, until, type Mirror } from './mirror.js';
import { sheetDifferences } from './sheets.js';

const { begin, isOver } = Slice.prototype;

/** Records with room for so many nodes, whatever the time. */
function slicesOf(nodes: number): void {
  let read = 0;
  Slice.prototype.begin = () => (read = 0);
  Slice.prototype.isOver = () => (read += 1) > nodes;
}

function rows(count: number): string {
  let html = '';
  for (let i = 0; i < count; i += 1) {
    html += `<li class="row r${i % 9}"><b>${i}</b> item <i><u>${i * 7}</u></i><input value="v${i}"></li>`;
  }
  return html;
}

describe('a page that is too large for one record', () => {
  let open: Mirror | undefined;

  function show(html: string): Mirror {
    open = mirror(html);
    return open;
  }

  const isComplete = ({ records }: Mirror) => records.some(({ json }) => json.endsWith('[46]]'));

  async function expectSame(page: Mirror): Promise<void> {
    await until('all of it has arrived', () => isComplete(page), 30_000);
    await settled(4);
    expect(page.failures).to.deep.equal([]);
    expect(differences(page.document, page.copy)).to.deep.equal([]);
    expect(sheetDifferences(page)).to.deep.equal([]);
  }

  afterEach(() => {
    Object.assign(Slice.prototype, { begin, isOver });
    open?.close();
    open = undefined;
  });

  it('arrives in several, by the clock', async function () {
    this.timeout(60_000);
    const page = show(`<!doctype html><ul>${rows(3000)}</ul><div><main>${rows(500)}</main></div>`);
    await expectSame(page);
    expect(page.records.length).to.be.greaterThan(3);
  });

  it('may change while it arrives', async () => {
    slicesOf(40);
    const page = show(`<!doctype html><ul>${rows(60)}</ul><main>${rows(20)}</main>`);
    const { document } = page;
    const list = document.querySelector('ul') as HTMLElement;
    for (let i = 0; i < 12 && !isComplete(page); i += 1) {
      list.append(list.firstElementChild as Element);
      list.insertBefore(document.createElement('hr'), list.children[i * 3] ?? null);
      list.children[40 - i]?.remove();
      document.querySelector('main')?.prepend(list.lastElementChild as Element);
      (list.children[i * 4] as Element).textContent = `changed ${i}`;
      await settled(1);
    }
    await expectSame(page);
  });

  it('keeps the page before in sight until it is complete', async () => {
    slicesOf(30);
    const page = show(`<!doctype html><ul>${rows(30)}</ul>`);
    await expectSame(page);
    const before = page.copy;
    page.recorder.snapshot();
    const shown = () =>
      [...page.container.querySelectorAll('iframe')].filter(
        ({ style }) => style.visibility === 'visible',
      );
    expect(page.copy).not.to.equal(before);
    expect(shown().map((frame) => frame.contentDocument)).to.deep.equal([before]);
    expect(page.replica.hitAt(200, 850), 'a hit in the page before').to.equal(null);
    await until('the new one is shown', () => shown()[0]?.contentDocument === page.copy);
    expect(page.container.querySelectorAll('iframe').length).to.equal(1);
  });

  it('is in sight as it is where it is never complete, however often it is begun anew', async function () {
    this.timeout(20_000);
    slicesOf(30);
    const page = show(`<!doctype html><ul>${rows(30)}</ul>`);
    await expectSame(page);
    const [snapshot] = page.records;
    const begun = JSON.parse(snapshot!.json) as MirrorRecord;
    let shown = 0;
    const viewer = createReplica(page.container, {
      wantAssets: () => undefined,
      shown: () => (shown += 1),
    });
    for (const { kind, json } of page.records) viewer.apply(kind, JSON.parse(json) as MirrorRecord);
    expect(shown).to.equal(1);
    const again = setInterval(() => viewer.apply('snapshot', begun), 700);
    try {
      await until('a part is shown', () => shown === 2, 8_000);
    } finally {
      clearInterval(again);
      viewer.destroy();
    }
  });

  it('is in sight, with nothing before it, when it is complete, or a part of it after a second', async () => {
    slicesOf(30);
    const page = show(`<!doctype html><ul>${rows(30)}</ul>`);
    await expectSame(page);
    expect(page.records.length).to.be.greaterThan(3);
    const records = page.records.map(({ kind, json }) => ({
      kind,
      content: JSON.parse(json) as MirrorRecord,
    }));
    let shown = 0;
    const viewer = () =>
      createReplica(page.container, {
        wantAssets: () => undefined,
        shown: () => (shown += 1),
      });
    const whole = viewer();
    for (const { kind, content } of records) {
      expect(shown, `before a ${kind}`).to.equal(0);
      whole.apply(kind, content);
    }
    expect(shown).to.equal(1);
    whole.destroy();
    const cut = viewer();
    for (const { kind, content } of records.slice(0, 3)) cut.apply(kind, content);
    expect(shown).to.equal(1);
    await until('a part is shown', () => shown === 2, 2_000);
    for (const { kind, content } of records.slice(3)) cut.apply(kind, content);
    expect(shown, 'not once more').to.equal(2);
    cut.destroy();
  });

  it('is scrolled where the page was scrolled', async () => {
    slicesOf(50);
    const frame = openPage(
      `<!doctype html><ul>${rows(60)}</ul><div id="s" style="height:90px;overflow:auto">${rows(40)}</div>`,
    );
    const scroller = frame.contentDocument?.getElementById('s') as HTMLElement;
    scroller.scrollTop = 210;
    frame.contentWindow?.scrollTo(0, 333);
    open = mirrorOf(frame);
    await expectSame(open);
    expect(open.twin(scroller).scrollTop).to.equal(210);
    expect(open.copy.defaultView?.scrollY).to.equal(333);
  });

  for (const nodes of [1, 3, 9]) {
    it(`is right after random changes, ${nodes} nodes at a time`, async function () {
      this.timeout(60_000);
      for (const seed of share([1, 2])) {
        slicesOf(nodes);
        expect(await trial(sequence(seed)), `seed ${seed}`).to.deep.equal([]);
      }
    });
  }
});
