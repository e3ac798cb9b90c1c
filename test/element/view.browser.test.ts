import { aTimeout, expect, fixture, waitUntil } from '@open-wc/testing';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import {
  agent,
  buttonOf,
  cleanPage,
  friend,
  own,
  quiet,
  ready,
  running,
  seen,
  tag,
  until,
} from './helpers.js';
import { hosted } from './helpers.js';

beforeEach(cleanPage);
afterEach(cleanPage);

const child = (element: SurflySessionElement, slot: string) =>
  element.querySelector<HTMLElement>(`[slot=${slot}]`)!;

describe('the three slots', () => {
  it('tell in their fallback who is there, who has control and whether an agent is', async () => {
    const { element, surfly } = await ready();
    expect(seen(element, 'agent-availability')).to.equal('No agent available');
    expect(seen(element, 'viewer-count')).to.equal('');
    expect(seen(element, 'control-indicator')).to.equal('');
    surfly.agents(true);
    await element.updateComplete;
    expect(seen(element, 'agent-availability')).to.equal('Agent available');

    await element.start();
    const session = surfly.latest;
    session.run();
    await element.updateComplete;
    expect(seen(element, 'viewer-count')).to.equal('1 person in session');
    expect(seen(element, 'control-indicator')).to.equal('You have control');
    session.fire('viewer_joined', agent);
    session.fire('control', { to: 1, gained: false });
    await element.updateComplete;
    expect(seen(element, 'viewer-count')).to.equal('2 people in session');
    expect(seen(element, 'control-indicator')).to.equal('Agent has control');
    session.fire('viewer_joined', friend);
    session.fire('control', { to: 2, gained: false });
    await element.updateComplete;
    expect(seen(element, 'control-indicator')).to.equal('Viewer 2 has control');

    session.fire('session_ended');
    await element.updateComplete;
    expect(seen(element, 'viewer-count')).to.equal('');
    expect(seen(element, 'control-indicator')).to.equal('');
    expect(seen(element, 'status')).to.include('Session ended');
  });

  it('show what the page puts there, whatever the state', async () => {
    const surfly = hosted();
    const element = await tag('', own);
    for (const slot of ['viewer-count', 'control-indicator', 'agent-availability']) {
      expect(child(element, slot).checkVisibility(), slot).to.equal(true);
    }
    await element.start();
    surfly.latest.run();
    await element.updateComplete;
    for (const slot of ['viewer-count', 'control-indicator', 'agent-availability']) {
      expect(child(element, slot).checkVisibility(), slot).to.equal(true);
    }
    const text = element.shadowRoot!.querySelector<HTMLElement>('[part=status]')!.innerText;
    expect(text).not.to.include('person');
  });

  it('put their data on what the page puts there', async () => {
    const { element, surfly } = await ready('', own);
    const count = child(element, 'viewer-count');
    const control = child(element, 'control-indicator');
    const agents = child(element, 'agent-availability');
    expect({ ...count.dataset }).to.deep.equal({ state: 'ready', count: '0' });
    surfly.agents(true);
    await element.start();
    surfly.latest.run();
    surfly.latest.fire('viewer_joined', agent);
    await element.updateComplete;
    expect(count.dataset['count']).to.equal('2');
    expect(control.dataset['controller']).to.equal('0');
    expect(control.dataset['controllerName']).to.equal('Leader');
    expect(control.dataset['hasControl']).to.equal('');
    expect(agents.matches('[data-available]')).to.equal(true);
    surfly.latest.fire('control', { to: 1, gained: false });
    surfly.agents(false);
    await element.updateComplete;
    expect(control.dataset['controller']).to.equal('1');
    expect(control.dataset['controllerName']).to.equal(agent.userData.name);
    expect(control.matches('[data-has-control]')).to.equal(false);
    expect(agents.matches('[data-available]')).to.equal(false);
  });

  it('call nobody by more than a name', async () => {
    const { element, surfly } = await running('', own);
    const control = child(element, 'control-indicator');
    const names: [name: unknown, shown: string][] = [
      ['\u202EnosA', 'nosA'],
      ['x'.repeat(60_000), `${'x'.repeat(31)}…`],
      ['\u200B\u2060', 'Viewer 1'],
      [{ toString: 'no name' }, 'Viewer 1'],
    ];
    for (const [name, shown] of names) {
      surfly.latest.fire('viewer_joined', { ...agent, userData: { name } });
      surfly.latest.fire('control', { to: 1, gained: false });
      await element.updateComplete;
      expect(control.dataset['controllerName']).to.equal(shown);
      surfly.latest.fire('control', { to: 0, gained: true });
      await element.updateComplete;
      expect(element.shadowRoot!.querySelector('[part=control-actions]')!.textContent).to.contain(
        shown,
      );
    }
  });

  it('put their data on what comes later', async () => {
    const { element } = await running();
    const late = document.createElement('b');
    late.slot = 'viewer-count';
    element.append(late);
    await waitUntil(() => late.dataset['count'] === '1');
    late.remove();
    await aTimeout(0);
    await element.updateComplete;
    expect(seen(element, 'viewer-count')).to.equal('1 person in session');
  });

  it('leave the page’s own custom properties as they are', async () => {
    const { element } = await running('', '<b slot="viewer-count"></b>');
    const names = ['--accent', '--line', '--radius'];
    for (const name of names) document.body.style.setProperty(name, 'of the page');
    const style = getComputedStyle(child(element, 'viewer-count'));
    const found = names.map((name) => style.getPropertyValue(name));
    for (const name of names) document.body.style.removeProperty(name);
    expect(found).to.deep.equal(names.map(() => 'of the page'));
  });

  it('can be shown by a style sheet alone', async () => {
    const { element } = await running('', '<b slot="viewer-count" class="css-count"></b>');
    const sheet = document.createElement('style');
    sheet.textContent = '.css-count::after { content: attr(data-count) }';
    document.head.append(sheet);
    const content = getComputedStyle(child(element, 'viewer-count'), '::after').content;
    sheet.remove();
    expect(content).to.match(/^("1"|attr\(data-count\))$/);
    expect(child(element, 'viewer-count').dataset['count']).to.equal('1');
  });
});

describe('custom states', () => {
  it('follow the element', async () => {
    const { element, surfly } = await ready();
    const has = (name: string) => element.matches(`:state(${name})`);
    expect(has('ready') && !has('started')).to.equal(true);
    expect(has('agent-available')).to.equal(false);
    surfly.agents(true);
    await element.start();
    surfly.latest.run();
    await element.updateComplete;
    for (const name of ['started', 'has-control', 'agent-available']) {
      expect(has(name), name).to.equal(true);
    }
    expect(has('ready')).to.equal(false);
    surfly.latest.fire('control', { to: 1, gained: false });
    await element.updateComplete;
    expect(has('has-control')).to.equal(false);
    surfly.latest.fire('error', { reason: 'other_connection' });
    await element.updateComplete;
    expect(has('failed')).to.equal(true);
  });
});

describe('buttons of the page', () => {
  it('start and end, in the slots', async () => {
    const { element, surfly } = await ready(
      '',
      '<button slot="start"><i>Help me</i></button><p slot="end">or <button>Stop</button></p>',
    );
    const start = child(element, 'start');
    expect(start.checkVisibility()).to.equal(true);
    expect(child(element, 'end').checkVisibility()).to.equal(false);
    start.querySelector('i')!.click();
    await waitUntil(() => surfly.sessions.length);
    surfly.latest.run();
    await element.updateComplete;
    expect(start.checkVisibility()).to.equal(false);
    child(element, 'end').click();
    expect(surfly.latest.calls.at(-1)![0]).to.equal('startLeader');
    child(element, 'end').querySelector('button')!.click();
    expect(surfly.latest.calls.at(-1)).to.deep.equal(['end']);
  });

  it('start with a custom element that has its button inside', async () => {
    customElements.define(
      'own-button',
      class extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: 'open' }).innerHTML = '<button>Help me</button>';
        }
      },
    );
    const { element, surfly } = await ready('', '<own-button slot="start"></own-button>');
    child(element, 'start').shadowRoot!.querySelector('button')!.click();
    await waitUntil(() => surfly.sessions.length);
  });

  it('start again after a failure, beside their own notice', async () => {
    const { element, surfly } = await ready(
      '',
      '<button slot="start">Help me</button><em slot="notice">sorry</em>',
    );
    expect(child(element, 'notice').checkVisibility()).to.equal(false);
    surfly.startError = new Error('no');
    const console = quiet('error');
    child(element, 'start').click();
    await until(element, 'failed');
    console.restore();
    await element.updateComplete;
    expect(child(element, 'notice').checkVisibility()).to.equal(true);
    expect(child(element, 'notice').dataset['notice']).to.equal('start-failed');
    surfly.startError = undefined;
    child(element, 'start').click();
    await waitUntil(() => element.state === 'ready');
    await element.updateComplete;
    expect(child(element, 'notice').checkVisibility()).to.equal(false);
  });

  it('command the element by name', async function () {
    if (!('command' in HTMLButtonElement.prototype)) this.skip();
    const { surfly } = await ready('id="commanded"');
    const press = async (command: string) => {
      const button = await fixture<HTMLButtonElement>(
        `<button commandfor="commanded" command="${command}">${command}</button>`,
      );
      button.click();
    };
    await press('--start');
    await waitUntil(() => surfly.sessions.length && surfly.latest.calls.length);
    surfly.latest.run();
    for (const command of ['--take-control', '--request-control', '--teleport', '--end']) {
      await press(command);
    }
    expect(surfly.latest.calls.slice(1)).to.deep.equal([
      ['giveControl', 0],
      ['requestControl'],
      ['end', undefined],
    ]);
  });
});

describe('sharing', () => {
  it('shows PIN and link until somebody joins', async () => {
    const { element, session } = await running();
    expect(seen(element, 'invitation')).to.include('Waiting for someone to join');
    expect(seen(element, 'pin')).to.equal('0417');
    const field = element.shadowRoot!.querySelector<HTMLInputElement>('[part=link]')!;
    expect(field.value).to.equal('https://hosted.example/join/1');
    expect(field.readOnly).to.equal(true);
    session.fire('viewer_joined', agent);
    await element.updateComplete;
    expect(seen(element, 'invitation')).to.equal('');
    session.fire('viewer_left', { ...agent, count: 1 });
    await element.updateComplete;
    expect(seen(element, 'pin')).to.equal('0417');
  });

  it('copies the link, and at least selects it where that is not allowed', async () => {
    const { element } = await running();
    const field = element.shadowRoot!.querySelector<HTMLInputElement>('[part=link]')!;
    const copied: string[] = [];
    const { clipboard } = navigator;
    const replace = (writeText: (text: string) => Promise<void>) =>
      Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    replace(() => Promise.reject(new Error('not allowed')));
    buttonOf(element, 'Copy link')!.click();
    await aTimeout(20);
    expect(field.value.slice(field.selectionStart!, field.selectionEnd!)).to.equal(field.value);
    expect(buttonOf(element, 'Copy link')).to.exist;
    replace((text) => Promise.resolve(void copied.push(text)));
    buttonOf(element, 'Copy link')!.click();
    await waitUntil(() => buttonOf(element, 'Copied'));
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    expect(copied).to.deep.equal([field.value]);
  });
});

describe('control', () => {
  it('is given to one of several, and taken back', async () => {
    const { element, session } = await running();
    expect(seen(element, 'control-actions')).to.equal('');
    session.fire('viewer_joined', agent);
    session.fire('viewer_joined', friend);
    await element.updateComplete;
    expect(buttonOf(element, 'Give control to Agent')).to.exist;
    buttonOf(element, 'Give control to Viewer 2')!.click();
    expect(session.calls.at(-1)).to.deep.equal(['giveControl', 2]);
    session.fire('control', { to: 2, gained: false });
    await element.updateComplete;
    expect(seen(element, 'control-actions')).to.equal('Take control back');
    buttonOf(element, 'Take control back')!.click();
    expect(session.calls.at(-1)).to.deep.equal(['giveControl', 0]);
  });

  const follower = async (settings: object) => {
    const { element, surfly } = await ready(
      `mode="follower" session-link="https://hosted.example/join/1" settings='${JSON.stringify(settings)}'`,
    );
    await element.start();
    surfly.latest.fire('session_started');
    await element.updateComplete;
    return { element, session: surfly.latest };
  };

  const allowed: [object, string][] = [
    [{}, ''],
    [{ agent_can_request_control: true }, 'Ask for control'],
    [{ participants_can_request_to_interact: true }, 'Ask for control'],
    [{ agent_can_take_control: true }, 'Take control'],
    [{ agent_can_take_control: true, allow_control_switching: false }, ''],
    [{ agent_can_request_control: true, host_switching_allowed: false }, ''],
  ];
  for (const [settings, label] of allowed) {
    it(`a follower with ${JSON.stringify(settings)} sees "${label}"`, async () => {
      const { element } = await follower(settings);
      expect(seen(element, 'control-actions')).to.equal(label);
      expect(seen(element, 'control-indicator')).to.equal('Leader has control');
    });
  }

  it('is asked for, and given back', async () => {
    const { element, session } = await follower({ agent_can_request_control: true });
    buttonOf(element, 'Ask for control')!.click();
    await element.updateComplete;
    expect(session.calls.at(-1)).to.deep.equal(['requestControl']);
    expect(seen(element, 'control-actions')).to.equal('Asked for control');
    session.fire('control', { to: 1, gained: true });
    await element.updateComplete;
    expect(seen(element, 'control-indicator')).to.equal('You have control');
    buttonOf(element, 'Give control back')!.click();
    expect(session.calls.at(-1)).to.deep.equal(['giveControl', 0]);
    session.fire('control', { to: 0, gained: false });
    await element.updateComplete;
    expect(seen(element, 'control-actions')).to.equal('Ask for control');
  });

  it('belongs to the settings that the implementation tells before the own ones', async () => {
    const { element, session } = await follower({ agent_can_request_control: true });
    Object.assign(session.settings, { agent_can_request_control: false });
    element.requestUpdate();
    await element.updateComplete;
    expect(seen(element, 'control-actions')).to.equal('');
  });

  it('of the end is the leader’s, and a follower’s unless the settings say no', async () => {
    const { element } = await follower({ agent_can_end_session: false });
    expect(buttonOf(element, 'End session')).to.equal(undefined);
    cleanPage();
    expect(buttonOf((await follower({})).element, 'End session')).to.exist;
  });
});

describe('what screen readers are told', () => {
  it('comes from one region, once, as things ended', async () => {
    const { element, session } = await running();
    const region = element.shadowRoot!.querySelector('[role=status]')!;
    const told: string[] = [];
    new MutationObserver(() => told.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    await aTimeout(700);
    told.length = 0;
    session.fire('viewer_joined', agent);
    session.fire('viewer_joined', friend);
    session.fire('control', { to: 1, gained: false });
    await aTimeout(700);
    expect(told).to.deep.equal(['3 people in session. Agent has control']);
    session.fire('control', { to: 2, gained: false });
    await aTimeout(700);
    expect(told[1]).to.equal('Viewer 2 has control');
    expect(element.shadowRoot!.querySelector('[role=status]')).to.equal(region);
  });

  it('includes notices', async () => {
    const { element, session } = await running();
    await aTimeout(600);
    session.fire('error', { reason: 'other_connection' });
    await aTimeout(700);
    expect(element.shadowRoot!.querySelector('[role=status]')!.textContent).to.include(
      'The session was opened in another window.',
    );
  });
});
