import { expect } from '@open-wc/testing';
import { mirrorOf, openPage, until, type Mirror } from '../mirror/mirror.js';

const DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
/** A picture that nobody has asked for so far. */
const served = (name: string) =>
  `/test-server/respond?type=svg&name=${name}&body=${encodeURIComponent(DOT)}`;

/** @param isNoise - then its file is as large as its pixels */
async function raster(side: number, isNoise = false): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d')!;
  const { data } = context.createImageData(side, side);
  for (let at = 0; at < data.length; at += 4) {
    for (let i = 0; i < 3; i += 1) data[at + i] = isNoise ? Math.random() * 256 : 0;
    data[at + 3] = 255;
  }
  context.putImageData(new ImageData(data, side, side), 0, 0);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob!)));
}

describe('images that the page cannot just read again', () => {
  let open: Mirror | undefined;

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  const isThere = (image: HTMLImageElement) =>
    until('it is there', () => open!.twin(image).src.startsWith('blob:'));
  const widthOf = async (image: HTMLImageElement) => {
    await isThere(image);
    const shown = new Image();
    shown.src = open!.twin(image).src;
    await shown.decode();
    return shown.naturalWidth;
  };

  it('are there when their address is gone', async () => {
    const frame = openPage('<!doctype html><body><img>');
    const [image] = frame.contentDocument!.images as unknown as [HTMLImageElement];
    image.src = URL.createObjectURL(await raster(20));
    await image.decode();
    URL.revokeObjectURL(image.src);
    open = mirrorOf(frame);
    expect(await widthOf(image)).to.equal(20);
  });

  it('are smaller where their files are too large', async function () {
    this.timeout(20_000);
    const blob = await raster(1500, true);
    expect(blob.size).to.be.greaterThan(4 * 1024 * 1024);
    const url = URL.createObjectURL(blob);
    open = mirrorOf(openPage(`<!doctype html><body><img width="300" src="${url}">`));
    const [image] = open.document.images as unknown as [HTMLImageElement];
    await until('it is there', () => open!.twin(image).src.startsWith('blob:'), 15_000);
    expect(open.twin(image).offsetHeight).to.equal(image.offsetHeight);
    expect(open.assets.every(({ bytes }) => bytes.byteLength < 4 * 1024 * 1024)).to.equal(true);
  });

  it('are there where a long address has percent signs that escape nothing', async () => {
    const svg = `<svg xmlns='http://www.w3.org/2000/svg' width='30' height='30'><rect width='100%' height='100%'/>${"<g id='x'/>".repeat(500)}</svg>`;
    open = mirrorOf(openPage(`<!doctype html><body><img src="data:image/svg+xml,${svg}">`));
    await isThere(open.document.images[0]!);
  });

  it('are there where the style sheets of frames show them', async () => {
    const inner = (name: string) =>
      `<!doctype html><style>p { background: url(${served(name)}) }</style><p>x`;
    open = mirrorOf(openPage(`<!doctype html><body><iframe srcdoc="${inner('frame')}"></iframe>`));
    const later = open.document.createElement('iframe');
    later.srcdoc = inner('later');
    open.document.body.append(later);
    await until('both are there', () =>
      [...open!.copy.querySelectorAll('iframe')].every(({ contentDocument }) => {
        const shown = contentDocument?.querySelector('p');
        return shown && /blob:/.test(getComputedStyle(shown).backgroundImage);
      }),
    );
  });
});
