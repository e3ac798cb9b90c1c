import { aTimeout, expect, fixture, waitUntil } from '@open-wc/testing';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import { cleanPage, hosted, quiet, ready, running, scriptUrl, seen } from './helpers.js';

const html = document.documentElement;
const language = html.lang;

beforeEach(cleanPage);
afterEach(() => {
  cleanPage();
  html.lang = language;
});

const base = (element: SurflySessionElement) =>
  element.shadowRoot?.querySelector<HTMLElement>('[part=base]');
const speaks = (element: SurflySessionElement, code: string) =>
  waitUntil(() => base(element)?.lang === code, `the element never spoke ${code}`);

const START = {
  en: 'Start session',
  de: 'Sitzung starten',
  fr: 'Démarrer la session',
  es: 'Iniciar sesión compartida',
  nl: 'Sessie starten',
  ja: 'セッションを開始',
  ar: 'بدء الجلسة',
};

describe('the language', () => {
  for (const [code, start] of Object.entries(START)) {
    it(`is ${code} where the element says so`, async () => {
      const { element } = await ready(`lang="${code}"`);
      await speaks(element, code);
      expect(seen(element, 'start')).to.equal(start);
    });
  }

  it('is that of the nearest element around, without its region, through shadow roots', async () => {
    hosted();
    const outer = await fixture(`<div lang="fr"><section lang="DE-at"><p></p></section></div>`);
    const root = outer.querySelector('p')!.attachShadow({ mode: 'open' });
    root.innerHTML = `<surfly-session script-src="${scriptUrl()}"></surfly-session>`;
    const element = root.querySelector('surfly-session')!;
    await speaks(element, 'de');
  });

  it('is English where there is none, or one that nobody has written', async () => {
    html.removeAttribute('lang');
    const { element } = await ready();
    expect(seen(element, 'start')).to.equal(START.en);
    for (const lang of ['he', 'constructor', '', 'x']) {
      element.lang = lang;
      await element.updateComplete;
      expect(seen(element, 'start')).to.equal(START.en);
    }
  });

  it('follows the page', async () => {
    html.lang = 'nl';
    const { element } = await ready();
    await speaks(element, 'nl');
    html.lang = 'es';
    await speaks(element, 'es');
    html.lang = 'en';
    await speaks(element, 'en');
    element.dataset['lang'] = 'fr';
    await speaks(element, 'fr');
    expect(seen(element, 'start')).to.equal(START.fr);
  });

  it('is no news for screen readers', async () => {
    const { element } = await running();
    const region = element.shadowRoot!.querySelector('[role=status]')!;
    await aTimeout(600);
    const told = region.textContent;
    element.lang = 'de';
    await speaks(element, 'de');
    await aTimeout(600);
    expect(region.textContent).to.equal(told);
  });

  it('turns the element round where it is written from right to left', async () => {
    const { element } = await running('lang="ar"');
    await speaks(element, 'ar');
    expect(getComputedStyle(base(element)!).direction).to.equal('rtl');
    const status = element.shadowRoot!.querySelector('[part=status]')!.getBoundingClientRect();
    const actions = element.shadowRoot!.querySelector('[part=actions]')!.getBoundingClientRect();
    expect(status.right).to.be.greaterThan(actions.right);
  });

  for (const [attributes, code] of [
    ['lang="de-AT"', 'de'],
    [`lang="de" settings='{"language": "fr"}'`, 'fr'],
    ['lang="en"', undefined],
    ['lang="he"', undefined],
  ] as const) {
    it(`of the session is ${code ?? 'left to it'} with ${attributes}`, async () => {
      const { element } = await ready(attributes);
      await element.create();
      expect(element.session?.settings?.['language']).to.equal(code);
    });
  }

  it('counts people as it is right in it', async () => {
    const { element, session } = await running('lang="ar"');
    await speaks(element, 'ar');
    const counts: string[] = [];
    for (const count of [1, 2, 3, 11, 100]) {
      session.fire('viewer_joined', { count, clientIndex: count });
      await element.updateComplete;
      counts.push(seen(element, 'viewer-count').replace(/[\d\u0660-\u0669]+/, '#'));
    }
    expect(counts).to.deep.equal([
      'شخص واحد في الجلسة',
      'شخصان في الجلسة',
      '# أشخاص في الجلسة',
      '# شخصًا في الجلسة',
      '# شخص في الجلسة',
    ]);
  });
});

describe('the texts', () => {
  it('may be the author’s own, whatever the language', async () => {
    const { element, session } = await running(
      `lang="de" texts='{"end": "Bye {name}", "control": "{name} drives", "count": "{n} here"}'`,
    );
    await speaks(element, 'de');
    session.fire('viewer_joined', {
      count: 2,
      clientIndex: 1,
      userData: { name: 'A {n} $& guest' },
    });
    session.fire('control', { to: 1, gained: false });
    await element.updateComplete;
    expect(seen(element, 'end')).to.equal('Bye {name}');
    expect(seen(element, 'control-indicator')).to.equal('A {n} $& guest drives');
    expect(seen(element, 'viewer-count')).to.equal('2 here');
    element.texts = { count: { one: 'alone', other: '{n} of us' } };
    await element.updateComplete;
    expect(seen(element, 'viewer-count')).to.equal('2 of us');
    expect(seen(element, 'end')).to.equal('Sitzung beenden');
  });

  it('are those of the table: others are told', async () => {
    const { element } = await ready();
    const console = quiet('error');
    element.texts = { begin: 'Go', start: 'Go' } as never;
    await element.updateComplete;
    console.restore();
    expect(console.texts[0]).to.include('texts "begin"');
    expect(seen(element, 'start')).to.equal('Go');
    expect(seen(element, 'notice')).to.include('not set up correctly');
    element.texts = { start: 'Go' };
    await element.updateComplete;
    expect(seen(element, 'notice')).to.equal('');
  });
});
