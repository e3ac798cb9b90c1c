import { expect, fixture, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import { agent, buttonOf, cleanPage, friend, own, ready, running } from './helpers.js';

beforeEach(cleanPage);
afterEach(cleanPage);

describe('accessibility', () => {
  const states: Record<string, () => Promise<SurflySessionElement>> = {
    connecting: async () => {
      const { element } = await ready();
      await element.start();
      return element;
    },
    ready: async () => (await ready()).element,
    waiting: async () => (await running()).element,
    'with viewers': async () => {
      const { element, session } = await running();
      session.fire('viewer_joined', agent);
      session.fire('viewer_joined', friend);
      return element;
    },
    'without control': async () => {
      const { element, session } = await running();
      session.fire('viewer_joined', agent);
      session.fire('control', { to: 1, gained: false });
      return element;
    },
    following: async () => {
      const { element, surfly } = await ready(
        'mode="follower" session-link="https://hosted.example/join/1"',
      );
      await element.start();
      surfly.latest.fire('session_started');
      return element;
    },
    ended: async () => {
      const { element, session } = await running();
      session.fire('session_ended');
      return element;
    },
    failed: async () => {
      const { element, session } = await running();
      session.fire('error', { reason: 'other_connection' });
      return element;
    },
    'with content of the page': async () => (await running('', own)).element,
  };
  const html = document.documentElement;
  const [language, direction] = [html.lang, html.dir];
  afterEach(() => {
    html.style.colorScheme = '';
    [html.lang, html.dir] = [language, direction];
  });

  for (const scheme of ['light', 'dark']) {
    for (const [lang, dir] of [
      ['en', 'ltr'],
      ['ar', 'rtl'],
    ] as const) {
      for (const [name, make] of Object.entries(states)) {
        it(`axe finds nothing while ${name}, ${scheme}, ${lang}`, async () => {
          html.style.colorScheme = scheme;
          [html.lang, html.dir] = [lang, dir];
          const element = await make();
          const base = element.shadowRoot!.querySelector<HTMLElement>('[part=base]')!;
          await waitUntil(() => base.lang === lang);
          await expect(element).to.be.accessible();
        });
      }
    }
  }

  it('moves nothing, so nothing has to be held still', async () => {
    const { element } = await running();
    for (const node of element.shadowRoot!.querySelectorAll('*')) {
      const { animationName, transitionDuration } = getComputedStyle(node);
      expect([animationName, transitionDuration]).to.deep.equal(['none', '0s']);
    }
  });

  it('is used by the keyboard alone, and the focus is never lost', async () => {
    const { element, surfly } = await ready();
    const focused = () => element.shadowRoot!.activeElement as HTMLElement | null;
    const label = () =>
      (focused() as HTMLInputElement | null)?.getAttribute('aria-label') ??
      focused()?.textContent.trim();
    element.focus();
    expect(label()).to.equal('Start session');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => label() === 'Connecting…');
    const session = surfly.latest;
    session.run();
    await waitUntil(
      () => label() === 'Session link',
      'the start button is gone, and so is the focus',
    );
    session.fire('viewer_joined', agent);
    await waitUntil(() => label() === 'Give control to Agent');
    await sendKeys({ press: 'Enter' });
    expect(session.calls.at(-1)).to.deep.equal(['giveControl', 1]);
    session.fire('control', { to: 1, gained: false });
    await waitUntil(() => label() === 'Take control back');
    session.fire('control', { to: 0, gained: true });
    await waitUntil(() => label() === 'Give control to Agent');
    session.fire('viewer_left', { ...agent, count: 1 });
    await waitUntil(() => label() === 'Session link');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    expect(label()).to.equal('End session');
    await sendKeys({ press: ' ' });
    expect(session.calls.at(-1)).to.deep.equal(['end']);
    session.fire('error', { reason: 'other_connection' });
    await waitUntil(() => label() === 'Try again');
  });

  it('hands the focus of a button of the page on, and takes it from nobody', async () => {
    const { element, surfly } = await ready(
      '',
      '<button slot="start">Go</button><button slot="end">Stop</button>',
    );
    const [go, stop] = element.querySelectorAll('button');
    go!.focus();
    await element.start();
    surfly.latest.run();
    surfly.latest.fire('viewer_joined', agent);
    await element.updateComplete;
    expect(element.contains(document.activeElement)).to.equal(true);
    expect(document.activeElement).not.to.equal(go);
    const outside = await fixture<HTMLInputElement>('<input aria-label="elsewhere" />');
    outside.focus();
    surfly.latest.fire('session_ended');
    await element.updateComplete;
    expect(stop!.checkVisibility()).to.equal(false);
    expect(document.activeElement).to.equal(outside);
  });

  it('buttons are at least 24 pixels high and show their focus', async () => {
    const { element } = await running();
    for (const button of element.shadowRoot!.querySelectorAll('button')) {
      if (!button.checkVisibility()) continue;
      expect(button.getBoundingClientRect().height).to.be.at.least(24);
    }
    const button = buttonOf(element, 'End session')!;
    button.focus({ focusVisible: true });
    if (button.matches(':focus-visible')) {
      expect(getComputedStyle(button).outlineStyle).to.equal('solid');
    }
  });

  it('fits into 320 pixels', async () => {
    const { element, session } = await running();
    const box = element.parentElement!;
    box.style.inlineSize = '320px';
    session.fire('viewer_joined', agent);
    session.fire('viewer_joined', friend);
    await element.updateComplete;
    const base = element.shadowRoot!.querySelector('[part=base]')!;
    expect(base.scrollWidth).to.be.at.most(320);
  });

  it('hidden hides it', async () => {
    const { element } = await ready('hidden');
    expect(element.checkVisibility()).to.equal(false);
  });
});
