// A viewer in control who means ill: what he sends reaches the page as a hand would, or not at all.
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createHand, type Hand } from '../../src/engine/leader/input/hand.js';
import { createMasking } from '../../src/engine/leader/masking.js';
import { record } from '../../src/engine/leader/recorder/recorder.js';
import type { Recorder } from '../../src/engine/leader/recorder/recording.js';
import { stayInside } from '../../src/engine/navigation/stay-inside.js';
import { decodeInput, type InputAction } from '../../src/protocol/input-schema.js';
import { encodeInput, OUTCOMES, type ActionOf, type Outcome } from '../../src/protocol/input.js';
import { Dice } from '../fuzz/mirror/dice.js';
import { LeaderPage } from '../input/leader-page.js';

const SEEDS = [1, 2, 3, 4];
const ACTIONS = 400;
const CHANNEL = 'hostile-viewer';

interface Ids {
  all: number[];
  controls: number[];
}

type Realm = LeaderPage['window'] & { reached: string[]; pwned?: boolean };

/** Says that it was loaded, and notes everything that only the hand of the person in front of it may reach. */
const WATCH = `<script>
  new BroadcastChannel('${CHANNEL}').postMessage('loaded');
  reached = [];
  const note = (what) => () => { reached.push(what); return Promise.reject(new Error('not here')); };
  Element.prototype.requestFullscreen = note('full screen');
  Element.prototype.requestPointerLock = note('pointer lock');
  HTMLInputElement.prototype.showPicker = note('picker');
  HTMLSelectElement.prototype.showPicker = note('picker');
  for (const name of ['read', 'readText', 'write', 'writeText']) if (window.Clipboard) Clipboard.prototype[name] = note('clipboard');
  window.open = note('window');
  addEventListener('click', (event) => {
    const link = event.target.closest?.('[download], [href^=mailto]');
    if (link && !event.defaultPrevented) { event.preventDefault(); reached.push(link.href); }
  });
  onunhandledrejection = (event) => event.preventDefault();
  // A page that asks for what only a hand may do is told so, and may not expect it.
  onerror = (message) => { if (!/A person at this screen/.test(message)) reached.push(message); };
</script>`;

const PAGE = `${WATCH}<form onsubmit="return false" target="_top">
  <input id="t"> <input id="url" type="url" name="url"> <input id="n" type="number"> <input id="d" type="date">
  <input id="r" type="range"> <input id="c" type="color"> <input type="checkbox"> <input type="radio" name="a"> <input type="radio" name="a">
  <select><option>a<option>b</select> <select multiple size="3"><option>a<option>b<option disabled>c</select>
  <textarea rows="2"></textarea> <button>b</button> <button formtarget="_blank">b</button></form>
  <div contenteditable>edit <b>this</b></div>
  <p><input disabled value="off"> <input readonly value="fixed"> <span inert><input value="inert"> <button>b</button></span></p>
  <p><label id="l">Password <input id="password" type="password" value="hunter2"></label> <input id="card" autocomplete="cc-number" value="4111">
    <span surfly_private id="region"><input id="in" value="in"> <textarea rows="1">mine</textarea> <input type="checkbox" checked>
      <input type="date" value="2020-02-03"> <select><option>x<option selected>y</select> <b contenteditable>ours</b>
      <button onclick="reached.push('private button')">b</button></span></p>
  <p><input type="file" id="f" onclick="event.defaultPrevented || reached.push('file')"> <label for="f">choose</label>
    <a href="#x">hash</a> <a href="#top" target="_top">top</a> <a href="#blank" target="_blank">blank</a>
    <a href="#down" download>down</a> <a href="mailto:a@b.example">mail</a> <area href="#x">
    <svg width="40" height="20"><a href="#svg" target="_blank"><text y="15">svg</text></a></svg></p>
  <p><button onclick="Object.assign(document.createElement('input'), { type: 'file', onclick: note('file') }).click()">file</button>
    <button onclick="document.body.requestFullscreen()">full</button> <button onclick="d.showPicker()">picker</button>
    <button onclick="navigator.clipboard?.writeText('x')">clip</button> <button onclick="document.activeElement.blur()">blur</button>
    <button onclick="password.focus()">to the password</button> <button onclick="card.select()">to the card</button></p>
  <input onkeydown="password.focus()"> <input onbeforeinput="password.focus()"> <input oninput="card.focus()">
  <div style="height: 40px; overflow: auto"><p style="height: 400px">long</p></div>
  <dialog><button>in</button></dialog><button popovertarget="pop">pop</button><div popover id="pop">pop <input></div>
  <iframe srcdoc="<input><button>b</button><a href='#x' target='_parent'>a</a>" width="200" height="60"></iframe>
  <iframe srcdoc="<input><button>b</button>" width="200" height="60" id="gone"></iframe><div id="hidden"></div>
  <script>hidden.attachShadow({ mode: 'closed' }).innerHTML = '<input><input type="password" value="deep"><button>b</button>'</script>`;

const TEXTS = [
  ...[
    '',
    ' ',
    'a',
    'ordinary words',
    '12',
    '2031-02-03',
    '#ff0000',
    'e\u0301',
    '\u202e\u2066',
    '👩‍👩‍👧‍👦',
  ],
  ...[
    '\u0000\u0001\u001b\u007f',
    '\ud800',
    'x\udfff\ud83d',
    '\r\n\n\t\v',
    '\u2028\u2029',
    '\ufffe\uffff',
  ],
  ...[
    'javascript:top.pwned=pwned=true',
    ' java\tscript:top.pwned=pwned=true//',
    'JAVASCRIPT:void(top.pwned=1)',
  ],
  ...[
    'data:text/html,<script>top.pwned=1</script>',
    '"><img src=x onerror=top.pwned=1>',
    '{{7*7}}${7*7}',
  ],
  ...[
    '</textarea><script>top.pwned=pwned=1</script>',
    '__proto__',
    'x'.repeat(10_000),
    '\ud83d'.repeat(300),
  ],
];
const KEYS = [
  ...[
    'Tab',
    'Enter',
    ' ',
    'Escape',
    'Backspace',
    'Delete',
    'ArrowUp',
    'ArrowDown',
    'ArrowLeft',
    'ArrowRight',
  ],
  ...[
    'Home',
    'End',
    'PageDown',
    'F5',
    'F11',
    'Shift',
    'Control',
    'Dead',
    'Process',
    'z',
    'a',
    'v',
    'x',
    'b',
    'ß',
  ],
];

describe('a hostile viewer', () => {
  let page: LeaderPage;
  let recorder: Recorder;
  let hand: Hand;
  let ending: AbortController;
  let masking: ReturnType<typeof createMasking>;
  /** Numbers of every node that the page has or had. */
  let ids: Ids;

  async function open(html: string): Promise<Realm> {
    page = await LeaderPage.open(html);
    page.frame.height = '1200';
    const { window, document } = page;
    ending = new AbortController();
    stayInside({ window, document, signal: ending.signal });
    masking = createMasking();
    recorder = record({
      ...{
        window,
        masking,
        emit: () => undefined,
        pointer: () => undefined,
        asset: () => undefined,
      },
    });
    hand = createHand({
      window,
      nodeOf: (id) => recorder.nodeOf(id),
      isPrivate: (node) => masking.isPrivate(node),
      url: (href) => masking.url(href),
      guest: () => undefined,
    });
    ids = { all: [], controls: [] };
    for (let id = 0; id < 2_000; id += 1) {
      const node = recorder.nodeOf(id);
      if (node) ids.all.push(id);
      if (/^(input|select|textarea|button|a)$/i.test(node?.nodeName ?? '')) ids.controls.push(id);
    }
    return window as Realm;
  }

  afterEach(() => {
    ending.abort();
    recorder.stop();
    page.close();
    Reflect.deleteProperty(window, 'pwned');
  });

  /** What reaches the leader of an action: the bytes of a frame. */
  async function send(bytes: Uint8Array): Promise<Outcome> {
    const action = decodeInput(bytes);
    return action ? hand.act(action) : 'unsupported';
  }

  const act = (action: InputAction) => send(encodeInput(action));
  const click = async (selector: string, more: Partial<ActionOf<'pointer'>> = {}) => {
    const id = recorder.idOf(page.get(selector)) as number;
    const at = { id, fx: 0.5, fy: 0.5, button: 0, clicks: 1, mods: 0, seen: 0, ...more };
    for (const phase of ['move', 'down'] as const) await act({ ...at, type: 'pointer', phase });
    return act({ ...at, type: 'pointer', phase: 'up' });
  };
  const press = async (key: string, mods = 0) => {
    const action = { type: 'key', key, code: key, mods, repeat: false, seen: 0 } as const;
    const outcome = await act({ ...action, phase: 'down' });
    await act({ ...action, phase: 'up' });
    return outcome;
  };
  const write = (text: string) => act({ type: 'text', how: 'write', text, seen: 0 });

  /** All that private fields hold. */
  function secrets(): string[] {
    return ids.all.flatMap((id) => {
      const node = recorder.nodeOf(id);
      if (node?.nodeType !== Node.ELEMENT_NODE || !masking.isPrivate(node)) return [];
      const { value, checked, textContent } = node as HTMLInputElement;
      return [`${node.nodeName} ${value} ${checked} ${textContent}`];
    });
  }

  for (const seed of SEEDS) {
    it(`reaches nothing that a hand could not: ${ACTIONS} actions of seed ${seed}`, async function () {
      this.timeout(60_000);
      const window = await open(PAGE);
      const loads: unknown[] = [];
      const channel = new BroadcastChannel(CHANNEL);
      channel.onmessage = ({ data }) => loads.push(data);
      page.get('#gone').remove();
      const before = secrets();
      expect(before.length).to.be.above(8);
      const touched: string[] = [];
      for (const type of [
        'pointerdown',
        'mousedown',
        'click',
        'beforeinput',
        'input',
        'change',
        'paste',
        'keypress',
      ]) {
        window.addEventListener(
          type,
          (event) => {
            const [target] = event.composedPath();
            if (masking.isPrivate(target as Node))
              touched.push(`${type} ${(target as Element).outerHTML}`);
          },
          true,
        );
      }
      const dice = new Dice(seed);
      const outcomes = new Map<Outcome, number>();
      let n = 0;
      for (const bytes of framesOf(dice, ids)) {
        n += 1;
        if (n > ACTIONS) break;
        const outcome = await send(bytes);
        expect(OUTCOMES.includes(outcome), new TextDecoder().decode(bytes).slice(0, 200)).to.equal(
          true,
        );
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        // What pages do later, they do beside the next action.
        if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      hand.release();
      await new Promise((resolve) => setTimeout(resolve, 50));
      channel.close();
      expect(secrets()).to.deep.equal(before);
      expect(touched).to.deep.equal([]);
      expect(window.reached).to.deep.equal([]);
      expect([window.pwned, (globalThis as Partial<Realm>).pwned]).to.deep.equal([
        undefined,
        undefined,
      ]);
      expect(loads, 'pages that were opened').to.deep.equal([]);
      expect(page.input('input[disabled]').value + page.input('input[readonly]').value).to.equal(
        'offfixed',
      );
      expect(page.input('[inert] input').value).to.equal('inert');
      expect(page.input('#f').files?.length).to.equal(0);
      expect([...outcomes.keys()]).to.include.members([
        'applied',
        'stale',
        'masked',
        'unsupported',
        'disabled',
      ]);
    });
  }

  it('cannot undo what the leader has written into a private field', async () => {
    await open('<input id="t"><input id="password" type="password">');
    page.window.focus();
    page.input('#password').focus();
    await sendKeys({ type: 'hunter2' });
    expect(page.input('#password').value).to.equal('hunter2');
    await click('#t');
    for (const key of ['z', 'z', 'y']) await press(key, 2);
    expect(page.input('#password').value).to.equal('hunter2');
    await write('abc');
    await press('z', 2);
    await press('z', 2);
    expect(page.input('#password').value).to.equal('hunter2');
  });

  it('nor into a private part of what he can edit', async () => {
    await open('<div id="e" contenteditable>ab<b surfly_private>se</b></div>');
    page.window.focus();
    page.get('#e').focus();
    page.window.getSelection()?.collapse(page.get('b').firstChild, 2);
    await sendKeys({ type: 'cret' });
    expect(page.get('b').textContent).to.equal('secret');
    await click('#e', { fx: 0 });
    expect(await press('z', 2)).to.equal('masked');
    expect(page.get('b').textContent).to.equal('secret');
    await click('#e', { fx: 0 });
    expect(await write('x')).to.equal('applied');
    expect(await press('z', 2)).to.equal('applied');
    expect(page.get('#e').textContent).to.equal('absecret');
  });

  it('writes nothing where the page moves the focus to while it is asked', async () => {
    await open(
      '<input id="t" onbeforeinput="password.focus()"><input id="password" type="password">',
    );
    await click('#t');
    expect(await write('abc')).to.equal('stale');
    await click('#t');
    expect(await press('x')).to.equal('stale');
    expect(page.input('#password').value + page.input('#t').value).to.equal('');
  });

  for (const type of ['keydown', 'keypress', 'beforeinput']) {
    it(`writes nothing where the page moves the focus to by a promise that it made at ${type}`, async () => {
      await open(`<input id="t" on${type}="Promise.resolve().then(() => password.focus())">
        <input id="password" type="password">`);
      await click('#t');
      expect(await press('x')).to.equal(type === 'beforeinput' ? 'stale' : 'masked');
      expect(page.activeId()).to.equal('password');
      expect(page.input('#password').value + page.input('#t').value).to.equal('');
    });
  }

  it('writes nothing into a private part of what can be edited, and chooses no private button', async () => {
    await open(`<div id="e" contenteditable>ab<b id="p" surfly_private>secret</b></div>
      <input type="radio" name="r" id="r"><input type="radio" name="r" id="mine" surfly_private>`);
    await click('#e', { fx: 0 });
    expect(await write('c')).to.equal('applied');
    for (let n = 0; n < 4; n += 1) await press('ArrowRight');
    expect(await press('x')).to.equal('masked');
    expect(await press('Delete')).to.equal('masked');
    expect(await write('xyz')).to.equal('masked');
    await click('#e', { fx: 0 });
    expect(await press('a', 2)).to.equal('applied');
    for (const key of ['Delete', 'Backspace', 'x']) expect(await press(key)).to.equal('masked');
    expect(page.get('#p').textContent).to.equal('secret');
    await click('#r');
    expect(await press('ArrowDown')).to.equal('masked');
    expect([page.input('#r').checked, page.input('#mine').checked]).to.deep.equal([true, false]);
  });

  it('runs no script by an address that he writes, but where the page itself makes a link of it', async () => {
    const window =
      await open(`${WATCH}<form action="#sent" onsubmit="return false"><input id="url" type="url"
      oninput="l.href = value"><button>Go</button></form><a id="l">What you wrote</a>`);
    const later = () => new Promise((resolve) => setTimeout(resolve, 100));
    await click('#url');
    expect(await write('javascript:void(pwned=true)')).to.equal('applied');
    expect(await press('Enter')).to.equal('applied');
    await press('Enter', 2);
    await click('button');
    await later();
    expect(window.pwned).to.equal(undefined);
    // A hand would have it so. It runs where the page's own scripts do, and nowhere else.
    expect(await click('#l')).to.equal('applied');
    await later();
    expect([window.pwned, (globalThis as Partial<Realm>).pwned]).to.deep.equal([true, undefined]);
    for (const address of ['mailto:a@b.example', 'steam://run/1', 'file:///etc/passwd']) {
      await click('#url');
      await press('a', 2);
      expect(await write(address)).to.equal('applied');
      expect(await click('#l'), address).to.equal('needs_hand');
    }
    expect(window.reached).to.deep.equal([]);
  });

  it('opens no tab with the middle button or a key', async () => {
    const window = await open(PAGE);
    const loads: unknown[] = [];
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => loads.push(data);
    const seen = page.listen('click', 'auxclick');
    const links = ['[href="#x"]', '[href="#top"]', '[href="#blank"]', 'svg a'];
    for (const link of links) {
      for (const button of [0, 1, 2])
        for (const mods of [0, 1, 2, 8]) await click(link, { button, mods });
      page.get(link).focus();
      for (const mods of [0, 1, 2, 8]) await press('Enter', mods);
    }
    // Twelve clicks on each, and by Enter two that no key makes a command of.
    expect(seen().length).to.be.above(12 * links.length);
    await new Promise((resolve) => setTimeout(resolve, 500));
    channel.close();
    expect(loads).to.deep.equal([]);
    expect(window.reached).to.deep.equal([]);
  });
});

/** Payloads of input frames, without end: actions with any content, some that are a little broken, and noise. */
function* framesOf(dice: Dice, ids: Ids): Generator<Uint8Array> {
  for (;;) {
    for (const action of actionsOf(dice, ids)) {
      const bytes = encodeInput(action);
      if (dice.chance(0.05)) {
        for (let n = 1 + dice.int(4); n > 0; n -= 1) bytes[dice.int(bytes.length)] = dice.int(256);
      }
      yield bytes;
    }
    if (dice.chance(0.05)) yield Uint8Array.from({ length: dice.int(80) }, () => dice.int(256));
  }
}

/** One thing that is done: sometimes whole, as by a hand, and sometimes only a piece of it. */
function actionsOf(dice: Dice, ids: Ids): InputAction[] {
  const strange = [0, 1, 999_999, 0xffffffff, dice.next()];
  const id = dice.pick(dice.chance(0.05) ? strange : dice.chance(0.5) ? ids.controls : ids.all);
  const part = () =>
    dice.chance(0.1) ? dice.pick([-1000, 1000, -0.5, 1.5, 1e-9]) : dice.int(100) / 100;
  const mods = dice.chance(0.3) ? dice.int(16) : 0;
  const seen = dice.pick([0, 1, 0xffffffff]);
  const at = { id, fx: dice.chance(0.5) ? 0.5 : part(), fy: dice.chance(0.5) ? 0.5 : part(), seen };
  const framed = dice.chance(0.03) ? { frames: [dice.pick(ids.all)] } : {};
  const text = dice.pick(TEXTS);
  const button = dice.pick([0, 0, 0, 1, 2]);
  const pointer = (phase: 'move' | 'down' | 'up'): InputAction => ({
    ...{ type: 'pointer', phase, ...at, ...framed, button, clicks: 1 + dice.int(3), mods },
  });
  const [dx, dy] = [dice.pick([0, 0, 30, -1e5]), dice.pick([0, 0, -30, 1e5])];
  const finger = (phase: 'down' | 'move' | 'up' | 'cancel'): InputAction => ({
    ...{ type: 'finger', phase, ...at, ...framed, dx, dy, clicks: 1 + dice.int(3), mods },
  });
  const key = dice.chance(0.8) ? dice.pick(KEYS) : text.slice(0, 32);
  const keyed = (phase: 'down' | 'up'): InputAction => ({
    ...{ type: 'key', phase, key, code: key, repeat: dice.chance(0.2), mods, seen },
  });
  const option = { index: dice.int(4), text: dice.pick(['a', 'b', 'x', text.slice(0, 32)]) };
  return dice.pick<() => InputAction[]>([
    () => [pointer('move'), pointer('down'), pointer('up')],
    () => [pointer('move'), pointer('down'), pointer('up')],
    () => [pointer(dice.pick(['move', 'down', 'up']))],
    () => [finger('down'), finger('up')],
    () => [finger(dice.pick(['down', 'move', 'up', 'cancel']))],
    () => [{ type: 'menu', ...at, ...framed, mods }],
    () => [{ type: 'wheel', ...at, dx: 0, dy: dice.pick([-1e5, -50, 50, 1e5]), mods }],
    () => [keyed('down'), keyed('up')],
    () => [keyed(dice.pick(['down', 'up']))],
    () => [{ type: 'text', how: dice.pick(['paste', 'compose', 'write']), text, seen }],
    () => [{ type: 'select', id, chosen: [option], seen }],
    () => [
      { type: 'value', id, value: dice.pick(['2031-02-03', '#ff0000', text.slice(0, 64)]), seen },
    ],
  ])();
}
