import { aTimeout } from '@open-wc/testing';
import type { SurflySession } from '../../src/surfly/api.js';
import { cleanPage, hosted, scriptUrl } from './helpers.js';
import type { Hosted, HostedSession } from './hosted.js';
import type { Implementation, Other } from './implementation.js';

/** The words of one time of the service, as its documentation had them. */
export interface Flavour {
  name: string;
  joined: string;
  left: string;
  /** PINs as the property has them. */
  pin: number | string;
  /** Second argument of a handler whose event has no parameters. */
  nothing: object | undefined;
  /** Whether a `start*()` that cannot work throws, or fires `error` afterwards. */
  throws: boolean;
}

export const flavours: Flavour[] = [
  {
    name: 'the hosted service of 2017',
    joined: 'viewer_joined',
    left: 'viewer_left',
    pin: 417,
    nothing: undefined,
    throws: true,
  },
  {
    name: 'the hosted service of later years',
    joined: 'participant_joined',
    left: 'participant_left',
    pin: '0417',
    nothing: {},
    throws: false,
  },
];

const mine = (session: SurflySession) => session as unknown as HostedSession;

/** The service behind the stand-in: it does what calls ask for, some time after them, as the documentation says. */
export class HostedService implements Implementation {
  readonly src = scriptUrl();
  readonly windowPage = 'about:blank';
  readonly widgetKey = 'key';
  readonly settings = {};
  readonly name: string;
  readonly #flavour: Flavour;
  #surfly!: Hosted;
  #others: { index: number; userData: object }[] = [];
  #next = 1;
  #heard: unknown[] = [];
  #broken = false;

  constructor(flavour: Flavour) {
    this.#flavour = flavour;
    this.name = flavour.name;
  }

  open(): Promise<void> {
    cleanPage();
    this.#others = [];
    this.#heard = [];
    this.#next = 1;
    this.#broken = false;
    this.#surfly = hosted();
    this.#surfly.served = (...call) => void this.#serve(...call);
    return Promise.resolve();
  }

  close(): void {
    cleanPage();
  }

  /** Nothing happens within a call: pages add their handlers after `startLeader()` too. */
  async #serve(session: HostedSession, name: string, args: unknown[]): Promise<void> {
    await aTimeout(5);
    const { nothing } = this.#flavour;
    switch (name) {
      case 'create':
        this.#create(session);
        break;
      case 'startLeader':
      case 'startFollower':
        if (this.#broken) {
          session.fire('error', { reason: 'connect_failed' });
          break;
        }
        if (!session.leaderLink) this.#create(session);
        await aTimeout(5);
        if (name === 'startLeader') session.fire('session_queued', nothing);
        session.started = true;
        session.fire('session_started', nothing);
        break;
      case 'end':
        session.started = false;
        session.fire('session_ended', nothing);
        break;
      case 'giveControl': {
        const [to] = args as [number];
        const other = this.#others.find(({ index }) => index === to);
        session.fire('control', { to, userData: other?.userData ?? {}, gained: to === 0 });
        break;
      }
      case 'sendMessage':
        this.#heard.push(args[0]);
        break;
      default:
    }
  }

  #create(session: HostedSession): void {
    session.leaderLink = 'https://hosted.example/lead/1';
    session.followerLink = 'https://hosted.example/join/1';
    session.pin = this.#flavour.pin;
    session.fire('session_created', this.#flavour.nothing);
  }

  async join(session: SurflySession, userData: Record<string, unknown>): Promise<Other> {
    await aTimeout(5);
    const index = this.#next++;
    const tell = (name: string) =>
      mine(session).fire(name, {
        count: this.#others.length + 1,
        clientIndex: index,
        userData,
      });
    this.#others.push({ index, userData });
    tell(this.#flavour.joined);
    const leave = () => {
      this.#others = this.#others.filter((other) => other.index !== index);
      setTimeout(tell, 5, this.#flavour.left);
    };
    return { index, leave };
  }

  leads(): Promise<string> {
    return Promise.resolve('https://hosted.example/join/1');
  }

  async rival(session: SurflySession): Promise<void> {
    await aTimeout(5);
    mine(session).fire('error', { reason: 'other_connection' });
  }

  say(session: SurflySession, data: unknown): void {
    setTimeout(() => mine(session).fire('message', { data, origin: location.origin }), 5);
  }

  heard(): unknown[] {
    return this.#heard;
  }

  async agent(available: boolean): Promise<void> {
    await aTimeout(5);
    this.#surfly.agents(available);
  }

  leaveBehind(): Promise<string> {
    return Promise.resolve(this.#surfly.restore().followerLink!);
  }

  /** The service tells frames apart by itself. */
  neighbour(): Promise<void> {
    return Promise.resolve();
  }

  breakStart(): void {
    if (this.#flavour.throws)
      this.#surfly.startError = new Error('third-party cookies are blocked');
    else this.#broken = true;
  }

  mendStart(): void {
    this.#surfly.startError = undefined;
    this.#broken = false;
  }
}
