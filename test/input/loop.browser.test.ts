import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { decodeInput } from '../../src/protocol/input-schema.js';
import { encodeInput, type Outcome } from '../../src/protocol/input.js';
import { captureInput, type Capture } from '../../src/engine/follower/input/capture.js';
import { createReplica, type Replica } from '../../src/engine/follower/replica/replica.js';
import { createApplier } from '../../src/engine/leader/input/applier.js';
import { atOnce } from '../../src/engine/leader/input/steps.js';
import { createMasking } from '../../src/engine/leader/masking.js';
import { record } from '../../src/engine/leader/recorder/recorder.js';
import type { Recorder } from '../../src/engine/leader/recorder/recording.js';
import { LeaderPage } from './leader-page.js';

/** A viewer's window beside the leader's page, with everything between the two but the network. */
class Loop {
  readonly outcomes: Outcome[] = [];
  readonly #element: HTMLElement;
  readonly #replica: Replica;
  readonly #recorder: Recorder;
  readonly #capture: Capture;

  constructor(readonly page: LeaderPage) {
    const element = document.createElement('div');
    element.innerHTML = `<style>
      .loop, .loop div { position: absolute; inset: 0; }
      .loop { position: fixed; inset: 0 auto auto 0; width: 400px; height: 300px; background: white; }</style>
      <div class="loop"><div class="stage"></div><div class="overlay"></div></div>`;
    document.body.append(element);
    this.#element = element;
    const overlay = element.querySelector('.overlay') as HTMLElement;
    const replica = createReplica(element.querySelector('.stage') as HTMLElement, {
      wantAssets: () => undefined,
    });
    const masking = createMasking();
    let seen = 0;
    const recorder = record({
      window: page.window,
      masking,
      emit(kind, content) {
        seen += 1;
        replica.apply(kind, content);
      },
      pointer: () => undefined,
      asset: () => undefined,
    });
    const applier = createApplier({
      window: page.window,
      nodeOf: (id) => recorder.nodeOf(id),
      isPrivate: (node) => masking.isPrivate(node),
      url: (href) => masking.url(href),
    });
    let n = 0;
    const capture = captureInput({
      overlay,
      replica,
      seen: () => seen,
      send: (action) => {
        n += 1;
        const number = n;
        const received = decodeInput(encodeInput(action));
        const outcome = received ? atOnce(applier.apply(received)) : 'unsupported';
        this.outcomes.push(outcome);
        queueMicrotask(() => capture.outcome(number, outcome));
        return number;
      },
    });
    capture.enable();
    this.#replica = replica;
    this.#recorder = recorder;
    this.#capture = capture;
  }

  /** Where the viewer sees an element of the leader's page. The window shows the page at half its size. */
  at(selector: string): [number, number] {
    const box = this.page.get(selector).getBoundingClientRect();
    return [Math.round((box.left + box.width / 2) / 2), Math.round((box.top + box.height / 2) / 2)];
  }

  click(selector: string): Promise<void> {
    return sendMouse({ type: 'click', position: this.at(selector) });
  }

  get hint(): string | null | undefined {
    return this.#element.querySelector('.surfly-bubble:not([hidden])')?.textContent;
  }

  get list(): HTMLElement | null {
    return this.#element.querySelector('[role=listbox]');
  }

  close(): void {
    this.#capture.destroy();
    this.#recorder.stop();
    this.#replica.destroy();
    this.#element.remove();
    this.page.close();
  }
}

describe('from the viewer’s hand to the leader’s page', () => {
  let loop: Loop;
  const open = async (html: string, ...modules: string[]) => {
    const page = await LeaderPage.open(html, ...modules);
    // Out of the mouse's way.
    page.frame.style.cssText = 'position: absolute; left: 420px; top: 0';
    loop = new Loop(page);
    await waitUntil(() => document.querySelector('.loop iframe'));
  };
  afterEach(() => loop.close());

  it('clicks, types, ticks, chooses and scrolls', async () => {
    await open(`<button id="b" onclick="this.textContent = 'bought'">buy</button><br>
      <input id="t"><input type="checkbox" id="c">
      <select id="s"><option>small<option>large</select>
      <div id="host"></div><div style="height: 3000px">tall</div>`);
    const { page } = loop;
    page.get('#host').attachShadow({ mode: 'open' }).innerHTML = '<input id="in">';
    await loop.click('#b');
    expect(page.get('#b').textContent).to.equal('bought');
    await loop.click('#t');
    await sendKeys({ type: 'Ann Onym' });
    expect(page.input('#t').value).to.equal('Ann Onym');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    expect(page.input('#c').checked).to.equal(true);
    await loop.click('#s');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    expect(page.get<HTMLSelectElement>('#s').value).to.equal('large');
    await waitUntil(() => document.querySelector('.loop iframe'));
    await loop.click('#host>>>#in');
    await sendKeys({ type: 'deep' });
    expect(page.input('#host>>>#in').value).to.equal('deep');
    const [clientX, clientY] = loop.at('#b');
    const overlay = document.querySelector('.loop .overlay') as HTMLElement;
    overlay.dispatchEvent(new WheelEvent('wheel', { clientX, clientY, deltaY: 100 }));
    await waitUntil(() => page.window.scrollY === 100);
    const bad = loop.outcomes.filter((outcome) => outcome !== 'applied');
    expect(bad).to.deep.equal([]);
  });

  it('presses what is in a frame that has a padding and is drawn smaller', async () => {
    await open(`<style>iframe { position: absolute; left: 40px; top: 30px; width: 300px; height: 200px; border: 6px solid;
      padding: 50px 90px; transform: scale(0.5); transform-origin: 0 0 }</style><iframe id="f"
      srcdoc="<style>body { margin: 0 } button { display: block; width: 60px; height: 24px; padding: 0; border: 0 }</style>
      <button>one</button><button>two</button><button>three</button>"></iframe>`);
    const { page } = loop;
    const frame = page.get<HTMLIFrameElement>('#f');
    const buttons = () => [...frame.contentDocument!.querySelectorAll('button')];
    await waitUntil(() => frame.contentDocument?.readyState === 'complete' && buttons()[2]);
    const pressed: string[] = [];
    for (const button of buttons()) {
      button.addEventListener('click', () => pressed.push(button.textContent));
    }
    await waitUntil(() => {
      const inner = document.querySelector<HTMLIFrameElement>('.loop iframe')?.contentDocument;
      return (
        inner?.querySelector('iframe')?.contentDocument?.querySelectorAll('button').length === 3
      );
    });
    for (const button of buttons()) {
      const box = button.getBoundingClientRect();
      const x = 40 + (6 + 90 + box.left + box.width / 2) / 2;
      const y = 30 + (6 + 50 + box.top + box.height / 2) / 2;
      await sendMouse({ type: 'click', position: [Math.round(x / 2), Math.round(y / 2)] });
    }
    expect(pressed).to.deep.equal(['one', 'two', 'three']);
    expect(loop.outcomes.filter((outcome) => outcome !== 'applied')).to.deep.equal([]);
  });

  it('points at what is drawn beside the box of its element, and at the bare page', async () => {
    await open(`<style>body { margin: 0 } .at { position: absolute; left: 40px; margin: 0 }</style>
      <p class="at" id="p" style="top: 20px; width: 40px; height: 10px; white-space: nowrap">text that is longer<br>and more</p>
      <svg class="at" style="top: 100px" width="300" height="100" fill="none" stroke="red" stroke-width="20">
        <path id="flat" d="M 20 20 H 200" /><path id="steep" d="M 220 10 V 90" /></svg><dialog id="dialog">modal</dialog>`);
    const pressed: string[] = [];
    loop.page.document.addEventListener('mousedown', ({ target, clientX, clientY }) => {
      const { id, localName } = target as Element;
      pressed.push(`${id || localName} ${clientX},${clientY}`);
    });
    const points = ['p 150,24', 'p 60,50', 'flat 100,114', 'steep 264,150', 'html 620,480'];
    points.push('dialog 20,300');
    for (const point of points) {
      if (point.startsWith('dialog')) loop.page.get<HTMLDialogElement>('#dialog').showModal();
      const [x = 0, y = 0] = point.replace(/.* /, '').split(',').map(Number);
      await sendMouse({ type: 'click', position: [x / 2, y / 2] });
    }
    expect(pressed).to.deep.equal(points);
    expect(new Set(loop.outcomes)).to.deep.equal(new Set(['applied']));
  });

  it('writes into fields that React controls', async () => {
    await open('', '/test/input/pages/react-page.ts');
    await loop.click('#upper');
    await sendKeys({ type: 'abc' });
    await waitUntil(() => loop.page.get('#upper-known').textContent === 'ABC');
  });

  it('says so where a field is private', async () => {
    await open('<input type="password" id="p"><input id="t">');
    await loop.click('#p');
    await waitUntil(() => loop.hint === 'This field is private.');
    await sendKeys({ type: 'x' });
    expect(loop.page.input('#p').value).to.equal('');
    expect(loop.page.activeId()).to.equal('');
  });
});
