import { expect } from '@open-wc/testing';
import { mirror, settled, until, type Mirror } from '../mirror/mirror.js';
import { applied } from './hostile.js';

const STYLES = `<!doctype html><style>
  @keyframes move { from { margin-left: 0 } to { margin-left: 1000px } }
  #slow { animation: move 100s linear infinite }
  #once { animation: move 200ms linear both; opacity: .5 }
  #gone { animation: move 50ms linear }
  #box::before { content: 'x' }
  #pseudo::before { content: 'x'; animation: move 100s linear }
  #still { animation: move 100s linear paused }
  </style><body><p id="slow">a<p id="once">a<p id="gone">a<p id="pseudo">a<p id="still">a<p id="box">b<p id="other">c`;

describe('animations', () => {
  let open: Mirror | undefined;

  afterEach(() => {
    open?.close();
    open = undefined;
  });

  function show(html = STYLES): Mirror {
    open = mirror(html);
    return open;
  }

  const box = ({ document }: Mirror, id = 'box') => document.getElementById(id) as HTMLElement;
  const twin = (page: Mirror, id = 'box') => page.twin(box(page, id));
  const styleOf = (element: Element) => getComputedStyle(element);
  const timeOf = (element: Element, pseudo?: string) =>
    element
      .getAnimations({ subtree: true })
      .find(({ effect }) => ((effect as KeyframeEffect).pseudoElement ?? undefined) === pseudo)
      ?.currentTime as number;

  it('of a script run in the replica', async () => {
    const page = show();
    const animation = box(page).animate(
      [
        { opacity: 1, transform: 'none', easing: 'ease-in' },
        { opacity: 0.25, offset: 0.3, transform: 'scale(2)' },
        { opacity: 0, transform: 'rotate(10deg)' },
      ],
      { duration: 1000, iterations: 3, direction: 'alternate', delay: -250, fill: 'both' },
    );
    animation.pause();
    for (const time of [0, 333, 1700, 5000]) {
      animation.currentTime = time;
      await settled();
      const [mine, copy] = [styleOf(box(page)), styleOf(twin(page))];
      expect([copy.opacity, copy.transform], `at ${time}`).to.deep.equal([
        mine.opacity,
        mine.transform,
      ]);
    }
    const [copied] = twin(page).getAnimations();
    const { effect } = copied as Animation;
    expect(effect?.getTiming()).to.deep.equal(animation.effect?.getTiming());
    animation.playbackRate = -0.5;
    animation.currentTime = 2000;
    animation.play();
    await settled();
    expect([copied?.playState, copied?.playbackRate]).to.deep.equal(['running', -0.5]);
    await until('it runs', () => timeOf(twin(page)) < 1990);
    animation.cancel();
    await settled();
    expect(twin(page).getAnimations()).to.have.length(0);
    expect(page.failures).to.deep.equal([]);
  });

  it('that go with scrolling go with it in the replica', async function () {
    if (!('ScrollTimeline' in window)) this.skip();
    const page = show(`<!doctype html><style>body { height: 3000px; margin: 0 }
      #scroller { height: 100px; overflow: auto } #seen { margin-top: 500px; height: 50px }</style>
      <div id="scroller"><div style="height: 600px">a</div></div><p id="box">b<p id="other">c<p id="seen">d`);
    const { ScrollTimeline, ViewTimeline } = page.window;
    const fade = { opacity: [0, 1] };
    const source = box(page, 'scroller');
    const first = box(page).animate(fade, {
      timeline: new ScrollTimeline({ source, axis: 'y' }),
    });
    const subject = box(page, 'seen');
    subject.animate(fade, {
      timeline: new ViewTimeline({ subject }),
      rangeStart: 'entry 0%',
      rangeEnd: 'cover 80%',
    });
    const whole = box(page, 'other').animate(fade, 1000);
    whole.timeline = new ScrollTimeline({ source: page.document.documentElement });
    const opacities = () =>
      ['box', 'seen', 'other'].map((id) =>
        [box(page, id), twin(page, id)].map((one) => styleOf(one).opacity),
      );
    const expectSame = async (what: string) => {
      await settled(5);
      const [a, b, c] = opacities();
      for (const [mine, copy] of [a!, b!, c!]) expect(copy, what).to.equal(mine);
      return [a![0], b![0], c![0]].map(Number);
    };
    expect(await expectSame('at first')).to.deep.equal([0, 1, 0]);
    source.scrollTop = 125;
    expect((await expectSame('scrolled'))[0]).to.equal(0.25);
    source.scrollTop = 500;
    expect((await expectSame('at the end'))[0]).to.equal(1);
    source.scrollTop = 250;
    page.window.scrollTo(0, 300);
    const [back, seen, other] = await expectSame('and back');
    expect(back).to.equal(0.5);
    expect(seen).to.be.within(0.01, 0.99);
    expect(other).to.be.within(0.01, 0.99);
    first.pause();
    await first.ready;
    source.scrollTop = 0;
    expect((await expectSame('paused'))[0]).to.equal(0.5);
    first.play();
    expect((await expectSame('played'))[0]).to.equal(0);
    const late = page.late();
    source.remove();
    await expectSame('without');
    page.document.body.prepend(source);
    source.scrollTop = 375;
    expect((await expectSame('anew'))[0]).to.equal(0.75);
    const lateTwin = late.document.getElementById('box') as HTMLElement;
    expect(styleOf(lateTwin).opacity).to.equal('0.75');
    late.close();
    first.timeline = page.document.timeline;
    first.pause();
    await expectSame('with time');
    expect(page.failures).to.deep.equal([]);
  });

  it('that are changed, or made in another way, are the same in the replica', async () => {
    const page = show();
    const { window } = page;
    const effect = new window.KeyframeEffect(box(page), { opacity: [1, 0] }, 1000);
    const animation = new window.Animation(effect);
    animation.play();
    animation.pause();
    effect.updateTiming({ duration: 100_000, fill: 'forwards' });
    effect.setKeyframes({ opacity: [0.5, 0.5], letterSpacing: ['3px', '3px'] });
    await settled();
    expect(styleOf(twin(page)).opacity).to.equal('0.5');
    expect(styleOf(twin(page)).letterSpacing).to.equal('3px');
    effect.target = box(page, 'other');
    await settled();
    expect(twin(page).getAnimations()).to.have.length(0);
    expect(styleOf(twin(page, 'other')).letterSpacing).to.equal('3px');
    animation.finish();
    animation.commitStyles();
    animation.cancel();
    await settled();
    expect(twin(page, 'other').getAnimations()).to.have.length(0);
    expect(twin(page, 'other').style.letterSpacing).to.equal('3px');
  });

  it('go with their element, and come back with it', async () => {
    const page = show();
    const element = box(page);
    element.attachShadow({ mode: 'closed' }).innerHTML = '<b>c</b>';
    element.animate({ opacity: [0.25, 0.25] }, { duration: 100_000, pseudoElement: '::before' });
    element.animate({ opacity: [0.25, 0.25] }, 100_000);
    await settled();
    const copy = twin(page);
    expect(copy.getAnimations({ subtree: true })).to.have.length(2);
    element.remove();
    await settled();
    expect(copy.getAnimations({ subtree: true })).to.have.length(0);
    page.document.body.append(element);
    await settled();
    expect(twin(page).getAnimations({ subtree: true })).to.have.length(2);
    expect(styleOf(twin(page)).opacity).to.equal('0.25');
    expect(page.failures).to.deep.equal([]);
  });

  it('are where they are, for somebody who comes late', async () => {
    const page = show();
    const script = box(page).animate(
      { opacity: [0, 1] },
      { duration: 100_000, iterations: Infinity },
    );
    script.currentTime = 30_000;
    const held = box(page, 'other').animate(
      { opacity: [0, 0.5] },
      { duration: 1, fill: 'forwards' },
    );
    box(page).animate({ color: ['red', 'red'] }, 1);
    for (const [id, time] of Object.entries({ slow: 40_000, pseudo: 50_000, still: 60_000 })) {
      const [animation] = box(page, id).getAnimations({ subtree: true });
      (animation as Animation).currentTime = time;
    }
    await held.finished;
    await until('short ones are over', () => styleOf(box(page, 'once')).marginLeft === '1000px');
    await settled();
    const late = page.late();
    const its = (id: string) => late.document.getElementById(id) as HTMLElement;
    for (const copy of [its, (id: string) => twin(page, id)]) {
      expect(timeOf(copy('slow'))).to.be.within(40_000, 45_000);
      expect(timeOf(copy('pseudo'), '::before')).to.be.within(50_000, 55_000);
      expect(timeOf(copy('still'))).to.equal(60_000);
      expect(timeOf(copy('box'))).to.be.within(30_000, 35_000);
      expect(copy('box').getAnimations()).to.have.length(1);
      expect(styleOf(copy('other')).opacity).to.equal('0.5');
      // It may have begun a little later there.
      await until('a short one is over', () => styleOf(copy('once')).marginLeft === '1000px');
      expect(copy('gone').getAnimations()).to.have.length(0);
    }
    late.close();
  });

  it('name only what may be shown', async () => {
    const page = show();
    const url = `url("${location.origin}/src/no-picture")`;
    box(page).animate(
      { backgroundImage: [url, url], listStyleImage: 'url(data:text/html,x)' },
      1e5,
    );
    await settled();
    expect(styleOf(twin(page)).backgroundImage).to.equal('url("data:,")');
    expect(JSON.stringify(page.records)).not.to.contain('text/html');
    const id = page.recorder.idOf(box(page)) as number;
    const timing = [0, 0, 0, 1, 1e6, 'both', 'normal', 'linear', 'replace'];
    const frame = (value: string) => [-1, 'x', 'replace', 'backgroundImage', value, 'offset', '2'];
    applied(page, [
      31,
      id,
      '',
      9,
      timing,
      [],
      frame('url(https://a.example/)'),
      frame('src("b")'),
    ])();
    const copy = page.replica.nodeOf(id) as Element;
    const [made] = copy.getAnimations().slice(-1);
    expect(JSON.stringify((made?.effect as KeyframeEffect).getKeyframes())).not.to.match(
      /example|src\(|"b\\"/,
    );
    for (const op of [
      [31, id],
      [31, id, '', 9],
      [31, 1e6, '', 9, timing, []],
      [31, id, '', 9, ['0'], []],
      [31, id, '', 9, timing],
      [31, id, '', 9, timing, [1e6, 0, 'y', 'normal', 'normal']],
      [31, id, '', 9, timing, [id, 0, 'y', 'normal']],
      [31, id, '', 9, timing, [], 7],
      [31, id, '', 9, timing, [], [-1, 'linear', 'replace', 'opacity']],
      [31, id, '', 9, timing, [], ...Array.from({ length: 501 }, () => [-1, 'linear', 'replace'])],
      [32, 999, 0, 0, 1],
      [32, 9, 0, 1e12, 1],
      [34, id, 0],
      [34, 1, 0, id, '', 'move', 0, 'x', 1],
    ]) {
      const name = JSON.stringify(op).slice(0, 60);
      expect(applied(page, op), name).to.throw().with.property('name', 'MisfitError');
    }
    expect(applied(page, [33, 999, 998])).not.to.throw();
  });
});
