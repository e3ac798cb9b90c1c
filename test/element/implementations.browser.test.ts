import { aTimeout, expect, fixture, fixtureCleanup, waitUntil } from '@open-wc/testing';
import type { Surfly, SurflySession } from '../../src/surfly/api.js';
import { surflyEventNames } from '../../src/surfly/events.js';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import { buttonOf, page, quiet, seen, until } from './helpers.js';
import { flavours, HostedService } from './hosted-service.js';
import { OwnEngine } from './own-engine.js';

/** An event that arrived at a tag. */
interface Arrived {
  type: string;
  detail: Record<string, unknown>;
}

const implementations = [
  ...flavours.map((flavour) => new HostedService(flavour)),
  await OwnEngine.load(),
];

for (const on of implementations) {
  describe(`the tag on ${on.name}`, function () {
    this.timeout(20_000);
    let arrived: Arrived[];
    let logged: ReturnType<typeof quiet>;

    beforeEach(async () => {
      arrived = [];
      await on.open();
      logged = quiet('error');
    });
    afterEach(async () => {
      logged.restore();
      // The tag ends its session on leaving, and that takes a moment.
      fixtureCleanup();
      await aTimeout(50);
      on.close();
    });

    const named = (type: string) =>
      arrived.filter((event) => event.type === type).map(({ detail }) => detail);
    const arrival = (type: string, count = 1) =>
      waitUntil(() => named(type).length >= count, `${count} ${type}`, { timeout: 9000 });

    async function tag(attributes = ''): Promise<SurflySessionElement> {
      const settings = JSON.stringify(on.settings)
        .replaceAll('&', '&amp;')
        .replaceAll("'", '&#39;');
      const element = await fixture<SurflySessionElement>(
        `<surfly-session script-src="${on.src}" widget-key="${on.widgetKey}" loading="eager" settings='${settings}' ${attributes}></surfly-session>`,
      );
      for (const type of surflyEventNames) {
        element.addEventListener(type, (event) =>
          arrived.push({ type, detail: (event as CustomEvent<Arrived['detail']>).detail }),
        );
      }
      return element;
    }

    /** Session windows of this page; those of others are in frames. */
    const windowsHere = () => document.querySelectorAll('iframe.surfly-window').length;

    async function running(): Promise<{ element: SurflySessionElement; session: SurflySession }> {
      const element = await tag(`user-data='{"name": "Visitor"}'`);
      const session = await element.start();
      await until(element, 'started');
      return { element, session: session! };
    }

    it('shares one script and one init with a second tag', async () => {
      const [one, two] = [await tag(), await tag()];
      expect(await one.ready).to.equal(page.Surfly);
      expect(await two.ready).to.equal(page.Surfly);
      expect([one.state, two.state]).to.deep.equal(['ready', 'ready']);
      expect(document.querySelectorAll(`script[src="${on.src}"]`)).to.have.length(1);
      expect(one.agentAvailable).to.equal(false);
      expect(one).to.include({ session: null, viewerCount: 0, pin: '', insideSession: false });
    });

    it('tells created, then started, once each, with links and PIN', async () => {
      const { element, session } = await running();
      const order = arrived.map(({ type }) => type).filter((type) => /created|started/.test(type));
      expect(order).to.deep.equal(['session_created', 'session_started']);
      expect(named('session_created')).to.deep.equal([{}]);
      expect(named('session_started')).to.deep.equal([{}]);
      expect(element.session).to.equal(session);
      expect(element.pin).to.match(/^\d{4}$/);
      expect(new URL(element.leaderLink!).pathname).to.match(/^\/lead\//);
      expect(new URL(element.followerLink!).pathname).to.match(/^\/join\//);
      expect(element).to.include({ viewerCount: 1, controller: 0, hasControl: true });
    });

    it('tells who comes and goes', async () => {
      const { element, session } = await running();
      const ben = await on.join(session, { name: 'Ben' });
      await arrival('viewer_joined');
      const cleo = await on.join(session, { name: 'Cleo' });
      await arrival('viewer_joined', 2);
      expect(named('viewer_joined')).to.deep.equal([
        { count: 2, clientIndex: 1, userData: { name: 'Ben' } },
        { count: 3, clientIndex: 2, userData: { name: 'Cleo' } },
      ]);
      expect([ben.index, cleo.index]).to.deep.equal([1, 2]);
      expect(element.viewerCount).to.equal(3);
      ben.leave();
      await arrival('viewer_left');
      expect(named('viewer_left')).to.deep.equal([
        { count: 2, clientIndex: 1, userData: { name: 'Ben' } },
      ]);
      expect(element.viewerCount).to.equal(2);
      expect(element.viewers).to.deep.equal([{ clientIndex: 2, userData: { name: 'Cleo' } }]);
    });

    it('gives control and takes it back', async () => {
      const { element, session } = await running();
      await on.join(session, { name: 'Ben' });
      await arrival('viewer_joined');
      element.giveControl(1);
      await arrival('control');
      expect(named('control')[0]).to.deep.equal({
        to: 1,
        userData: { name: 'Ben' },
        gained: false,
      });
      expect(element).to.include({ controller: 1, hasControl: false });
      element.giveControl(0);
      await arrival('control', 2);
      expect(named('control')[1]).to.include({ to: 0, gained: true });
      expect(element).to.include({ controller: 0, hasControl: true });
    });

    it('carries messages both ways', async () => {
      const { element, session } = await running();
      await aTimeout(300);
      element.sendMessage({ from: 'outside' }, location.origin);
      await waitUntil(() => on.heard(session).length === 1, 'the message inside');
      expect(on.heard(session)).to.deep.equal([{ from: 'outside' }]);
      on.say(session, { from: 'inside' });
      await arrival('message');
      expect(named('message')).to.deep.equal([
        { data: { from: 'inside' }, origin: location.origin },
      ]);
    });

    it('turns an error into a notice', async () => {
      const { element, session } = await running();
      await on.rival(session);
      await arrival('error');
      await element.updateComplete;
      expect(named('error')).to.deep.equal([{ reason: 'other_connection' }]);
      expect(element).to.include({ state: 'failed', viewerCount: 0, hasControl: false });
      expect(element.lastError!.code).to.equal('other_connection');
      expect(seen(element, 'notice')).to.include('The session was opened in another window.');
    });

    it('tells the end once, and may begin another session', async () => {
      const { element, session } = await running();
      element.end();
      await arrival('session_ended');
      expect(element).to.include({ state: 'ended', viewerCount: 0, controller: null });
      const next = await element.start();
      await until(element, 'started');
      expect(next).not.to.equal(session);
      expect(named('session_ended')).to.deep.equal([{}]);
      expect(named('session_started')).to.have.length(2);
    });

    it('adopts a Surfly that the page has initialised, and its session', async () => {
      const script = document.createElement('script');
      script.src = on.src;
      const loaded = new Promise((resolve) => (script.onload = resolve));
      document.head.append(script);
      await loaded;
      const surfly = page.Surfly as Surfly;
      await new Promise((done) => surfly.init({ widget_key: on.widgetKey, ...on.settings }, done));
      const own = surfly.session(on.settings).startLeader();
      await waitUntil(() => own.started, 'the session of the page', { timeout: 9000 });
      const warned = quiet('warn');
      const element = await tag();
      await element.ready;
      warned.restore();
      expect(warned.texts).to.deep.equal([]);
      expect(element).to.include({ state: 'started', session: own });
      expect(document.querySelectorAll(`script[src="${on.src}"]`)).to.have.length(1);
      await on.join(own, { name: 'Ben' });
      await arrival('viewer_joined');
      element.end();
      await arrival('session_ended');
    });

    it('adopts the stub of the loader snippet, with the call in its one slot', async () => {
      const stub = {
        q: undefined as ArrayLike<unknown> | undefined,
        init(...args: unknown[]) {
          stub.q = args;
        },
      };
      page.Surfly = stub;
      const reports: unknown[] = [];
      stub.init({ widget_key: on.widgetKey, ...on.settings }, (result: unknown) =>
        reports.push(result),
      );
      const warned = quiet('warn');
      const element = await tag();
      await aTimeout(50);
      expect(element.state).to.equal('loading');
      const script = document.createElement('script');
      script.src = on.src;
      document.head.append(script);
      expect(await element.ready).to.equal(stub);
      await waitUntil(() => reports.length === 1, 'the answer to the page');
      await aTimeout(50);
      warned.restore();
      expect(warned.texts).to.deep.equal([]);
      expect(reports).to.deep.equal([{ success: true, errorMsg: null }]);
      expect(stub).not.to.have.property('q');
      await element.start();
      await until(element, 'started');
    });

    it('takes up a session of before a reload', async () => {
      const link = await on.leaveBehind();
      const element = await tag('loading="lazy" hidden');
      await until(element, 'started');
      expect(element.followerLink).to.equal(link);
      expect(element.pin).to.match(/^\d{4}$/);
      await on.join(element.session!, { name: 'Ben' });
      await arrival('viewer_joined');
      expect(element.viewerCount).to.equal(2);
      element.end();
      await arrival('session_ended');
    });

    it('leaves its session to the page when a frame of the site has the script too', async () => {
      const { element, session } = await running();
      await on.neighbour();
      await aTimeout(500);
      expect(named('error')).to.deep.equal([]);
      expect(element).to.include({ state: 'started', session });
    });

    it('says that a start failed, and tries again', async () => {
      const element = await tag();
      await element.ready;
      on.breakStart();
      await element.start().catch(() => {});
      await until(element, 'failed');
      await element.updateComplete;
      expect(seen(element, 'notice')).not.to.equal('');
      on.mendStart();
      buttonOf(element, 'Try again')!.click();
      await until(element, 'started');
      await element.updateComplete;
      expect(seen(element, 'notice')).to.equal('');
      expect(named('session_started')).to.have.length(1);
    });

    it('tells late listeners what happens from then on, and its properties the rest', async () => {
      const { element, session } = await running();
      const late: string[] = [];
      element.addEventListener('session_started', () => late.push('session_started'));
      element.addEventListener('viewer_joined', ({ detail, session: from }) => {
        late.push(`viewer_joined ${detail.count} ${from === session}`);
      });
      await on.join(session, {});
      await arrival('viewer_joined');
      expect(late).to.deep.equal(['viewer_joined 2 true']);
      expect(element).to.include({ state: 'started', viewerCount: 2 });
    });

    it('tells when an agent comes and when the last one goes', async () => {
      const element = await tag();
      await element.ready;
      await on.agent(true);
      await arrival('agent_status');
      expect(element.agentAvailable).to.equal(true);
      const second = await tag();
      await second.ready;
      expect(second.agentAvailable).to.equal(true);
      await on.agent(false);
      await waitUntil(() => !element.agentAvailable && !second.agentAvailable);
      const told = named('agent_status').map(({ available }) => available);
      expect(told).to.deep.equal([true, false, false]);
    });

    it('follows a session that somebody else leads', async () => {
      const link = await on.leads();
      const element = await tag(`mode="follower" session-link="${link}"`);
      await element.start();
      await until(element, 'started');
      expect(element.querySelectorAll('iframe.surfly-window')).to.have.length(1);
      expect(element).to.include({ viewerCount: 2, controller: 0, hasControl: false });
    });

    it('follows in an iframe that the page has loaded for it, one session after another', async () => {
      const window = document.createElement('iframe');
      window.slot = 'window';
      window.src = on.windowPage;
      const loaded = new Promise((resolve) => (window.onload = resolve));
      const element = await tag('mode="follower"');
      element.append(window);
      await loaded;
      expect(getComputedStyle(window).display).to.equal('none');
      for (let session = 0; session < 2; session += 1) {
        element.sessionLink = await on.leads();
        await element.start();
        await until(element, 'started');
        expect([...element.children]).to.deep.equal([window]);
        expect(windowsHere()).to.equal(1);
        expect(window.getBoundingClientRect().height).to.be.greaterThan(100);
        expect(element.viewerCount).to.equal(2);
        element.end();
        await until(element, 'ended');
        expect(getComputedStyle(window).display).to.equal('none');
      }
    });

    it('follows where the page moves it, in one task or by moveBefore, with its session', async () => {
      const link = await on.leads();
      const follower = await tag(`mode="follower" session-link="${link}"`);
      await follower.start();
      await until(follower, 'started');
      type Movable = Element & { moveBefore?: (node: Node, before: Node | null) => void };
      const home: Movable = await fixture('<section><p></p></section>');
      home.insertBefore(follower, home.firstChild);
      follower.remove();
      home.append(follower);
      home.moveBefore?.(follower, home.firstChild);
      await aTimeout(500);
      expect(follower.state).to.equal('started');
      expect(follower.isConnected).to.equal(true);
      expect(follower.querySelectorAll('iframe.surfly-window')).to.have.length(1);
      expect(named('session_started')).to.have.length(1);
      expect(named('session_ended')).to.deep.equal([]);
    });

    it('put back later begins anew', async () => {
      const { element, session } = await running();
      const home = element.parentElement!;
      element.remove();
      await waitUntil(() => !session.started, 'the end', { timeout: 9000 });
      home.append(element);
      await until(element, 'ready');
      expect(element.session).to.equal(null);
      await element.start();
      await until(element, 'started');
      expect(element.session).not.to.equal(session);
    });

    it('works in the shadow root of another component, leading and following', async () => {
      const shadow = (await fixture('<div></div>')).attachShadow({ mode: 'open' });
      const leader = await tag();
      shadow.append(leader);
      await leader.start();
      await until(leader, 'started');
      expect(leader.pin).to.match(/^\d{4}$/);
      leader.end();
      await until(leader, 'ended');

      const follower = await tag(`mode="follower" session-link="${await on.leads()}"`);
      shadow.append(follower);
      await follower.start();
      await until(follower, 'started');
      expect(follower.querySelector('iframe')).to.equal(null);
      expect(follower.viewerCount).to.equal(2);
      follower.remove();
      await waitUntil(() => !windowsHere(), 'no window of the follower');
    });

    it('leaves no session behind when it goes while it starts, leading and following', async () => {
      const link = await on.leads();
      const leader = await tag();
      const session = await leader.start();
      leader.remove();
      const follower = await tag(`mode="follower" session-link="${link}"`);
      await follower.start();
      follower.remove();
      await aTimeout(1500);
      expect(session!.started).to.equal(false);
      expect(windowsHere()).to.equal(0);
    });

    it('is deaf once it has gone, though handlers cannot be taken off', async () => {
      const { element, session } = await running();
      element.remove();
      await waitUntil(() => !session.started, 'the end', { timeout: 9000 });
      expect(element).to.include({ state: 'idle', session: null });
      expect(named('session_ended')).to.deep.equal([]);
    });
  });
}
