import { expect, waitUntil } from '@open-wc/testing';
import type { InputAction } from '../../src/protocol/input-schema.js';
import { Mod, OUTCOMES } from '../../src/protocol/input.js';
import { LeaderPage } from './leader-page.js';

describe('what a viewer is refused', () => {
  let page: LeaderPage;
  const open = async (html: string) => {
    page = await LeaderPage.open(html);
  };
  /** Every event that a page could act on. */
  const listen = () =>
    page.listen(
      ...['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'contextmenu'],
      ...['keydown', 'keypress', 'beforeinput', 'input', 'change', 'keyup', 'paste', 'focus'],
    );
  afterEach(() => page.close());

  describe('stale: what the viewer saw is not there any more', () => {
    it('a node that is gone, or that never was', async () => {
      await open('<button id="b">b</button>');
      const seen = listen();
      const button = page.get('#b');
      const id = page.id(button);
      button.remove();
      expect(await page.click(button)).to.equal('stale');
      expect(await page.wheel(button, 10)).to.equal('stale');
      for (const type of ['select', 'value'] as const) {
        const action = { select: { chosen: [] }, value: { value: '' } }[type];
        expect(await page.apply({ type, id, seen: 0, ...action } as InputAction)).to.equal('stale');
        expect(await page.apply({ type, id: 999, seen: 0, ...action } as InputAction)).to.equal(
          'stale',
        );
      }
      expect(seen()).to.deep.equal([]);
    });

    it('a node that has no box, or is scrolled out of sight', async () => {
      await open(`<button id="none" style="display: none">b</button>
        <div style="height: 40px; overflow: auto"><p style="height: 60px"></p><button id="out">b</button></div>
        <div style="height: 3000px"></div><button id="far">b</button>`);
      for (const id of ['#none', '#out', '#far']) expect(await page.click(id)).to.equal('stale');
    });

    it('a button over which a dialog has come', async () => {
      await open(`<button id="b">b</button>
        <div id="over" style="position: fixed; inset: 0; background: white">sure?</div>`);
      const seen = listen();
      expect(await page.click('#b')).to.equal('stale');
      expect(await page.click('#over')).to.equal('applied');
      expect(seen()).to.contain('click@over').and.not.contain('click@b');
    });

    it('an empty place where a control has come since', async () => {
      await open(`<main id="m" style="height: 200px"></main>`);
      const main = page.get('#m');
      expect(await page.click(main)).to.equal('applied');
      for (const html of [
        '<button style="width: 100%; height: 200px">Delete all</button>',
        '<div style="height: 200px; cursor: pointer">Delete all</div>',
      ]) {
        main.innerHTML = html;
        expect(await page.click(main)).to.equal('stale');
      }
      main.innerHTML = '<p style="height: 200px">just text</p>';
      expect(await page.click(main)).to.equal('applied');
    });

    it('but not a press on another part of the same control', async () => {
      await open(`<button id="b"><i id="i" style="pointer-events: none">icon</i> <b id="t">text</b></button>
        <label id="l"><input type="checkbox" id="c" style="position: absolute; opacity: 0; width: 80px; height: 20px; margin: 0">
          <span id="track">on and off</span></label>
        <div id="card" style="cursor: pointer"><p id="p">card</p></div>`);
      const seen = page.listen('click');
      for (const id of ['#b', '#i', '#t', '#track', '#card', '#p']) {
        expect(await page.click(id), id).to.equal('applied');
      }
      expect(seen().length).to.equal(6);
      expect(page.input('#c').checked).to.equal(true);
    });

    it('and not a link that is broken over lines', async () => {
      await open(`<div style="width: 20ch">some words before
        <a id="a" href="#x">a link of words</a> and after</div>`);
      // The middle of the box around both pieces is in neither.
      const { length } = page.get('#a').getClientRects();
      expect(length).to.equal(2);
      const seen = page.listen('click');
      expect(await page.click('#a', { fx: 0.99, fy: 0.9 })).to.equal('applied');
      expect(seen()).to.deep.equal(['click@a']);
    });
  });

  describe('masked: private fields', () => {
    it('take no press, no keys, no text and no value', async () => {
      await open(`<label id="l">Card <input id="card"></label><input type="date" id="d">
        <select id="s"><option>a<option>b</select><button>b</button>`);
      for (const id of ['#card', '#d', '#s']) page.privates.add(page.get(id));
      const seen = listen();
      expect(await page.click('#card')).to.equal('masked');
      expect(await page.click('#l', { fx: 0.05 })).to.equal('masked');
      expect(await page.setValue('#d', '2020-01-01')).to.equal('masked');
      expect(await page.choose('#s', 1)).to.equal('masked');
      expect(seen()).to.deep.equal([]);
      page.get('#card').focus();
      seen();
      expect(await page.type('1')).to.deep.equal(['masked']);
      expect(await page.key('Backspace')).to.equal('masked');
      expect(await page.key('Enter')).to.equal('masked');
      expect(await page.text('4111')).to.equal('masked');
      expect(seen()).to.deep.equal([]);
      expect(page.input('#card').value).to.equal('');
      expect(await page.key('Tab')).to.equal('applied');
    });

    it('nor are they joined to what is not private, where text is deleted at its end', async () => {
      await open(
        `<div contenteditable><p id="a">ab</p><p id="secret">secret</p><p id="z">yz</p><p id="end">end</p></div>`,
      );
      page.privates.add(page.get('#secret'));
      await page.click('#a');
      await page.key('End');
      expect(await page.key('Delete')).to.equal('masked');
      expect(await page.key('Delete', Mod.ctrl)).to.equal('masked');
      expect(await page.key('Backspace')).to.equal('applied');
      await page.click('#z');
      await page.key('Home');
      expect(await page.key('Backspace')).to.equal('masked');
      await page.key('End');
      expect(await page.key('Delete')).to.equal('applied');
      const texts = [...page.document.querySelectorAll('p')].map(({ textContent }) => textContent);
      expect(texts).to.deep.equal(['a', 'secret', 'yzend']);
    });

    it('nor what the page would pass on to them', async () => {
      await open('<input id="t" onkeydown="secret.focus()"><input id="secret">');
      page.privates.add(page.get('#secret'));
      await page.click('#t');
      expect(await page.key('x')).to.equal('masked');
      expect(page.input('#secret').value).to.equal('');
    });

    it('nor what becomes private, or is closed to all, while the page is asked', async () => {
      await open('<input id="t" value="ab"><div id="e" contenteditable>ab<b id="in">cd</b></div>');
      const turns: Record<string, () => unknown> = {
        private: () => page.privates.add(page.get('#t')),
        readonly: () => (page.input('#t').readOnly = true),
        disabled: () => (page.input('#t').disabled = true),
        within: () => page.window.getSelection()?.selectAllChildren(page.get('#in')),
      };
      for (const [name, turn] of Object.entries(turns)) {
        page.privates.clear();
        page.input('#t').readOnly = page.input('#t').disabled = false;
        await page.click(name === 'within' ? '#e' : '#t', { fx: 0.01 });
        page.privates.add(page.get('#in'));
        const ask = () => void Promise.resolve().then(turn);
        page.document.addEventListener('beforeinput', ask, { once: true });
        const outcome = /^(read|dis)/.test(name) ? 'disabled' : 'masked';
        expect(await page.key('x'), name).to.equal(outcome);
        expect([page.input('#t').value, page.get('#e').textContent]).to.deep.equal(['ab', 'abcd']);
      }
    });

    it('nor a link that the page hands the focus to', async () => {
      await open('<input id="t" onkeydown="secret.focus()"><a id="secret" href="#there">link</a>');
      page.privates.add(page.get('#secret'));
      await page.click('#t');
      expect(await page.key('Enter')).to.equal('masked');
      expect(page.window.location.hash).to.equal('');
    });

    it('let the page around them scroll', async () => {
      await open('<div id="d">private</div><div style="height: 3000px"></div>');
      page.privates.add(page.get('#d'));
      const seen = page.listen('wheel');
      expect(await page.wheel('#d', 50)).to.equal('applied');
      expect(page.window.scrollY).to.equal(50);
      expect(seen()).to.not.contain('wheel@d');
    });
  });

  it('disabled: what cannot be used', async () => {
    await open(`<button id="b" disabled><span id="in">b</span></button>
      <fieldset disabled><input id="t"><select id="s"><option>a<option>b</select></fieldset>
      <div inert><button id="i">i</button></div><input type="date" id="d" readonly>`);
    const seen = listen();
    for (const id of ['#b', '#in', '#t', '#i'])
      expect(await page.click(id), id).to.equal('disabled');
    expect(await page.choose('#s', 1)).to.equal('disabled');
    expect(page.get<HTMLSelectElement>('#s').selectedIndex).to.equal(0);
    expect(await page.setValue('#d', '2020-01-01')).to.equal('disabled');
    expect(seen()).to.deep.equal([]);
  });

  describe('needs_hand: what browsers keep for the person in front of them', () => {
    it('file fields, by press, label and key', async () => {
      await open('<label id="l">File <input type="file" id="f"></label>');
      const seen = page.listen('click');
      expect(await page.click('#f')).to.equal('needs_hand');
      expect(await page.click('#l', { fx: 0.02 })).to.equal('needs_hand');
      page.get('#f').focus();
      expect(await page.key('Enter')).to.equal('needs_hand');
      expect(await page.key(' ')).to.equal('needs_hand');
      expect(seen()).to.deep.equal([]);
    });

    it('what a page starts from a press: pickers, fullscreen, the clipboard', async () => {
      const script = `<script>
        tried = [];
        const file = Object.assign(document.createElement('input'), { type: 'file' });
        file.addEventListener('click', () => tried.push('file opened'));
        const attempt = (name, start) => {
          const button = Object.assign(document.createElement('button'), { id: name, textContent: name });
          button.onclick = async () => {
            try { await start(); } catch (error) { tried.push(name + ' ' + error.name); }
          };
          document.body.append(button);
        };
        attempt('chooser', () => file.click());
        attempt('picker', () => date.showPicker());
        attempt('full', () => document.body.requestFullscreen());
        attempt('clip', () => navigator.clipboard.writeText('x'));
        attempt('plain', () => tried.push('plain'));
      </script>`;
      await open(`<input type="date" id="date">${script}`);
      const { tried } = page.window as unknown as { tried: string[] };
      const native = page.window.Element.prototype.requestFullscreen;
      for (const id of ['#chooser', '#picker', '#full', '#clip']) {
        expect(await page.click(id), id).to.equal('needs_hand');
      }
      expect(await page.click('#plain')).to.equal('applied');
      await Promise.resolve();
      expect(tried).to.have.members([
        ...['picker NotAllowedError', 'full NotAllowedError', 'clip NotAllowedError', 'plain'],
      ]);
      page.applier.release();
      expect(page.window.Element.prototype.requestFullscreen).to.equal(native);
    });

    it('files that a page saves by a link that stands nowhere, and what else a press may open', async () => {
      await open(`<script>
        reached = [];
        const native = (owner, name) => {
          owner[name] = () => { reached.push(name); return Promise.resolve(); };
        };
        native(window, 'showOpenFilePicker');
        native(window, 'queryLocalFonts');
        if (navigator.requestMIDIAccess) native(Navigator.prototype, 'requestMIDIAccess');
        native(Element.prototype, 'webkitRequestFullscreen');
        if (window.MediaDevices) native(MediaDevices.prototype, 'getDisplayMedia');
        if (window.MediaDevices) native(MediaDevices.prototype, 'getUserMedia');
        if (window.Serial) native(Serial.prototype, 'requestPort');
        if (window.USB) native(USB.prototype, 'requestDevice');
        const link = (init) => {
          const a = Object.assign(document.createElement('a'), init);
          a.addEventListener('click', (event) => {
            if (!event.defaultPrevented) reached.push(a.href);
            event.preventDefault();
          });
          return a;
        };
        const attempt = (id, start) => {
          const button = Object.assign(document.createElement('button'), { id, textContent: id });
          button.onclick = () => start()?.catch?.(() => {});
          document.body.append(button);
        };
        attempt('save', () => link({ href: 'data:,x', download: 'x' }).click());
        attempt('saver', () => link({ href: 'data:,x', download: 'x' }).dispatchEvent(new MouseEvent('click')));
        attempt('mail', () => link({ href: 'mailto:a@b.example' }).click());
        attempt('file', () => showOpenFilePicker());
        attempt('full', () => document.body.webkitRequestFullscreen());
        attempt('copy', () => document.execCommand('copy'));
        attempt('screen', () => navigator.mediaDevices?.getDisplayMedia());
        attempt('camera', () => navigator.mediaDevices?.getUserMedia({ video: true }));
        native(Geolocation.prototype, 'getCurrentPosition');
        native(Geolocation.prototype, 'watchPosition');
        native(window, 'print');
        const denied = (error) => denials.push(error.code === error.PERMISSION_DENIED);
        denials = [];
        attempt('place', () => void navigator.geolocation.getCurrentPosition(() => {}, denied));
        attempt('way', () => void navigator.geolocation.watchPosition(() => {}));
        attempt('print', () => print());
        attempt('printer', () => frames[0].print());
        attempt('printing', () => document.execCommand('print'));
        attempt('port', () => navigator.serial.requestPort());
        attempt('device', () => navigator.usb.requestDevice({ filters: [] }));
        attempt('fonts', () => queryLocalFonts());
        attempt('midi', () => navigator.requestMIDIAccess());
        attempt('plain', () => link({ href: '#x' }).click());
      </script><iframe></iframe>`);
      (page.window[0] as Window).print = () => reached.push('print in a frame');
      const { reached, denials, MediaDevices, Serial, USB } = page.window as unknown as {
        reached: string[];
        denials: boolean[];
        MediaDevices?: unknown;
        Serial?: unknown;
        USB?: unknown;
      };
      const ids = [
        'save',
        'saver',
        'mail',
        'file',
        'full',
        'copy',
        'place',
        'way',
        'print',
        'printer',
        'printing',
        'fonts',
      ];
      if ('requestMIDIAccess' in page.window.navigator) ids.push('midi');
      if (MediaDevices) ids.push('screen', 'camera');
      if (Serial) ids.push('port');
      if (USB) ids.push('device');
      for (const id of ids) {
        expect(await page.click(`#${id}`), id).to.equal('needs_hand');
      }
      expect(reached).to.deep.equal([]);
      await waitUntil(() => denials.length > 0);
      expect(denials).to.deep.equal([true]);
      expect(await page.click('#plain')).to.equal('applied');
      expect(reached.length).to.equal(1);
    });

    it('what a page may ask for in a question of the browser’s own, be it by an older name', async () => {
      await open(`<script>
        reached = [];
        answers = [];
        const attempts = {
          notify: ['Notification', 'requestPermission', true],
          turn: ['DeviceOrientationEvent', 'requestPermission', true],
          dictate: ['webkitSpeechRecognition', 'start'],
          full: ['Element', 'webkitRequestFullScreen'],
          video: ['HTMLVideoElement', 'webkitEnterFullscreen'],
          push: ['PushManager', 'subscribe'],
        };
        for (const [id, [owner, method, ofClass]] of Object.entries(attempts)) {
          // Not every browser has each.
          window[owner] ??= class {};
          const at = ofClass ? window[owner] : window[owner].prototype;
          at[method] = () => void reached.push(id);
          const button = Object.assign(document.createElement('button'), { id, textContent: id });
          button.onclick = async () => {
            try { answers.push(id + ' ' + (await at[method]())); } catch (error) { answers.push(id + ' ' + error.name); }
          };
          document.body.append(button);
        }
      </script>`);
      const { reached, answers } = page.window as unknown as Record<string, string[]>;
      const names = ['notify', 'turn', 'dictate', 'full', 'video', 'push'];
      for (const id of names) {
        expect(await page.click(`#${id}`), id).to.equal('needs_hand');
      }
      expect(reached).to.deep.equal([]);
      await waitUntil(() => answers?.length === 6);
      expect(answers?.slice(0, 3)).to.deep.equal([
        'notify default',
        'turn default',
        'dictate NotAllowedError',
      ]);
    });

    it('a window that a page opens to fill it, as receipts are', async () => {
      await open(`<script>
        opened = [];
        window.open = (url) => opened.push(url);
      </script><button id="receipt" onclick="opened.push(window.open('', 'receipt', 'width=300'))">b</button>
        <button id="blank" onclick="opened.push(window.open('about:blank', '', 'popup'))">b</button>
        <button id="help" onclick="window.open('/help', '', 'width=300')">b</button>`);
      const { opened } = page.window as unknown as { opened: unknown[] };
      expect(await page.click('#receipt')).to.equal('needs_hand');
      expect(await page.click('#blank')).to.equal('needs_hand');
      expect(opened).to.deep.equal([null, null]);
      expect(await page.click('#help')).to.equal('applied');
      expect(opened).to.deep.equal([null, null, '/help']);
    });

    it('what a press may open by a frame, also once that has gone to another page', async () => {
      await open(`<iframe></iframe><button id="b" onclick="frames[0].print()">b</button>
        <button id="c">c</button>`);
      const { click } = page.window.HTMLElement.prototype;
      const frame = page.get<HTMLIFrameElement>('iframe');
      for (const text of ['first', 'second']) {
        let printed = 0;
        frame.srcdoc = text;
        await waitUntil(() => frame.contentDocument?.body?.textContent === text);
        frame.contentWindow!.print = () => (printed += 1);
        expect(await page.click('#b'), text).to.equal('needs_hand');
        expect(printed).to.equal(0);
      }
      frame.removeAttribute('srcdoc');
      frame.src = 'data:text/html,of no site';
      await waitUntil(() => !frame.contentDocument);
      expect(await page.click('#c')).to.equal('applied');
      // What the page had is put back where it can be.
      page.applier.release();
      expect(page.window.HTMLElement.prototype.click).to.equal(click);
    });

    it('downloads, and links that start other programs', async () => {
      await open(`<a id="d" href="/test-server/respond?type=html" download>d</a>
        <a id="m" href="mailto:someone@example.org">m</a>
        <svg width="40" height="20"><a id="s" href="#svg"><text y="15">svg</text></a></svg>`);
      let prevented = 0;
      page.window.addEventListener(
        'click',
        (event) => (prevented += Number(event.defaultPrevented)),
      );
      expect(await page.click('#d')).to.equal('needs_hand');
      expect(await page.click('#m')).to.equal('needs_hand');
      expect(prevented).to.equal(2);
      expect(await page.click('#s')).to.equal('applied');
    });
  });

  it('what is typed after a press that was refused: it was meant for what the press did not reach', async () => {
    await open('<input id="t"><input id="secret"><button id="off" disabled>off</button>');
    page.privates.add(page.get('#secret'));
    await page.click('#t');
    for (const [target, outcome] of [
      ['#secret', 'masked'],
      ['#off', 'disabled'],
    ] as const) {
      expect(await page.click(target)).to.equal(outcome);
      expect(await page.type('pw')).to.deep.equal([outcome, outcome]);
      expect(await page.text('pw')).to.equal(outcome);
      expect(page.input('#t').value).to.equal('');
    }
    await page.click('#t');
    expect(await page.key('a')).to.equal('applied');
    expect(page.input('#t').value).to.equal('a');
  });

  describe('after the leader’s own hand', () => {
    // The runner's browser is asked for a real key: only such an event is trusted.
    it('typing waits until the viewer has said where it goes', async () => {
      const { sendKeys } = await import('@web/test-runner-commands');
      await open('<input id="viewer"><input id="leader">');
      await page.click('#viewer');
      expect(await page.key('a')).to.equal('applied');
      page.get('#leader').focus();
      expect(await page.key('b'), 'a page may move the focus').to.equal('applied');
      await page.click('#viewer');
      await Promise.resolve();
      page.get('#leader').focus();
      await sendKeys({ press: 'x' });
      expect(page.input('#leader').value).to.equal('bx');
      expect(await page.key('c')).to.equal('stale');
      expect(await page.text('c')).to.equal('stale');
      expect(page.input('#leader').value).to.equal('bx');
      await page.click('#viewer');
      expect(await page.key('c')).to.equal('applied');
      expect(page.input('#viewer').value).to.contain('c');
    });
  });

  it('never throws and never acts beyond a hand, whatever it is told', async () => {
    await open(`<form onsubmit="return false"><input id="t"><input type="file"><input id="secret">
      <select id="s"><option>a<option>b</select><textarea></textarea><button>b</button></form>
      <div contenteditable>c</div><input type="range"><input type="date"><a href="#x">a</a>
      <script>onerror = () => { failed = true; }; failed = false;
        document.body.addEventListener('click', (event) => event.target.remove?.(), { once: true });
      </script>`);
    page.privates.add(page.get('#secret'));
    for (const element of page.document.querySelectorAll('*')) page.id(element);
    page.id(page.document);
    page.id(page.document.createElement('p'));
    page.id(page.document.createTextNode('loose'));
    const outcomes = new Set<string>();
    for (const action of randomActions(4_000, 7)) {
      const outcome = await page.apply(action);
      expect(OUTCOMES.includes(outcome), JSON.stringify(action)).to.equal(true);
      outcomes.add(outcome);
    }
    page.applier.release();
    expect(page.input('#secret').value).to.equal('');
    expect(outcomes).to.include.all.keys('applied', 'stale', 'masked', 'unsupported');
    expect((page.window as unknown as { failed: boolean }).failed).to.equal(false);
  });
});

/** Well-formed actions with any content, always the same ones for the same seed. */
function* randomActions(count: number, seed: number): Generator<InputAction> {
  const next = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const one = <T>(...values: T[]) => values[below(values.length)] as T;
  const anyId = () => (next() < 0.1 ? below(0xffffffff) : below(45));
  const anyText = () =>
    one(
      '',
      'a',
      '<img src=x onerror=failed=true>',
      'javascript:failed=true',
      '\u0000\ud800',
      '9'.repeat(500),
    );
  for (let i = 0; i < count; i += 1) {
    const place = { id: anyId(), fx: next(), fy: next(), mods: below(16), seen: below(9) };
    yield one<() => InputAction>(
      () => ({
        ...{ type: 'pointer', phase: one('move', 'down', 'up'), ...place },
        ...{ button: below(3), clicks: 1 + below(3) },
      }),
      () => ({ type: 'menu', ...place }),
      () => ({ type: 'wheel', ...place, dx: below(2e5) - 1e5, dy: below(2e5) - 1e5 }),
      () => ({
        ...{ type: 'key', phase: one('down', 'up'), code: anyText().slice(0, 32) },
        ...{
          key: one('Tab', 'Enter', ' ', 'Escape', 'Delete', 'ArrowUp', 'End', 'z', anyText()).slice(
            0,
            32,
          ),
        },
        ...{ mods: below(16), repeat: next() < 0.5, seen: 0 },
      }),
      () => ({ type: 'text', how: one('paste', 'compose'), text: anyText(), seen: 0 }),
      () => ({
        type: 'select',
        id: anyId(),
        chosen: [{ index: below(4), text: anyText().slice(0, 32) }],
        seen: 0,
      }),
      () => ({ type: 'value', id: anyId(), value: anyText().slice(0, 64), seen: 0 }),
    )();
  }
}
