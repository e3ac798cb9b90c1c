import { aTimeout, expect, fixture, oneEvent, waitUntil } from '@open-wc/testing';
import { surflyEventNames, type SurflyEventName } from '../../src/surfly/events.js';
import { SurflyEvent, type SurflySessionElement } from '../../src/surfly-session.js';
import {
  buttonOf,
  cleanPage,
  hosted,
  page,
  quiet,
  ready,
  running,
  scriptUrl,
  seen,
  tag,
  until,
} from './helpers.js';
import { asSession, Hosted, type HostedSession } from './hosted.js';

beforeEach(cleanPage);
afterEach(cleanPage);

const payloads: { [K in SurflyEventName]: object } = {
  session_created: {},
  session_started: {},
  viewer_joined: { count: 2, clientIndex: 1, userData: { name: 'Agent' } },
  viewer_left: { count: 1, clientIndex: 1, userData: { name: 'Agent' } },
  session_ended: {},
  message: { data: { any: ['thing'] }, origin: 'https://shop.example' },
  relocated: { url: 'https://shop.example/cart' },
  error: { reason: 'connect_failed' },
  control: { to: 1, userData: { name: 'Agent' }, gained: false },
  agent_status: { available: true },
  session_queued: {},
  session_loaded: {},
  user_activity: {},
  file_download: { url: 'https://shop.example/a.pdf', filename: 'a.pdf' },
};

describe('the events', () => {
  for (const name of surflyEventNames) {
    it(`${name} arrives under its name, with payload and session`, async () => {
      const { element, surfly } = await ready();
      await element.start();
      const session = surfly.latest;
      const payload = payloads[name];
      const bubbled: Event[] = [];
      document.addEventListener(name, (each) => bubbled.push(each), { once: true });
      const delegated = oneEvent(document, 'surfly-event');
      setTimeout(() => {
        if (name === 'agent_status') surfly.agents(true);
        else session.fire(name, payload);
      });
      const event = await oneEvent<SurflyEvent>(element, name);
      expect(event).to.be.instanceOf(SurflyEvent).and.instanceOf(CustomEvent);
      expect(event.detail).to.deep.equal(payload);
      expect(event.session).to.equal(session);
      expect(event.issues).to.deep.equal([]);
      expect(event.bubbles || event.composed || event.cancelable).to.equal(false);
      const after = await delegated;
      expect(after.target).to.equal(element);
      expect(after.composed).to.equal(true);
      expect(after.detail).to.deep.equal({ type: name, payload });
      expect(bubbled).to.be.empty;
    });
  }

  it('without a payload get an empty one', async () => {
    const { element, surfly } = await ready();
    await element.start();
    setTimeout(() => surfly.latest.fire('session_started'));
    expect((await oneEvent(element, 'session_started')).detail).to.deep.equal({});
  });

  it('keep the fields that the documentation does not know', async () => {
    const { element, session } = await running();
    const payload = { ...payloads.viewer_joined, since: 1, userData: null };
    setTimeout(() => session.fire('viewer_joined', payload));
    expect((await oneEvent(element, 'viewer_joined')).detail).to.deep.equal(payload);
  });

  it('come one by one, delegated ones after their own, state first', async () => {
    const { element, session } = await running();
    const seenEvents: unknown[] = [];
    element.addEventListener('viewer_joined', () => seenEvents.push(element.viewerCount));
    element.addEventListener('surfly-event', ({ detail }) => seenEvents.push(detail.type));
    session.fire('viewer_joined', payloads.viewer_joined);
    expect(seenEvents).to.deep.equal([2, 'viewer_joined']);
  });

  it('do not reach window.onerror and window.onmessage', async () => {
    const { element, session } = await running();
    const { onerror, onmessage } = window;
    const reached: unknown[] = [];
    window.onerror = (...args) => reached.push(args);
    window.onmessage = (event: MessageEvent) => reached.push(event);
    const told: string[] = [];
    element.addEventListener('error', ({ detail }) => told.push(detail.reason));
    element.addEventListener('message', ({ detail }) => told.push(detail.origin));
    session.fire('message', payloads.message);
    session.fire('error', payloads.error);
    Object.assign(window, { onerror, onmessage });
    expect(told).to.deep.equal(['https://shop.example', 'connect_failed']);
    expect(reached).to.be.empty;
  });

  const invalid: [SurflyEventName, unknown, string][] = [
    ['viewer_joined', { count: '2', clientIndex: 1 }, 'count'],
    ['viewer_joined', { count: 2 }, 'clientIndex'],
    ['viewer_left', { count: -1, clientIndex: 1 }, 'count'],
    ['viewer_left', { count: 1, clientIndex: 1.5 }, 'clientIndex'],
    ['viewer_joined', { count: 2, clientIndex: 1, userData: 'Agent' }, 'userData'],
    ['control', { to: 1, gained: 'yes' }, 'gained'],
    ['control', { to: NaN, gained: true }, 'to'],
    ['message', { origin: 'https://shop.example' }, 'data'],
    ['message', { data: 1, origin: 5 }, 'origin'],
    ['relocated', { url: 5 }, 'url'],
    ['error', { reason: null }, 'reason'],
    ['session_ended', 'over', ''],
    ['file_download', { url: 'https://shop.example/a.pdf' }, 'filename'],
  ];
  for (const [name, payload, field] of invalid) {
    it(`${name} with ${JSON.stringify(payload)} is told, warned of, and changes nothing`, async () => {
      const { element, session } = await running();
      const { state, viewerCount, controller } = element;
      const warned = quiet('warn');
      setTimeout(() => session.fire(name, payload));
      const event = await oneEvent<SurflyEvent>(element, name);
      warned.restore();
      expect(event.detail).to.deep.equal(payload);
      expect(event.issues).to.have.length(1);
      expect(event.issues[0]!.path.join('.')).to.equal(field);
      expect(warned.texts).to.have.length(1);
      expect(warned.texts[0]).to.include(name);
      expect(element).to.include({ state, viewerCount, controller, lastError: null });
    });
  }

  it('agent_status that breaks the contract changes nothing either', async () => {
    const { element, surfly } = await ready();
    const warned = quiet('warn');
    surfly.agents('maybe');
    warned.restore();
    expect(element.agentAvailable).to.equal(false);
    expect(warned.texts).to.have.length(1);
  });

  it('that nobody has documented disturb nothing', async () => {
    const { element, session } = await running();
    session.fire('session_teleported', { to: 'elsewhere' });
    session.fire('constructor');
    expect(element.state).to.equal('started');
    expect(element.lastError).to.equal(null);
  });

  it('of both names arrive once, whichever the implementation uses', async () => {
    for (const names of [
      ['viewer_joined', 'viewer_left'],
      ['participant_joined', 'participant_left'],
      ['viewer_joined', 'participant_joined', 'viewer_left', 'participant_left'],
      ['participant_joined', 'viewer_joined', 'participant_left', 'viewer_left'],
    ]) {
      cleanPage();
      const { element, session } = await running();
      const told: string[] = [];
      element.addEventListener('surfly-event', ({ detail }) => told.push(detail.type));
      for (const name of names) {
        session.fire(name, name.endsWith('joined') ? payloads.viewer_joined : payloads.viewer_left);
      }
      expect(told, names.join()).to.deep.equal(['viewer_joined', 'viewer_left']);
    }
  });

  it('of agents come from the session where there is no Surfly.on', async () => {
    const made = hosted();
    page.runScript = () => {
      const surfly = made.install();
      Object.assign(surfly, { on: undefined });
    };
    const element = await tag('loading="eager"');
    await element.ready;
    await element.start();
    made.latest.fire('agent_status', { available: true });
    expect(element.agentAvailable).to.equal(true);
  });

  it('of agents arrive once where the session tells them too', async () => {
    const { element, surfly, session } = await running();
    let told = 0;
    element.addEventListener('agent_status', () => told++);
    surfly.agents(true);
    session.fire('agent_status', { available: true });
    expect(told).to.equal(1);
  });

  it('of agents are subscribed to once, and come back with the element', async () => {
    const { element, surfly } = await ready();
    const place = element.parentElement!;
    element.remove();
    await aTimeout(20);
    surfly.agents(true);
    expect(element.agentAvailable).to.equal(false);
    place.append(element);
    await until(element, 'ready');
    expect(element.agentAvailable).to.equal(true);
    surfly.agents(false);
    expect(element.agentAvailable).to.equal(false);
    expect(surfly.handlerCount('agent_status')).to.equal(1);
  });
});

describe('a session', () => {
  it('goes from idle to its end', async () => {
    const surfly = hosted();
    const element = await tag(
      'settings=\'{"docked_only": true}\' user-data=\'{"name": "Visitor"}\'',
    );
    const states: string[] = [element.state];
    const note = () => states.at(-1) === element.state || states.push(element.state);
    element.addEventListener('surfly-event', note);
    const started = element.start();
    note();
    const session = await started;
    note();
    expect(surfly.inits[0]![0]).to.deep.equal({ docked_only: true, widget_key: 'key' });
    expect(session).to.equal(asSession(surfly.latest));
    expect(surfly.latest.settings).to.deep.equal({ docked_only: true });
    expect(surfly.latest.calls).to.deep.equal([['startLeader', null, { name: 'Visitor' }]]);
    surfly.latest.run();
    expect(element).to.include({ viewerCount: 1, controller: 0, hasControl: true, pin: '0417' });
    expect(element.leaderLink).to.equal('https://hosted.example/lead/1');
    expect(element.followerLink).to.equal('https://hosted.example/join/1');
    surfly.latest.fire('session_ended');
    expect(states).to.deep.equal(['idle', 'loading', 'ready', 'created', 'started', 'ended']);
    expect(element).to.include({ viewerCount: 0, controller: null, hasControl: false });
  });

  it('knows who is there and who has control', async () => {
    const { element, session } = await running();
    session.fire('viewer_joined', { count: 2, clientIndex: 1, userData: { name: 'Agent' } });
    session.fire('viewer_joined', { count: 3, clientIndex: 2 });
    expect(element.viewerCount).to.equal(3);
    expect(element.viewers.map(({ clientIndex }) => clientIndex)).to.deep.equal([1, 2]);
    expect(element.viewers[0]!.userData).to.deep.equal({ name: 'Agent' });
    session.fire('control', { to: 2, gained: false });
    expect(element).to.include({ controller: 2, hasControl: false });
    session.fire('viewer_left', { count: 2, clientIndex: 2 });
    expect(element.viewers.map(({ clientIndex }) => clientIndex)).to.deep.equal([1]);
    session.fire('control', { to: 0, gained: true });
    expect(element).to.include({ controller: 0, hasControl: true });
  });

  it('passes calls on to the session', async () => {
    const { element, session } = await running();
    session.calls.length = 0;
    element.giveControl(1);
    element.requestControl();
    element.sendMessage({ a: 1 }, 'https://shop.example');
    element.relocate('https://shop.example/cart');
    element.log('line');
    element.log({ not: 'a string' });
    element.end('https://shop.example/thanks');
    expect(session.calls).to.deep.equal([
      ['giveControl', 1],
      ['requestControl'],
      ['sendMessage', { a: 1 }, 'https://shop.example'],
      ['relocate', 'https://shop.example/cart'],
      ['log', 'line'],
      ['log', '{"not":"a string"}'],
      ['end', 'https://shop.example/thanks'],
    ]);
  });

  it('is started once, however often that is asked for', async () => {
    const { element, surfly } = await ready();
    await Promise.all([element.start(), element.start()]);
    surfly.latest.run();
    await element.start();
    expect(surfly.sessions).to.have.length(1);
    expect(surfly.latest.calls).to.have.length(1);
    expect(surfly.latest.handlerCount('control')).to.equal(1);
  });

  it('is opened once, also when it is asked for again before it exists', async () => {
    const { element, surfly } = await ready();
    await element.start();
    await element.start();
    expect(surfly.sessions).to.have.length(1);
    expect(surfly.latest.calls.map(([name]) => name)).to.deep.equal(['startLeader']);
    expect(buttonOf(element, 'Connecting…')!.ariaDisabled).to.equal('true');
    surfly.latest.run();
    surfly.latest.fire('session_ended');
    await element.updateComplete;
    expect(buttonOf(element, 'Start session')!.ariaDisabled).to.equal(null);
  });

  it('can be made first and opened later', async () => {
    const { element, surfly } = await ready();
    await element.create();
    expect(surfly.latest.calls).to.deep.equal([['create']]);
    surfly.latest.fire('session_created');
    expect(element.state).to.equal('created');
    await element.start();
    expect(surfly.sessions).to.have.length(1);
    expect(surfly.latest.calls.map(([name]) => name)).to.deep.equal(['create', 'startLeader']);
  });

  it('is followed by another one, whose predecessor is not heard any more', async () => {
    const { element, surfly, session } = await running();
    session.fire('session_ended');
    await element.start();
    expect(surfly.sessions).to.have.length(2);
    surfly.latest.run();
    session.fire('viewer_joined', { count: 9, clientIndex: 9 });
    session.fire('error', { reason: 'other_connection' });
    expect(element).to.include({ state: 'started', viewerCount: 1 });
  });

  it('that throws at its start says so and can be tried again', async () => {
    const { element, surfly } = await ready();
    surfly.startError = new Error('pop-up blocked');
    const console = quiet('error');
    const failed = await element.start().then(
      () => null,
      (error: Error) => error,
    );
    console.restore();
    await element.updateComplete;
    expect(failed!.message).to.include('pop-up blocked');
    expect(element.lastError).to.equal(failed);
    expect(element.lastError!.code).to.equal('start-failed');
    expect(console.texts).to.have.length(1);
    expect(element.state).to.equal('failed');
    surfly.startError = undefined;
    buttonOf(element, 'Try again')!.click();
    await waitUntil(() => surfly.latest.calls.length);
    surfly.latest.run();
    expect(element.state).to.equal('started');
  });

  it('starts by itself with autostart', async () => {
    const surfly = hosted();
    await tag('autostart');
    await waitUntil(() => surfly.sessions.length);
    await waitUntil(() => surfly.latest.calls.length);
    expect(surfly.latest.calls[0]![0]).to.equal('startLeader');
  });

  it('made elsewhere is led by its link', async () => {
    const { element, surfly } = await ready('session-link="https://hosted.example/lead/7"');
    await element.start();
    expect(surfly.latest.link).to.equal('https://hosted.example/lead/7');
    expect(surfly.latest.calls[0]![0]).to.equal('startLeader');
  });

  it('restored after a reload is picked up by one element', async () => {
    const surfly = hosted();
    const session = surfly.restore();
    const elements = [await tag('loading="eager"'), await tag('loading="eager"')];
    await Promise.all(elements.map(({ ready }) => ready));
    expect(elements.map(({ state }) => state).sort()).to.deep.equal(['ready', 'started']);
    const element = elements.find(({ state }) => state === 'started')!;
    expect(element.session).to.equal(asSession(session));
    expect(element.pin).to.equal('0008');
    session.fire('viewer_joined', { count: 2, clientIndex: 1 });
    expect(element.viewerCount).to.equal(2);
    await element.start();
    expect(surfly.sessions).to.have.length(1);
  });

  it('on its way back after a reload is waited for', async () => {
    const surfly = hosted();
    const session = surfly.restore();
    Object.assign(session, { started: false, leaderLink: undefined });
    const element = await tag('autostart');
    await element.ready;
    await element.updateComplete;
    expect(element.session).to.equal(asSession(session));
    expect(buttonOf(element, 'Connecting…')).to.exist;
    session.run();
    await element.updateComplete;
    expect(element.state).to.equal('started');
    expect(surfly.sessions).to.have.length(1);
    expect(session.calls).to.be.empty;
  });

  it('tells where it stands, if its implementation does', async () => {
    const surfly = hosted();
    const viewers = [{ clientIndex: 2, userData: { name: 'Agent' } }];
    Object.assign(surfly.restore(), { clientIndex: 0, controller: 2, viewers });
    const element = await tag('loading="eager"');
    await element.ready;
    expect(element).to.include({ viewerCount: 2, controller: 2, hasControl: false });
    expect(element.viewers).to.deep.equal(viewers);
  });
});

describe('an error of the session', () => {
  const notices: Record<string, string> = {
    connect_failed: 'No connection to the co-browsing service.',
    other_connection: 'The session was opened in another window.',
    invalid_link: 'This session link is not valid.',
    refused: 'Co-browsing is not available here.',
    not_shareable: 'This page cannot be shared.',
  };
  for (const [reason, notice] of Object.entries(notices)) {
    it(`${reason} before the start leaves a notice and a way to try again`, async () => {
      const { element, surfly } = await ready();
      await element.start();
      surfly.latest.fire('error', { reason });
      await element.updateComplete;
      expect(element.state).to.equal('failed');
      expect(element.lastError!.code).to.equal(reason);
      expect(seen(element, 'notice')).to.equal(`${notice} Try again`);
      buttonOf(element, 'Try again')!.click();
      await waitUntil(() => surfly.sessions.length === 2);
      surfly.latest.run();
      await element.updateComplete;
      expect(element.state).to.equal('started');
      expect(seen(element, 'notice')).to.equal('');
    });
  }

  it('connect_failed is said until the session says that it is connected again', async () => {
    const { element, session } = await running();
    const own = Object.assign(session, { connected: false });
    session.fire('error', { reason: 'connect_failed' });
    await element.updateComplete;
    expect(seen(element, 'notice')).to.contain(notices['connect_failed']);
    await aTimeout(1200);
    expect(seen(element, 'notice')).to.contain(notices['connect_failed']);
    own.connected = true;
    await waitUntil(() => seen(element, 'notice') === '', 'it stays', { timeout: 3000 });
    expect(element.state).to.equal('started');
    expect(element.lastError!.code).to.equal('connect_failed');
  });

  it('other_connection ends this window, and trying again takes the session back', async () => {
    const { element, surfly, session } = await running();
    session.fire('error', { reason: 'other_connection' });
    await element.updateComplete;
    expect(element.state).to.equal('failed');
    buttonOf(element, 'Try again')!.click();
    await waitUntil(() => surfly.sessions.length === 2);
    expect(surfly.latest.link).to.equal(session.leaderLink);
  });

  it('invalid_link is not tried again with the same link', async () => {
    const { element, surfly, session } = await running();
    session.fire('error', { reason: 'invalid_link' });
    await element.updateComplete;
    buttonOf(element, 'Try again')!.click();
    await waitUntil(() => surfly.sessions.length === 2);
    expect(surfly.latest.link).to.equal(undefined);
  });

  it('not_shareable leaves the session running and leads back to a page that can be', async () => {
    const { element, session } = await running();
    session.fire('error', { reason: 'not_shareable' });
    await element.updateComplete;
    expect(element.state).to.equal('started');
    buttonOf(element, 'Try again')!.click();
    expect(session.calls.at(-1)).to.deep.equal(['relocate', location.href]);
    await element.updateComplete;
    expect(seen(element, 'notice')).to.equal('');
  });

  it('that is not known leaves the session running and goes with the next sign of life', async () => {
    const { element, session } = await running();
    session.fire('error', { reason: 'solar_flare' });
    await element.updateComplete;
    expect(element.state).to.equal('started');
    expect(element.lastError!.code).to.equal('solar_flare');
    expect(seen(element, 'notice')).to.equal('Co-browsing is not available here.');
    session.fire('relocated', payloads.relocated);
    await element.updateComplete;
    expect(seen(element, 'notice')).to.equal('');
  });
});

describe('a follower', () => {
  const link = 'https://hosted.example/join/1';

  it('joins by its link, in a window of its own light DOM', async () => {
    const { element, surfly } = await ready(`mode="follower" session-link="${link}"`);
    expect(buttonOf(element, 'Join session')).to.exist;
    await element.start();
    const session = surfly.latest;
    expect(session.link).to.equal(link);
    // What our own engine knows before it is told of its own arrival.
    Object.assign(session, { clientIndex: 1, controller: 0, viewers: [] });
    const [name, selector] = session.calls[0]!;
    expect(name).to.equal('startFollower');
    const iframe = document.querySelector(selector as string) as HTMLIFrameElement;
    expect(iframe.parentElement).to.equal(element);
    expect(iframe.className).to.equal('surfly-window');
    expect(iframe.title).not.to.equal('');
    session.fire('session_started');
    expect(element.viewerCount).to.equal(2);
    session.fire('viewer_joined', { count: 2, clientIndex: 1 });
    await element.updateComplete;
    expect(element).to.include({ state: 'started', viewerCount: 2, hasControl: false });
    const box = iframe.getBoundingClientRect();
    expect(box.height).to.be.greaterThan(200);
    expect(box.width).to.be.closeTo(element.clientWidth, 40);
    session.fire('session_ended');
    expect(iframe.isConnected).to.equal(false);
  });

  it('without a link says so', async () => {
    const { element, surfly } = await ready('mode="follower"');
    const console = quiet('error');
    buttonOf(element, 'Join session')!.click();
    await until(element, 'failed');
    console.restore();
    await element.updateComplete;
    expect(console.texts[0]).to.include('session-link ""');
    expect(seen(element, 'notice')).to.include('This session link is not valid.');
    expect(surfly.sessions).to.be.empty;
  });

  for (const bad of ['javascript:alert(1)', 'not a link', '//host/path']) {
    it(`does not join "${bad}"`, async () => {
      const { element, surfly } = await ready('mode="follower"');
      const console = quiet('error');
      const failed = await element.join(bad).then(
        () => null,
        (error: Error) => error,
      );
      console.restore();
      expect(failed!.message).to.include(bad);
      expect(element.lastError!.code).to.equal('bad-link');
      expect(surfly.sessions).to.be.empty;
    });
  }

  it('joins another session in place of the present one', async () => {
    const { element, surfly } = await ready('mode="follower"');
    await element.join(link);
    surfly.latest.fire('session_started');
    await element.join(link);
    expect(surfly.sessions).to.have.length(1);
    await element.join(`${link}0`);
    expect(surfly.sessions).to.have.length(2);
    expect(element.querySelectorAll('iframe')).to.have.length(1);
    expect(surfly.latest.link).to.equal(`${link}0`);
  });

  it('merely leaves when its element goes', async () => {
    const { element, surfly } = await ready(`mode="follower" session-link="${link}"`);
    await element.start();
    const session = surfly.latest;
    session.fire('session_started');
    element.remove();
    await aTimeout(20);
    expect(session.calls.map(([name]) => name)).to.deep.equal(['startFollower']);
    expect(element.querySelector('iframe')).to.equal(null);
  });

  it('whose element is in a shadow root lets the script make a window', async () => {
    const surfly = hosted();
    const host = await fixture<HTMLElement>('<div></div>');
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = `<surfly-session mode="follower" session-link="${link}" script-src="${scriptUrl()}"></surfly-session>`;
    await root.querySelector('surfly-session')!.start();
    expect(surfly.latest.calls[0]!.slice(0, 2)).to.deep.equal(['startFollower', null]);
  });
});

describe('an element', () => {
  it('that is moved keeps its session', async () => {
    const { element, surfly, session } = await running();
    const other = await fixture<HTMLElement>('<section></section>');
    other.append(element);
    element.remove();
    document.body.prepend(element);
    await aTimeout(20);
    expect(element.state).to.equal('started');
    expect(element.session).to.equal(asSession(session));
    const home = element.parentElement as HTMLElement & {
      moveBefore?: (node: Node, before: Node | null) => void;
    };
    home.moveBefore?.(element, null);
    await aTimeout(20);
    session.fire('viewer_joined', { count: 2, clientIndex: 1 });
    expect(element.viewerCount).to.equal(2);
    expect(session.calls.map(([name]) => name)).to.deep.equal(['startLeader']);
    expect(surfly.sessions).to.have.length(1);
    element.remove();
  });

  it('that is removed ends the session it started', async () => {
    const { element, session } = await running();
    element.remove();
    await aTimeout(20);
    expect(session.calls.at(-1)).to.deep.equal(['end']);
    const told: string[] = [];
    element.addEventListener('surfly-event', ({ detail }) => told.push(detail.type));
    session.fire('session_ended');
    expect(told).to.be.empty;
    expect(element).to.include({ state: 'idle', session: null, viewerCount: 0 });
  });

  it('that is removed leaves a persistent session, and finds it again', async () => {
    const { element, session } = await running('persistent');
    const place = element.parentElement!;
    element.remove();
    await aTimeout(20);
    expect(session.calls.map(([name]) => name)).to.deep.equal(['startLeader']);
    place.append(element);
    await until(element, 'started');
    let joined = 0;
    element.addEventListener('viewer_joined', () => joined++);
    session.fire('viewer_joined', { count: 2, clientIndex: 1 });
    expect(joined).to.equal(1);
    expect(element.viewerCount).to.equal(2);
  });

  it('that is removed while its script loads starts nothing', async () => {
    const surfly = hosted();
    const element = await fixture<SurflySessionElement>(
      `<surfly-session script-src="${scriptUrl('delay=200')}" autostart></surfly-session>`,
    );
    await until(element, 'loading');
    element.remove();
    await aTimeout(400);
    expect(surfly.inits).to.have.length(1);
    expect(surfly.sessions).to.be.empty;
    expect(element.state).to.equal('idle');
  });

  it('that is removed does not end a session that was there before it', async () => {
    const surfly = hosted();
    const session = surfly.restore();
    const element = await tag('loading="eager"');
    await element.ready;
    element.remove();
    await aTimeout(20);
    expect(session.calls).to.be.empty;
  });

  it('that is upgraded late keeps what was set before', async () => {
    const { SurflySessionElement: Element } = await import('../../src/surfly-session.js');
    const surfly = hosted();
    const early = await fixture<SurflySessionElement>(
      `<late-session script-src="${scriptUrl()}" user-data='{"name":"Visitor"}'><b slot="viewer-count"></b></late-session>`,
    );
    early.settings = { docked_only: true };
    early.loading = 'eager';
    customElements.define('late-session', class extends Element {});
    await early.updateComplete;
    await early.start();
    expect(surfly.latest.settings).to.deep.equal({ docked_only: true });
    expect(surfly.latest.calls[0]![2]).to.deep.equal({ name: 'Visitor' });
    surfly.latest.run();
    await early.updateComplete;
    expect(early.querySelector('b')!.dataset['count']).to.equal('1');
  });

  it('adopts the sessions of a page with a Surfly of its own', async () => {
    const made = new Hosted();
    const surfly = made.install();
    await new Promise((resolve) => surfly.init({ widget_key: 'of the page' }, resolve));
    const own = made.session();
    own.run();
    const element = await tag('loading="eager"');
    await element.ready;
    expect(made.inits).to.have.length(1);
    expect(element.session).to.equal(asSession(own));
    expect(element.state).to.equal('started');
    expect(document.querySelectorAll('script[src*="/test-server/"]')).to.have.length(0);
  });

  it('inside a session shows it and starts no other', async () => {
    const surfly = hosted();
    const session = new (surfly.restore().constructor as new (...args: unknown[]) => HostedSession)(
      surfly,
      {},
      undefined,
    );
    surfly.isInsideSession = true;
    surfly.currentSession = session;
    page.__surfly = {};
    const element = await tag('autostart persistent');
    await element.ready;
    await element.updateComplete;
    expect(element).to.include({ insideSession: true, state: 'started' });
    expect(element.session).to.equal(asSession(session));
    expect(await element.start()).to.equal(asSession(session));
    expect(await element.create()).to.equal(asSession(session));
    expect(surfly.sessions).to.have.length(1);
    expect(session.calls).to.be.empty;
    expect(buttonOf(element, 'Start session')).to.equal(undefined);
    expect(seen(element, 'invitation')).to.equal('');
    session.fire('viewer_joined', { count: 2, clientIndex: 1 });
    session.fire('control', { to: 1, gained: false });
    await element.updateComplete;
    expect(seen(element, 'viewer-count')).to.equal('2 people in session');
    buttonOf(element, 'Take control back')!.click();
    buttonOf(element, 'End session')!.click();
    expect(session.calls).to.deep.equal([['giveControl', 0], ['end']]);
    session.calls.length = 0;
    element.remove();
    await aTimeout(20);
    expect(session.calls).to.be.empty;
  });

  const bad: [string, string, string][] = [
    ['settings', '{docked_only: true}', 'settings "{docked_only: true}"'],
    ['settings', '[1]', 'settings "[1]"'],
    ['user-data', '"Visitor"', 'user-data'],
    ['mode', 'boss', 'mode "boss"'],
    ['loading', 'never', 'loading "never"'],
  ];
  for (const [name, value, text] of bad) {
    it(`with ${name}=${value} says so once and goes on`, async () => {
      const surfly = hosted();
      const console = quiet('error');
      const element = await tag(`${name}='${value}'`);
      await element.start();
      console.restore();
      expect(console.texts).to.have.length(1);
      expect(console.texts[0]).to.include(text);
      expect(element.lastError!.code).to.equal('bad-value');
      expect(surfly.latest.calls[0]).to.deep.equal(['startLeader', null, {}]);
      expect(surfly.latest.settings).to.deep.equal({});
    });
  }

  it('with a value that cannot be used tells people too, until it is mended', async () => {
    hosted();
    const console = quiet('error');
    const element = await tag(`mode="boss" user-data='{'`);
    expect(seen(element, 'notice')).to.contain('not set up correctly');
    element.mode = 'leader';
    await element.updateComplete;
    expect(seen(element, 'notice')).to.contain('not set up correctly');
    element.removeAttribute('user-data');
    await element.updateComplete;
    console.restore();
    expect(seen(element, 'notice')).to.equal('');
  });

  it('whose script is loaded says that another one comes too late', async () => {
    const { element } = await ready();
    const console = quiet('warn');
    element.setAttribute('script-src', '/other/surfly.js');
    element.widgetKey = 'other';
    await element.updateComplete;
    console.restore();
    expect(console.texts).to.have.length(2);
    expect(console.texts[0]).to.include('script-src "/other/surfly.js"');
    expect(console.texts[1]).to.include('widget-key "other"');
    expect(element.state).to.equal('ready');
  });

  it('with a session says what is too late for it', async () => {
    const { element, session } = await running('mode="leader"');
    const console = quiet('warn');
    element.settings = { docked_only: true };
    element.setAttribute('user-data', '{"name": "Visitor"}');
    element.mode = 'follower';
    await element.updateComplete;
    element.settings = { docked_only: true };
    await element.updateComplete;
    console.restore();
    expect(console.texts.map((text) => text.split(' comes too late')[0])).to.deep.equal([
      '<surfly-session>: mode "follower"',
      '<surfly-session>: settings "{"docked_only":true}"',
      '<surfly-session>: user-data "{"name":"Visitor"}"',
    ]);
    expect(session.settings).to.deep.equal({});
  });

  it('that is mended after a failure tries again by itself', async () => {
    const console = quiet('error');
    const surfly = hosted();
    surfly.answer = { success: false, errorMsg: 'no such key' };
    const element = await tag('loading="eager"');
    await until(element, 'failed');
    surfly.answer = { success: true, errorMsg: null };
    element.widgetKey = 'right';
    await until(element, 'ready');
    console.restore();
    expect(surfly.inits.at(-1)![0]).to.deep.equal({ widget_key: 'right' });
  });

  it('that is told late to load or to start does', async () => {
    const surfly = hosted();
    const element = await tag('hidden');
    expect(element.state).to.equal('idle');
    element.loading = 'eager';
    await until(element, 'ready');
    element.autostart = true;
    await waitUntil(() => surfly.sessions.length === 1);
  });

  it('is without an attribute as it was before it had one', () => {
    const element = document.createElement('surfly-session');
    const given = {
      mode: 'follower',
      loading: 'eager',
      autostart: '',
      'script-src': '/x',
      'widget-key': 'x',
    };
    for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
    expect([element.mode, element.autostart, element.widgetKey]).to.deep.equal([
      'follower',
      true,
      'x',
    ]);
    for (const name of Object.keys(given)) element.removeAttribute(name);
    expect([element.mode, element.loading, element.autostart]).to.deep.equal([
      'leader',
      'lazy',
      false,
    ]);
    expect([element.scriptSrc, element.widgetKey]).to.deep.equal([
      'https://surfly.com/surfly.js',
      undefined,
    ]);
  });

  it('reads every attribute with data- too, the plain one first', async () => {
    const surfly = hosted();
    const element = await fixture<SurflySessionElement>(
      `<surfly-session data-script-src="${scriptUrl()}" data-widget-key="data" data-user-data='{"name": "Visitor"}'
        data-settings='{"docked_only": true}' data-loading="eager" data-autostart data-persistent data-mode="follower" mode="leader"
      ></surfly-session>`,
    );
    await waitUntil(() => surfly.sessions.length === 1);
    expect(surfly.inits[0]![0]).to.deep.equal({ widget_key: 'data', docked_only: true });
    expect(surfly.latest.calls[0]).to.deep.equal(['startLeader', null, { name: 'Visitor' }]);
    expect(element.persistent).to.equal(true);
    element.setAttribute('data-mode', 'nobody');
    expect(element.mode).to.equal('leader');
    const console = quiet('warn');
    element.setAttribute('data-mode', 'follower');
    element.removeAttribute('mode');
    expect(element.mode).to.equal('follower');
    await element.updateComplete;
    console.restore();
  });

  it('takes objects for settings and refuses what is none', async () => {
    const { element, surfly } = await ready();
    element.settings = { docked_only: true };
    const console = quiet('error');
    element.userData = 5 as never;
    console.restore();
    expect(console.texts[0]).to.include('user-data "5"');
    await element.start();
    expect(surfly.latest.settings).to.deep.equal({ docked_only: true });
    expect(surfly.latest.calls[0]![2]).to.deep.equal({});
  });

  it('is defined once, however many copies of the module a page has', async () => {
    const copy = '../../src/define.ts?copy';
    await import(copy);
    expect(customElements.get('surfly-session')).to.exist;
  });
});
