// In the page: what one event takes on its way from the handler that the element gave to `session.on` to the page's listener on the element, beside
// what a bare `dispatchEvent(new CustomEvent())` takes. A stand-in for `window.Surfly` keeps the handlers.
import type { SurflySessionElement } from '../../../src/surfly-session.js';

/** Microseconds for one event, one number for each round. */
export interface EventTimes {
  ours: number[];
  bare: number[];
}

/** How far an event is followed. */
type Stretch = 'toListener' | 'whole';

type Handler = (this: unknown, source: unknown, payload: unknown) => void;

const ELEMENTS = 200;
const ROUNDS = 120;
const WARM_UP = 20;

/** One payload for each round, so that every event brings something new. */
const payloads: Record<string, (round: number) => unknown> = {
  viewer_joined: (round) => ({
    count: 2 + (round % 3),
    clientIndex: 1 + (round % 3),
    userData: { name: 'Agent', email: 'agent@shop.example' },
  }),
  control: (round) => ({ to: round % 2, userData: { name: 'Agent' }, gained: round % 2 === 0 }),
  message: (round) => ({ data: { type: 'cart', items: [round] }, origin: 'https://shop.example' }),
};

class Session {
  started = true;
  readonly #handlers = new Map<string, Handler>();

  on(name: string, handler: Handler): this {
    this.#handlers.set(name, handler);
    return this;
  }

  handler(name: string): Handler {
    return this.#handlers.get(name)!;
  }

  startLeader(): this {
    return this;
  }
}

/** Kinds of measurement, in the order in which they are reported. */
const kinds: { [name: string]: { stretch: Stretch; spread: boolean } } = {
  // One event after the other on one element. They share one update: what is left is what the event itself takes.
  'handler to listener': { stretch: 'toListener', spread: false },
  // Until the handler returns: the bubbling `surfly-event` that follows is in it.
  'handler to its end, surfly-event included': { stretch: 'whole', spread: false },
  // On elements without an update under way: asking Lit for one, which is no part of telling the page, is in it.
  'handler to listener, an update asked for each time': { stretch: 'toListener', spread: true },
};

export async function measureEvents(): Promise<Record<string, EventTimes>> {
  const sessions: Session[] = [];
  Object.assign(window, {
    Surfly: {
      init() {},
      on() {},
      listSessions: () => [],
      session() {
        sessions.push(new Session());
        return sessions.at(-1);
      },
    },
  });
  await customElements.whenDefined('surfly-session');
  const ours = fill<SurflySessionElement>('surfly-session');
  const bare = fill<HTMLElement>('div');
  for (const element of ours) await element.start();
  for (const session of sessions) session.handler('session_started').call(session, session, {});

  const result: Record<string, EventTimes> = {};
  for (const type of Object.keys(payloads)) {
    Object.assign(result, await measureType(type, sessions, ours, bare));
  }
  return result;
}

/** Elements of a kind, all at the same depth. */
function fill<T extends HTMLElement>(name: string): T[] {
  const box = document.querySelector('main')!.appendChild(document.createElement('div'));
  return Array.from({ length: ELEMENTS }, () => box.appendChild(document.createElement(name) as T));
}

async function measureType(
  type: string,
  sessions: Session[],
  ours: SurflySessionElement[],
  bare: HTMLElement[],
): Promise<Record<string, EventTimes>> {
  let clock = false;
  let arrived = 0;
  let detail: unknown;
  const listener = (event: Event) => {
    if (clock) arrived = performance.now();
    ({ detail } = event as CustomEvent);
  };
  for (const element of [...ours, ...bare]) element.addEventListener(type, listener);

  let given: unknown;
  const oneOfOurs = (i: number) => {
    const session = sessions[i]!;
    session.handler(type).call(session, session, given);
  };
  const oneBare = (i: number) => bare[i]!.dispatchEvent(new CustomEvent(type, { detail: given }));
  const clockOnly = () => (arrived = performance.now());

  /** Microseconds for one of as many events as there are elements. */
  const time = (act: (i: number) => void, { stretch, spread }: (typeof kinds)[string]) => {
    const step = spread ? 1 : 0;
    clock = stretch === 'toListener';
    let sum = 0;
    const first = performance.now();
    for (let i = 0; i < ELEMENTS; i++) {
      const start = clock ? performance.now() : 0;
      act(i * step);
      sum += arrived - start;
    }
    if (!clock) sum = performance.now() - first;
    return (sum / ELEMENTS) * 1000;
  };

  const times: Record<string, EventTimes> = {};
  const steps = Object.entries(kinds).flatMap(([name, kind]) => {
    const list = (times[`${type}: ${name}`] = { ours: [] as number[], bare: [] as number[] });
    const step = (act: (i: number) => void, into: number[]) => () => {
      // What reading the clock takes is in both, and is taken off both.
      const reading = kind.stretch === 'toListener' ? time(clockOnly, kind) : 0;
      into.push(time(act, kind) - reading);
    };
    return [step(oneOfOurs, list.ours), step(oneBare, list.bare)];
  });
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    // Each goes first as often as last.
    for (let i = 0; i < steps.length; i++) {
      given = payloads[type]!(round * steps.length + i);
      steps[(round + i) % steps.length]!();
      // Rendering is no part of the way to the listener.
      await Promise.all(ours.map((element) => element.updateComplete));
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (round < WARM_UP) {
      for (const { ours, bare } of Object.values(times)) ours.length = bare.length = 0;
    }
  }
  if (!detail) throw new Error(`No listener for ${type} was called`);
  for (const element of [...ours, ...bare]) element.removeEventListener(type, listener);
  return times;
}
