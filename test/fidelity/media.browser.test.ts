import { expect } from '@open-wc/testing';
import { detailParts } from '../../src/engine/leader/details/details.js';
import { mirror, mirrorOf, openPage, settled, until, type Mirror } from '../mirror/mirror.js';
import { applied } from './hostile.js';

/** A second or so of red, as a browser records it. */
async function redVideo(): Promise<string> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 160, height: 120 });
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const paint = () => {
    context.fillStyle = '#ff0000';
    context.fillRect(0, 0, 160, 120);
  };
  paint();
  const painting = setInterval(paint, 30);
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' });
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.stop();
  await stopped;
  clearInterval(painting);
  return URL.createObjectURL(new Blob(chunks, { type: 'video/webm' }));
}

/** @returns the colour of a picture at some of its points, given as parts of its size */
async function coloursOf(url: string, ...points: [number, number][]): Promise<string[]> {
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  const canvas = document.createElement('canvas');
  const [width, height] = [picture.naturalWidth, picture.naturalHeight];
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.drawImage(picture, 0, 0);
  return points.map(([x, y]) => {
    const [red = 0, green = 0, blue = 0] = context.getImageData(x * width, y * height, 1, 1).data;
    return [red, green, blue].map((part) => (part > 180 ? 1 : 0)).join('');
  });
}

/** A canvas of a replica shows an image as its content. */
function contentOf(canvas: HTMLCanvasElement): string {
  return /^url\("(.*)"\)$/.exec(canvas.style.getPropertyValue('content'))?.[1] ?? '';
}

describe('videos, sounds and drawings', () => {
  let open: Mirror | undefined;
  let source = '';

  before(async function () {
    this.timeout(10_000);
    source = await redVideo();
  });
  after(() => URL.revokeObjectURL(source));
  afterEach(() => {
    open?.close();
    open = undefined;
  });

  function show(body: string): Mirror {
    open = mirror(`<!doctype html><body>${body}`);
    return open;
  }

  it('a video shows its picture, and whether it is played', async function () {
    this.timeout(15_000);
    const page = show('<video id="v" muted loop></video>');
    const video = page.document.querySelector('video') as HTMLVideoElement;
    video.muted = true;
    video.src = source;
    await video.play();
    const copy = page.twin(video);
    // By this a style rule finds it where browsers know `:playing`.
    const state = () => copy.getAttribute('surfly-playback');
    await until('it is played', () => state() === 'playing muted');
    await until('its picture is there', () => copy.poster.startsWith('blob:'), 8000);
    await until('its size is right', () => copy.offsetWidth === video.offsetWidth);
    expect(copy.offsetHeight).to.equal(video.offsetHeight);
    expect(await coloursOf(copy.poster, [0.5, 0.5], [0.25, 0.99])).to.deep.equal(['100', '100']);
    expect(copy.paused).to.equal(true);
    expect(copy.hasAttribute('src')).to.equal(false);
    video.pause();
    await until('it stops', () => state() === 'paused muted');
    const late = page.late();
    const lateCopy = late.document.querySelector('video') as HTMLVideoElement;
    await until('who comes late sees it too', () => lateCopy.poster.startsWith('blob:'));
    expect(await coloursOf(lateCopy.poster, [0.5, 0.5])).to.deep.equal(['100']);
    late.close();
    expect(page.failures).to.deep.equal([]);
  });

  it('a video that was not played shows its poster', async () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 60, height: 40 });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.fillStyle = '#00ff00';
    context.fillRect(0, 0, 60, 40);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    const poster = URL.createObjectURL(blob as Blob);
    const page = show(`<video poster="${poster}"></video>`);
    const video = page.document.querySelector('video') as HTMLVideoElement;
    await until('it is there', () => page.twin(video).poster.startsWith('blob:'));
    const copy = page.twin(video);
    expect(copy.poster).not.to.equal(poster);
    expect(await coloursOf(copy.poster, [0.5, 0.5])).to.deep.equal(['010']);
    expect(copy.hasAttribute('controls')).to.equal(false);
    URL.revokeObjectURL(poster);
  });

  it('a video that is given another file shows its poster again', async function () {
    this.timeout(20_000);
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.fillStyle = '#00ff00';
    context.fillRect(0, 0, 300, 150);
    const page = show(`<video muted poster="${canvas.toDataURL()}"></video>`);
    const video = page.document.querySelector('video') as HTMLVideoElement;
    video.muted = true;
    video.src = source;
    await video.play();
    const copy = page.twin(video);
    let colour: string | undefined;
    const shows = (wanted: string) => () => {
      void coloursOf(copy.poster, [0.5, 0.5]).then(([found]) => (colour = found));
      return colour === wanted;
    };
    await until('it shows its picture', shows('100'), 8000, 50);
    video.src = `${source}#t=0`;
    await until('it shows its poster', shows('010'), 5000, 50);
    // As long as nobody has played it.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(shows('010')()).to.equal(true);
    expect(page.failures).to.deep.equal([]);
  });

  it('a video shows no picture of what was taken out of it meanwhile', async function () {
    this.timeout(20_000);
    const { toBlob } = HTMLCanvasElement.prototype;
    const held: (() => void)[] = [];
    HTMLCanvasElement.prototype.toBlob = function (...how) {
      held.push(() => toBlob.apply(this, how));
    };
    const page = show('<video muted></video>');
    const video = page.document.querySelector('video') as HTMLVideoElement;
    video.muted = true;
    video.src = source;
    await video.play();
    await until('a picture is taken', () => held.length > 0, 8000);
    HTMLCanvasElement.prototype.toBlob = toBlob;
    video.removeAttribute('src');
    video.load();
    await settled();
    for (const one of held) one();
    await until('it is sent', () => page.assets.length > 0);
    await settled();
    expect(page.twin(video).poster).not.to.match(/^blob:/);
    expect(page.failures).to.deep.equal([]);
  });

  it('a video that cannot be read shows how far it is', async () => {
    const page = show('<video id="v"></video><audio id="a"></audio>');
    const id = page.recorder.idOf(page.document.querySelector('video') as Node) as number;
    await settled();
    applied(page, [36, id, 16 + 1, 50, 100])();
    const copy = page.replica.nodeOf(id) as HTMLVideoElement;
    await until('its place is shown', () => copy.poster.startsWith('blob:'));
    const [played, left] = await coloursOf(copy.poster, [0.25, 0.995], [0.75, 0.995]);
    expect([played, left]).to.deep.equal(['111', '000']);
  });

  it('takes nothing for a video that is none', () => {
    const page = show('<p id="p">p</p><video></video><canvas></canvas>');
    const [p, video, canvas] = ['p', 'video', 'canvas'].map((name) =>
      page.recorder.idOf(page.document.querySelector(name) as Node),
    ) as [number, number, number];
    for (const op of [
      [36, p, 0, 0, 0],
      [36, video, 0, 'x', 0],
      [36, video, 0, 1e9, 1],
      [37, canvas, 1],
      [37, p, 1],
      [21, p, 'x'],
    ]) {
      const name = JSON.stringify(op);
      expect(applied(page, op), name).to.throw().with.property('name', 'MisfitError');
    }
    expect(applied(page, [37, video, 12345])).not.to.throw();
    expect(applied(page, [36, video, 2 ** 40, -5, -1])).not.to.throw();
  });

  /** Waits until the copy of a canvas is green. */
  async function green(copy: HTMLCanvasElement): Promise<void> {
    let shown = '';
    const look = () => {
      void coloursOf(contentOf(copy), [0.5, 0.5]).then(([colour = '']) => (shown = colour));
      return shown === '010';
    };
    await until('it is green', look, 6000);
  }

  function paintGreen(context: WebGLRenderingContext): void {
    context.clearColor(0, 1, 0, 1);
    context.clear(context.COLOR_BUFFER_BIT);
  }

  it('looks at a drawing that was still for long once a hand is at work', async function () {
    this.timeout(15_000);
    const looksAfter = async (type: string, touched: 'button' | 'canvas') => {
      const page = mirror(
        '<!doctype html><body><button>Draw</button><div><canvas width="60" height="40"></canvas></div>',
        { height: 100 },
      );
      const canvas = page.document.querySelector('canvas') as HTMLCanvasElement;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const target = page.document.querySelector(touched) as HTMLElement;
      // After these it was looked at for the last time about a second ago, and would be in about three.
      await new Promise((resolve) => setTimeout(resolve, 4500));
      target.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }));
      // Libraries tell a window of it that is no node.
      page.window.dispatchEvent(new PointerEvent(type));
      context.fillStyle = '#00ff00';
      context.fillRect(0, 0, 60, 40);
      let shown: string | undefined;
      const look = () => {
        void coloursOf(contentOf(page.twin(canvas)), [0.5, 0.5]).then(([found]) => (shown = found));
        return shown === '010';
      };
      await until(`it is shown after ${type}`, look, 2200, 50).finally(() => page.close());
    };
    await Promise.all([looksAfter('pointerdown', 'button'), looksAfter('pointermove', 'canvas')]);
  });

  it('what WebGL has drawn once is shown', async function () {
    const page = show('<canvas id="c" width="60" height="40"></canvas>');
    const canvas = page.document.querySelector('canvas') as HTMLCanvasElement;
    const context = canvas.getContext('webgl');
    if (!context) this.skip();
    await settled();
    paintGreen(context);
    await green(page.twin(canvas));
  });

  it('as well where its context was there before the session', async function () {
    const frame = openPage('<!doctype html><body><canvas width="60" height="40"></canvas>');
    const canvas = (frame.contentDocument as Document).querySelector('canvas')!;
    const context = canvas.getContext('webgl', { alpha: false });
    if (!context) this.skip();
    open = mirrorOf(frame);
    await settled();
    paintGreen(context);
    await green(open.twin(canvas));
  });

  it('who comes later sees what WebGL drew before', async function () {
    open = mirrorOf(openPage('<!doctype html><body>'), { alone: true });
    const page = open;
    for (const [kind, attributes] of [
      ['webgl', undefined],
      ['webgl2', { antialias: false }],
    ] as const) {
      const canvas = page.document.createElement('canvas');
      Object.assign(canvas, { width: 60, height: 40 });
      page.document.body.append(canvas);
      const context = canvas.getContext(kind, attributes) as WebGLRenderingContext | null;
      if (!context) this.skip();
      expect(context.getContextAttributes()?.antialias).to.equal(attributes === undefined);
      paintGreen(context);
    }
    // By then the browser has shown it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    page.recorder.joined(detailParts);
    for (const canvas of page.document.querySelectorAll('canvas')) await green(page.twin(canvas));
  });

  it('what a worker draws is shown', async function () {
    const page = show('<canvas width="60" height="40"></canvas>');
    const canvas = page.document.querySelector('canvas') as HTMLCanvasElement;
    const code = `onmessage = ({ data }) => {
      const context = data.getContext('2d');
      const draw = () => { context.fillStyle = '#00ff00'; context.fillRect(0, 0, 60, 40); };
      draw();
      setInterval(draw, 50);
    }`;
    const address = URL.createObjectURL(new Blob([code]));
    const worker = new Worker(address);
    const offscreen = canvas.transferControlToOffscreen();
    worker.postMessage(offscreen, [offscreen]);
    await green(page.twin(canvas));
    worker.terminate();
    URL.revokeObjectURL(address);
  });

  it('says of a drawing that cannot be read that it is not shown', async () => {
    const page = show('<canvas id="c" width="300" height="40" title="Chart"></canvas>');
    const canvas = page.document.querySelector('canvas') as HTMLCanvasElement;
    canvas.toBlob = () => {
      throw new DOMException('Tainted', 'SecurityError');
    };
    const copy = page.twin(canvas);
    await until('something is written there', () => contentOf(copy).includes('Not%20shared'));
    expect(contentOf(copy)).to.contain('Chart');
    const picture = new Image();
    picture.src = contentOf(copy);
    await picture.decode();
    expect([picture.naturalWidth, picture.naturalHeight]).to.deep.equal([300, 40]);
    expect([copy.offsetWidth, copy.offsetHeight]).to.deep.equal([300, 40]);
    expect(await coloursOf(picture.src, [0.01, 0.5])).to.deep.equal(['111']);
    expect(page.failures).to.deep.equal([]);
  });
});
