import { expect } from '@open-wc/testing';
import { mirrorOf, openPage, settled, until, type Mirror } from '../mirror/mirror.js';
import { Assets } from '../../src/engine/leader/assets/assets.js';
import { readAssets, type SentAsset } from '../../src/engine/leader/assets/reading.js';
import { AssetStore } from '../../src/engine/follower/replica/asset-store.js';

/** A bound is reached by as many files as ever, but smaller ones: eight fit as pictures, sixteen as files. */
const BYTES = 64 * 1024;
const MAX_PICTURE_BYTES = 8 * BYTES;

/** A picture of its own, of so many bytes. */
const picture = (n: number, bytes = BYTES - 1000) => {
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
      load: () =>
        Promise.resolve({
          readAssets: (...of) => readAssets(...of, MAX_PICTURE_BYTES),
          makeParts: () => [],
        }),
      bound: (number, hash) => bound.set(number, hash),
    });
  });
  afterEach(() => ending.abort());

  it('are shown as long as they come, as pictures of a canvas', async () => {
    const reading = (await assets.reading())!;
    const canvas = {};
    let number: number | undefined;
    for (let n = 0; n < 12; n += 1) {
      number = await reading.picture(picture(n), canvas);
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
    const [one, other] = [{}, {}];
    const first = await reading.picture(picture(1, 100), one);
    const second = await reading.picture(picture(1, 100), other);
    expect(second).to.equal(first);
    await reading.picture(picture(2, 100), one);
    expect([...assets.hashes.keys()]).to.include(second);
    reading.release(other);
    expect([...assets.hashes.keys()]).not.to.include(second);
  });

  it('take no place from a font once their canvas is gone', async () => {
    const reading = (await assets.reading())!;
    const font = await reading.picture(picture(0, 100), {});
    for (let n = 1; n < 12; n += 1) {
      const canvas = {};
      await reading.picture(picture(n), canvas);
      reading.release(canvas);
    }
    expect([...assets.hashes.keys()]).to.deep.equal([font]);
    const again: string[] = [];
    reading.resend([...bound.values()], ({ hash }) => again.push(hash));
    expect(again).to.deep.equal([bound.get(font!)]);
  });

  it('are shown as long as they come, as files, and the forgotten ones are read again', async () => {
    const urls = Array.from({ length: 18 }, (_, n) => URL.createObjectURL(picture(n)));
    for (const url of urls) assets.reference(url);
    await until('all are read', () => bound.size === 18, 9_000);
    const [first] = sent;
    (await assets.reading())!.resend([first!.hash], (asset) => sent.push(asset));
    await until('it is sent again', () => sent.length === 19, 5_000);
    expect(sent[18]!.hash).to.equal(first!.hash);
  });

  it('leave nothing behind as data URLs, and are read again where one is shown once more', async () => {
    const url = (n: number) => `data:image/png,${n}${'x'.repeat(BYTES - 1000)}`;
    for (let n = 0; n < 18; n += 1) {
      assets.reference(url(n));
      await until('it is read', () => bound.size === n + 1, 9_000);
    }
    expect([...assets.hashes.values()]).to.deep.equal(sent.slice(2).map(({ hash }) => hash));
    expect([...assets.numbers.keys()].slice(1).join('').length).to.be.lessThan(1000);
    assets.reference(url(0));
    await until('it is sent again', () => sent.length === 19);
    expect(sent[18]!.hash).to.equal(sent[0]!.hash);
    expect(bound.get(19)).to.equal(sent[0]!.hash);
  }).timeout(20_000);

  it('are read again after a thousand others, though a style had named it first', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';
    const first = new URL(
      `/test-server/respond?type=svg&body=${encodeURIComponent(svg)}`,
      location.href,
    );
    const image = new Image();
    image.src = first.href;
    await image.decode();
    const { fetch } = window;
    const headers = { 'content-type': 'image/png' };
    window.fetch = (url, init) =>
      /shop\.test/.test(`${url as string}`)
        ? Promise.resolve(new Response(`${url as string}`, { headers }))
        : fetch(url, init);
    try {
      assets.reference(first.href, true);
      await until('it is read', () => bound.size === 1);
      for (let n = 0; n < 1000; n += 1) assets.reference(`https://shop.test/${n}.png`);
      await until('the others are read', () => bound.size === 1001, 9_000);
      assets.reference(first.href);
      await until('it is read again', () => bound.has(1002));
    } finally {
      window.fetch = fetch;
    }
  }).timeout(20_000);

  it('are seen as they are where they come as a film that has no end', async () => {
    const image = new Image(9, 9);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    image.src = `/test-server/respond?type=svg&body=${encodeURIComponent(svg)}`;
    await image.decode();
    let isLeft = false;
    const film = new ReadableStream({ cancel: () => void (isLeft = true) });
    const type = 'multipart/x-mixed-replace; boundary=x';
    const { fetch } = window;
    window.fetch = () => Promise.resolve(new Response(film, { headers: { 'content-type': type } }));
    assets.reference(image.src, false, image);
    await until('it is read', () => bound.size === 1).finally(() => (window.fetch = fetch));
    expect(isLeft).to.equal(true);
    expect(sent[0]!.type).to.match(/^image/);
  });

  it('never fill the store of a viewer', () => {
    const wanted: string[] = [];
    const store = new AssetStore((hashes) => wanted.push(...hashes), 64 * BYTES);
    const bytes = new Uint8Array(BYTES);
    for (let n = 0; n < 65; n += 1) expect(store.add(`${n}`, 'image/png', bytes)).to.equal(true);
    expect(store.url('0')).to.equal(undefined);
    expect(store.url('1')).not.to.equal(undefined);
    store.want('0');
    store.ask();
    expect(wanted).to.deep.equal(['0']);
    store.clear();
  });
});

describe('a viewer who comes late', () => {
  let open: Mirror | undefined;
  afterEach(() => open?.close());

  it('is told of no picture whose canvas has gone', async () => {
    open = mirrorOf(openPage('<!doctype html><body><canvas></canvas>'));
    const canvas = open.document.querySelector('canvas') as HTMLCanvasElement;
    canvas.getContext('2d')!.fillRect(0, 0, 60, 60);
    await until('it has a picture', () => open!.assets.length === 1);
    canvas.remove();
    await settled();
    open.late().close();
    expect(open.records.at(-1)!.kind).to.equal('snapshot');
    expect(open.records.at(-1)!.json).not.to.include(open.assets[0]!.hash);
  });

  it('asks for no picture that is not shown any more', async () => {
    const frame = openPage('<!doctype html><body><img>');
    open = mirrorOf(frame);
    const [image] = open.document.images as unknown as [HTMLImageElement];
    for (let n = 0; n < 3; n += 1) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${n + 1}" height="9"/>`;
      image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      await until('it is sent', () => open!.assets.length === n + 1);
      await until('it is there', () => open!.twin(image).src.startsWith('blob:'));
    }
    const late = open.late();
    const arrived: string[] = [];
    const take = late.replica.asset.bind(late.replica);
    late.replica.asset = (hash, type, bytes) => {
      arrived.push(hash);
      take(hash, type, bytes);
    };
    await until('it is there', () => late.document.images[0]!.src.startsWith('blob:'));
    late.close();
    expect(arrived).to.deep.equal([open.assets[2]!.hash]);
  });
});
