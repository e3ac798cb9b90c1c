import { expect } from '@open-wc/testing';
import { until } from '../mirror/mirror.js';
import { Assets } from '../../src/engine/leader/assets/assets.js';
import { readAssets, type SentAsset } from '../../src/engine/leader/assets/reading.js';

const MB = 1024 * 1024;

/** A picture of its own, of so many bytes. */
const picture = (n: number, bytes = 3.9 * MB) => {
  const content = new Uint8Array(bytes);
  content[0] = n;
  return new Blob([content], { type: 'image/png' });
};

describe('images that are made anew again and again', () => {
  let ending: AbortController;
  let sent: SentAsset[];
  let bound: Map<number, string>;
  let assets: Assets;

  beforeEach(() => {
    ending = new AbortController();
    sent = [];
    bound = new Map();
    const host = { window, signal: ending.signal, asset: (asset: SentAsset) => sent.push(asset) };
    assets = new Assets({
      ...host,
      load: () => Promise.resolve({ readAssets, makeParts: () => [] }),
      bound: (number, hash) => bound.set(number, hash),
    });
  });
  afterEach(() => ending.abort());

  it('are shown as long as they come, as pictures of a canvas', async () => {
    const reading = (await assets.reading())!;
    let number: number | undefined;
    for (let n = 0; n < 12; n += 1) {
      const before = number;
      number = await reading.picture(picture(n), before);
      expect(number, `picture ${n}`).not.to.equal(undefined);
    }
    // Who comes late is told of the one that is shown.
    expect([...assets.hashes.keys()]).to.deep.equal([number]);
    const again: string[] = [];
    reading.resend([...bound.values()], ({ hash }) => again.push(hash));
    expect(again).to.deep.equal([bound.get(number!)]);
  });

  it('are kept while another canvas shows the same', async () => {
    const reading = (await assets.reading())!;
    const first = await reading.picture(picture(1, 100));
    const second = await reading.picture(picture(1, 100));
    expect(second).to.equal(first);
    await reading.picture(picture(2, 100), first);
    expect([...assets.hashes.keys()]).to.include(second);
  });

  it('are shown as long as they come, as files, and the forgotten ones are read again', async function () {
    this.timeout(20_000);
    const urls = Array.from({ length: 18 }, (_, n) => URL.createObjectURL(picture(n)));
    for (const url of urls) assets.reference(url);
    await until('all are read', () => bound.size === 18, 15_000);
    const [first] = sent;
    (await assets.reading())!.resend([first!.hash], (asset) => sent.push(asset));
    await until('it is sent again', () => sent.length === 19);
    expect(sent[18]!.hash).to.equal(first!.hash);
  });
});
