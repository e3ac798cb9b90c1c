import { aTimeout, waitUntil } from '@open-wc/testing';
import { PROTOCOL_VERSION } from '../../src/protocol/limits.js';
import type { InitResult, Surfly, SurflySession } from '../../src/surfly/api.js';
import { cleanPage } from './helpers.js';
import type { Implementation, Other } from './implementation.js';

interface Config {
  relay: string;
  widgetKey: string;
  agentKey: string;
}

type SurflyFrame = Window & { Surfly?: Surfly; heard?: unknown[] };

const pageUrl = (body: string) =>
  new URL(
    `/test-server/respond?type=html&body=${encodeURIComponent(`<!doctype html>${body}`)}`,
    location.href,
  ).href;

/** Our own `surfly.js`, from a real relay. Everybody else is in a frame of the page, with the same script. */
export class OwnEngine implements Implementation {
  readonly name = 'our own engine';
  readonly src: string;
  readonly windowPage: string;
  readonly widgetKey: string;
  readonly settings: Record<string, unknown>;
  readonly #config: Config;
  #frames: HTMLIFrameElement[] = [];
  #agent: WebSocket | undefined;

  static async load(): Promise<OwnEngine> {
    const answer = await fetch('/test-server/config.json');
    return new OwnEngine((await answer.json()) as Config);
  }

  private constructor(config: Config) {
    this.#config = config;
    this.src = `${config.relay}surfly.js`;
    this.windowPage = `${config.relay}follower/`;
    this.widgetKey = config.widgetKey;
    const listening = `<script>Surfly.currentSession?.on('message', (_, { data }) => (window.heard ??= []).push(data))</script>`;
    // The page in the session would be the tests' page again, and the end of the session would go there.
    this.settings = {
      url: pageUrl(`<title>Inside</title><script src="${this.src}"></script>${listening}`),
      end_redirect_enabled: false,
    };
  }

  open(): Promise<void> {
    cleanPage();
    this.#forget();
    return Promise.resolve();
  }

  close(): void {
    this.mendStart();
    this.#agent?.close();
    for (const frame of this.#frames.splice(0)) frame.remove();
    for (const script of document.querySelectorAll(`script[src="${this.src}"]`)) script.remove();
    cleanPage();
    this.#forget();
  }

  /** What the engine keeps in a tab and in a browser. */
  #forget(): void {
    sessionStorage.clear();
    localStorage.clear();
  }

  /** The `Surfly` of another page, in a frame. */
  async #elsewhere(): Promise<Surfly> {
    const frame = document.createElement('iframe');
    frame.src = pageUrl(`<script src="${this.src}"></script>`);
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    document.body.append(frame);
    this.#frames.push(frame);
    await loaded;
    const surfly = (frame.contentWindow as SurflyFrame).Surfly!;
    await new Promise<InitResult>((report) => surfly.init({ widget_key: this.widgetKey }, report));
    return surfly;
  }

  async join(session: SurflySession, userData: Record<string, unknown>): Promise<Other> {
    const surfly = await this.#elsewhere();
    // A browser is known by what it keeps; without that, it is another one.
    this.#forget();
    const following = surfly.session(null, session.followerLink).startFollower(null, userData);
    await waitUntil(() => following.clientIndex !== undefined, 'a follower', { timeout: 8000 });
    return {
      index: following.clientIndex!,
      leave: () => following.node!.remove(),
    };
  }

  async #lead(surfly: Surfly): Promise<SurflySession> {
    const session = surfly.session(this.settings).startLeader();
    await waitUntil(() => session.started, 'a leader', { timeout: 8000 });
    return session;
  }

  async leads(): Promise<string> {
    return (await this.#lead(await this.#elsewhere())).followerLink!;
  }

  async rival(session: SurflySession): Promise<void> {
    const surfly = await this.#elsewhere();
    surfly.session(this.settings, session.leaderLink).startLeader();
  }

  say(session: SurflySession, data: unknown): void {
    const inside = session.window as SurflyFrame;
    inside.Surfly!.currentSession!.sendMessage(data, location.origin);
  }

  heard(session: SurflySession): unknown[] {
    const inside = session.window as SurflyFrame;
    return inside.heard ?? [];
  }

  async agent(available: boolean): Promise<void> {
    this.#agent ??= await this.#signIn();
    this.#agent.send(JSON.stringify({ type: 'agent_status', available }));
  }

  async #signIn(): Promise<WebSocket> {
    const { relay, widgetKey, agentKey } = this.#config;
    const socket = new WebSocket(`${relay.replace(/^http/, 'ws')}relay`);
    const hello = { type: 'agent', v: PROTOCOL_VERSION, widgetKey, agentKey, name: 'Agent' };
    socket.onopen = () => socket.send(JSON.stringify(hello));
    await new Promise((resolve) => (socket.onmessage = resolve));
    return socket;
  }

  async leaveBehind(): Promise<string> {
    const { followerLink } = await this.#lead(await this.#elsewhere());
    const stored = Object.entries(sessionStorage).find(([name]) =>
      name.startsWith('surfly-session'),
    )!;
    for (const frame of this.#frames.splice(0)) frame.remove();
    // A frame's sessions are its own; the tests' page cannot be reloaded, so it is given one as if it had been.
    sessionStorage.clear();
    sessionStorage.setItem('surfly-session', stored[1]);
    await aTimeout(100);
    return followerLink!;
  }

  async neighbour(): Promise<void> {
    await this.#elsewhere();
  }

  readonly #WebSocket = window.WebSocket;

  breakStart(): void {
    window.WebSocket = class {
      constructor() {
        throw new DOMException('The policy of the page forbids it.', 'SecurityError');
      }
    } as unknown as typeof WebSocket;
  }

  mendStart(): void {
    window.WebSocket = this.#WebSocket;
  }
}
