import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { Mod } from '../../src/protocol/input.js';
import { LeaderPage } from './leader-page.js';

describe('a viewer types', () => {
  let page: LeaderPage;
  const open = async (html: string) => {
    page = await LeaderPage.open(html);
  };
  afterEach(() => page.close());

  it('causes the whole sequence of events, and one change when the field is left', async () => {
    await open('<input id="t"><button id="b">b</button>');
    await page.click('#t');
    const seen = page.listen('keydown', 'keypress', 'beforeinput', 'input', 'keyup', 'change');
    expect(await page.key('a')).to.equal('applied');
    expect(seen()).to.deep.equal([
      'keydown@t',
      'keypress@t',
      'beforeinput@t',
      'input@t',
      'keyup@t',
    ]);
    await page.click('#b');
    expect(seen()).to.deep.equal(['change@t']);
    await page.click('#t');
    await page.click('#b');
    expect(seen()).to.deep.equal([]);
  });

  it('tells what a keyboard tells', async () => {
    await open('<input id="t">');
    await page.click('#t');
    let told: unknown;
    page.get('#t').addEventListener('keydown', (event) => {
      const { key, code, keyCode, which, shiftKey, repeat, bubbles, cancelable } = event;
      told = { key, code, keyCode, which, shiftKey, repeat, bubbles, cancelable };
    });
    const common = { repeat: false, bubbles: true, cancelable: true };
    await page.key('A', Mod.shift);
    expect(told).to.deep.equal({
      ...{ key: 'A', code: 'KeyA', keyCode: 65, which: 65, shiftKey: true },
      ...common,
    });
    await page.key('Enter');
    expect(told).to.deep.include({ key: 'Enter', keyCode: 13, which: 13 });
  });

  it('types where the page moves the focus once the listeners of the key are done', async () => {
    await open('<div id="cell" tabindex="0">x</div><input id="t">');
    page.get('#cell').addEventListener('keydown', () => {
      queueMicrotask(() => page.get('#t').focus());
    });
    await page.click('#cell');
    expect(await page.key('q')).to.equal('applied');
    await Promise.resolve();
    expect(await page.key('r')).to.equal('applied');
    expect(page.input('#t').value).to.equal('qr');
  });

  it('opens nothing by what it types once the listeners of the key are done', async () => {
    await open('<div id="cell" tabindex="0">x</div><input id="t"><input type="file" id="f">');
    let opened = false;
    page.get('#f').addEventListener('click', (event) => {
      event.preventDefault();
      opened = true;
    });
    page.get('#t').addEventListener('input', () => page.get('#f').click());
    page.get('#cell').addEventListener('keydown', () => {
      queueMicrotask(() => page.get('#t').focus());
    });
    await page.click('#cell');
    await page.key('q');
    await Promise.resolve();
    expect([page.input('#t').value, opened]).to.deep.equal(['q', false]);
  });

  it('types nothing where the page prevents it', async () => {
    await open(`<input id="k" onkeydown="return false"><input id="p" onkeypress="return false">
      <input id="i">`);
    page.get('#i').addEventListener('beforeinput', (event) => event.preventDefault());
    for (const id of ['k', 'p', 'i']) {
      await page.click(`#${id}`);
      expect(await page.key('a')).to.equal('prevented');
      expect(page.input(`#${id}`).value).to.equal('');
    }
    expect(await page.text('pasted')).to.equal('prevented');
  });

  it('types where the page moved the focus on keydown', async () => {
    await open('<input id="one" onkeydown="two.focus()"><input id="two">');
    await page.click('#one');
    await page.key('a');
    expect([page.input('#one').value, page.input('#two').value]).to.deep.equal(['', 'a']);
  });

  it('puts the caret where the viewer pressed', async () => {
    await open('<input id="t" value="abcdef" style="padding: 0; border: 0; width: 10ch">');
    // Monospace: the third gap is at three tenths of the width.
    await page.click('#t', { fx: 0.305 });
    await page.type('-');
    expect(page.input('#t').value).to.equal('abc-def');
    await page.click('#t', { fx: 0.1, clicks: 2 });
    await page.type('x');
    expect(page.input('#t').value).to.equal('x-def');
  });

  it('selects by dragging and by Shift', async () => {
    await open('<input id="t" value="abcdef" style="padding: 0; border: 0; width: 10ch">');
    await page.pointer('down', '#t', { fx: 0.105 });
    await page.pointer('move', '#t', { fx: 0.305 });
    await page.pointer('up', '#t', { fx: 0.305 });
    await page.type('-');
    expect(page.input('#t').value).to.equal('a-def');
    await page.key('ArrowRight', Mod.shift);
    await page.key('ArrowRight', Mod.shift);
    await page.key('Backspace');
    expect(page.input('#t').value).to.equal('a-f');
  });

  it('moves the caret by characters, words and to the ends', async () => {
    await open('<input id="t" value="one two">');
    await page.click('#t');
    const caretAfter = async (key: string, mods = 0) => {
      await page.key(key, mods);
      return page.input('#t').selectionStart;
    };
    expect(await caretAfter('End')).to.equal(7);
    expect(await caretAfter('ArrowLeft')).to.equal(6);
    expect(await caretAfter('ArrowLeft', Mod.ctrl)).to.equal(4);
    expect(await caretAfter('ArrowRight', Mod.ctrl)).to.equal(7);
    expect(await caretAfter('Home')).to.equal(0);
    expect(await caretAfter('ArrowRight')).to.equal(1);
    expect(await caretAfter('ArrowDown')).to.equal(7);
    page.input('#t').value = 'a👩‍👩‍👧b';
    page.input('#t').setSelectionRange(1, 1);
    expect(await caretAfter('ArrowRight')).to.equal('a👩‍👩‍👧'.length);
    await page.key('a', Mod.ctrl);
    await page.key('Delete');
    expect(page.input('#t').value).to.equal('');
  });

  it('deletes by characters and words, and takes it back', async () => {
    await open('<input id="t" value="one two three">');
    await page.click('#t');
    await page.key('End');
    await page.key('Backspace');
    expect(page.input('#t').value).to.equal('one two thre');
    await page.key('Backspace', Mod.ctrl);
    expect(page.input('#t').value).to.equal('one two ');
    await page.key('z', Mod.ctrl);
    expect(page.input('#t').value).to.equal('one two thre');
    await page.key('z', Mod.ctrl | Mod.shift);
    expect(page.input('#t').value).to.equal('one two ');
    await page.key('Home');
    await page.key('Delete', Mod.ctrl);
    expect(page.input('#t').value).to.equal(' two ');
  });

  it('writes lines into a textarea and goes from one to another', async () => {
    await open('<textarea id="t" rows="5" cols="20"></textarea>');
    await page.click('#t');
    await page.type('abc');
    expect(await page.key('Enter')).to.equal('applied');
    await page.type('de');
    await page.key('ArrowUp');
    await page.type('-');
    expect(page.get<HTMLTextAreaElement>('#t').value).to.equal('ab-c\nde');
    await page.key('ArrowDown');
    await page.key('Home');
    await page.type('>');
    expect(page.get<HTMLTextAreaElement>('#t').value).to.equal('ab-c\n>de');
  });

  it('keeps to maxlength', async () => {
    await open('<input id="t" maxlength="3"><textarea id="a" maxlength="4"></textarea>');
    await page.click('#t');
    await page.type('abcde');
    await page.text('fgh');
    expect(page.input('#t').value).to.equal('abc');
    await page.click('#a');
    await page.text('0123456789');
    expect(page.get<HTMLTextAreaElement>('#a').value).to.equal('0123');
  });

  it('pastes through a paste event, and without line breaks into one line', async () => {
    await open('<input id="t"><input id="own">');
    const own = page.input('#own');
    own.addEventListener('paste', (event) => {
      event.preventDefault();
      own.value = `<${event.clipboardData?.getData('text/plain')}>`;
    });
    await page.click('#t');
    const seen = page.listen('paste', 'beforeinput', 'input');
    expect(await page.text('one\ntwo')).to.equal('applied');
    expect(page.input('#t').value).to.equal('one two');
    expect(seen()).to.deep.equal(['paste@t', 'beforeinput@t', 'input@t']);
    await page.click('#own');
    expect(await page.text('x')).to.equal('prevented');
    expect(own.value).to.equal('<x>');
  });

  it('writes composed text', async () => {
    await open('<input id="t">');
    await page.click('#t');
    expect(await page.text('日本語', 'compose')).to.equal('applied');
    expect(page.input('#t').value).to.equal('日本語');
  });

  it('types into fields whose selection cannot be told', async () => {
    await open('<input id="n" type="number"><input id="e" type="email">');
    await page.click('#n');
    expect(await page.type('1x2')).to.deep.equal(['applied', 'unsupported', 'applied']);
    expect(page.input('#n').value).to.equal('12');
    await page.key('ArrowUp');
    expect(page.input('#n').value).to.equal('13');
    await page.key('Backspace');
    expect(page.input('#n').value).to.equal('1');
    await page.click('#e');
    await page.type('a@b.c');
    expect(page.input('#e').value).to.equal('a@b.c');
  });

  it('writes, breaks and deletes in editable content', async () => {
    await open('<div id="c" contenteditable>one two</div>');
    const content = page.get('#c');
    await page.click('#c', { fx: 0.9 });
    await page.key('End');
    await page.type('!');
    expect(content.textContent).to.equal('one two!');
    expect(await page.key('Enter')).to.equal('applied');
    await page.type('next');
    expect(content.innerText.trim().split(/\n+/)).to.deep.equal(['one two!', 'next']);
    await page.key('Backspace', Mod.ctrl);
    expect(content.innerText.trim()).to.equal('one two!');
    await page.key('Home', Mod.ctrl);
    await page.key('Delete');
    await page.key('ArrowRight', Mod.shift);
    await page.key('b', Mod.ctrl);
    expect(content.querySelector('b, span[style]')?.textContent).to.equal('n');
    await page.key('a', Mod.ctrl);
    await page.key('Delete');
    expect(content.innerText.trim()).to.equal('');
  });

  it('writes into frames that are edited as a whole', async () => {
    await open(`<iframe id="e" srcdoc="<body contenteditable><p>one</p>"></iframe>
      <iframe id="d" srcdoc="<p>one</p>"></iframe><p id="p">beside</p>`);
    for (const id of ['e', 'd']) {
      const inner = page.get<HTMLIFrameElement>(`#${id}`).contentDocument!;
      if (id === 'd') inner.designMode = 'on';
      expect(await page.click(inner.querySelector('p')!, { fx: 0.9 })).to.equal('applied');
      await page.key('End');
      await page.type('!');
      expect(inner.querySelector('p')?.textContent, id).to.equal('one!');
    }
    await page.click('#p');
    await page.type('?');
    expect(page.get<HTMLIFrameElement>('#d').contentDocument?.body.textContent).to.equal('one!');
  });

  it('tells keys in the frame where the viewer pressed, though nothing there takes the focus', async () => {
    await open(
      `<iframe id="f" srcdoc="<body><p>text</p>"></iframe><input id="t"><p id="p">beside</p>`,
    );
    const inner = page.get<HTMLIFrameElement>('#f').contentDocument!;
    const heard: string[] = [];
    inner.addEventListener('keydown', ({ key }) => heard.push(`frame ${key}`));
    page.document.addEventListener('keydown', ({ key }) => heard.push(`page ${key}`));
    await page.click('#t');
    // By hand a frame takes the focus without a word, or dialogs that hold the focus would not let it go there.
    page.document.addEventListener('focusin', ({ target }) =>
      heard.push(`focus ${(target as Element).id}`),
    );
    await page.click(inner.querySelector('p')!);
    await page.key('a');
    await page.click('#p');
    await page.key('b');
    expect(heard).to.deep.equal(['frame a', 'page b']);
  });

  it('leaves the focus of a document in design mode to its body', async () => {
    await open('<iframe id="d" srcdoc="<p>one</p>"></iframe>');
    const inner = page.get<HTMLIFrameElement>('#d').contentDocument!;
    inner.designMode = 'on';
    const heard: unknown[] = [];
    inner.addEventListener('focusin', ({ target }) => heard.push((target as Element).localName));
    await page.click(inner.querySelector('p')!);
    expect(inner.activeElement?.localName).to.equal('body');
    expect(heard).not.to.include('html');
  });

  it('types nothing into a frame where the leader’s own hand has gone since', async () => {
    await open(`<iframe id="a" srcdoc="<p>a</p>"></iframe><p id="p">text</p>`);
    const inner = page.get<HTMLIFrameElement>('#a').contentDocument!;
    await page.click(inner.querySelector('p')!);
    const outer = page.frame.getBoundingClientRect();
    const { left, top } = page.get('#p').getBoundingClientRect();
    await sendMouse({
      type: 'click',
      position: [Math.round(outer.left + left + 12), Math.round(outer.top + top + 12)],
    });
    expect(await page.key('Delete')).to.equal('stale');
  });

  it('asks the page before it edits content', async () => {
    await open('<div id="c" contenteditable>x</div>');
    const asked: unknown[] = [];
    page.get('#c').addEventListener('beforeinput', (event) => {
      const { inputType, data, cancelable } = event;
      asked.push([inputType, data, cancelable, event.getTargetRanges().length]);
      event.preventDefault();
    });
    await page.click('#c');
    expect(await page.key('a')).to.equal('prevented');
    expect(await page.key('Enter')).to.equal('prevented');
    expect(await page.key('Enter', Mod.shift)).to.equal('prevented');
    expect(page.get('#c').textContent).to.equal('x');
    expect(asked).to.deep.equal([
      ['insertText', 'a', true, 1],
      ['insertParagraph', null, true, 1],
      ['insertLineBreak', null, true, 1],
    ]);
  });

  it('edits where the browser carries out no editing commands', async () => {
    await open(
      '<input id="t" value="ab" maxlength="4"><textarea id="a"></textarea><p id="p">p</p>',
    );
    page.document.execCommand = () => false;
    const seen = page.listen('beforeinput', 'input', 'change');
    await page.click('#t');
    await page.key('End');
    expect(await page.type('cde')).to.deep.equal(['applied', 'applied', 'applied']);
    expect(page.input('#t').value).to.equal('abcd');
    await page.key('Backspace');
    await page.key('Home');
    await page.key('Delete');
    expect(page.input('#t').value).to.equal('bc');
    seen();
    await page.click('#p');
    expect(seen()).to.deep.equal(['change@t']);
    await page.click('#a');
    await page.type('x');
    await page.key('Enter');
    expect(page.get<HTMLTextAreaElement>('#a').value).to.equal('x\n');
  });

  it('tells focus and change in a window that lies in the background', async () => {
    await open('<input id="a"><input id="b">');
    // There the focus moves, but the browser tells nobody before the window comes to the front.
    page.document.hasFocus = () => false;
    const types = ['focus', 'blur', 'focusin', 'focusout', 'change'];
    for (const type of types) {
      page.window.addEventListener(
        type,
        (event) => event.isTrusted && event.stopImmediatePropagation(),
        true,
      );
    }
    const seen = page.listen(...types);
    await page.click('#a');
    await page.type('x');
    await page.click('#b');
    expect(seen()).to.deep.equal([
      ...['focus@a', 'focusin@a', 'change@a', 'blur@a', 'focusout@a', 'focus@b', 'focusin@b'],
    ]);
  });

  it('leaves read-only fields as they are', async () => {
    await open('<input id="t" value="ro" readonly>');
    expect(await page.click('#t')).to.equal('applied');
    expect(await page.key('a')).to.equal('disabled');
    expect(await page.text('a')).to.equal('disabled');
    expect(await page.key('Backspace')).to.equal('disabled');
    expect(page.input('#t').value).to.equal('ro');
  });

  it('sends shortcuts to the page', async () => {
    await open('<input id="t">');
    await page.click('#t');
    const seen = page.listen('keydown', 'keypress', 'input', 'keyup');
    expect(await page.key('k', Mod.ctrl)).to.equal('applied');
    expect(seen()).to.deep.equal(['keydown@t', 'keyup@t']);
  });

  it('cuts, if the page lets it, and copies without a word to the leader’s clipboard', async () => {
    await open('<input id="t" value="one">');
    await page.click('#t');
    await page.key('a', Mod.ctrl);
    const seen = page.listen('copy', 'cut', 'beforeinput', 'input');
    expect(await page.key('c', Mod.ctrl)).to.equal('applied');
    expect(seen()).to.deep.equal(['copy@t']);
    const decline = (event: Event) => event.preventDefault();
    page.document.addEventListener('cut', decline);
    expect(await page.key('x', Mod.meta)).to.equal('prevented');
    expect(page.input('#t').value).to.equal('one');
    page.document.removeEventListener('cut', decline);
    seen();
    expect(await page.key('x', Mod.ctrl)).to.equal('applied');
    expect(seen()).to.deep.equal(['cut@t', 'beforeinput@t', 'input@t']);
    expect(page.input('#t').value).to.equal('');
  });

  it('does nothing with text where nothing takes text', async () => {
    await open('<p id="p">p</p>');
    await page.click('#p');
    expect(await page.text('x')).to.equal('unsupported');
    expect(await page.key('x')).to.equal('applied');
  });
});
