import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Frame, Page } from 'puppeteer-core';

/** A CustomEvent that arrived on a `<surfly-session>`. */
export interface Arrived {
  type: string;
  detail: Record<string, unknown>;
}

const EVENTS = [
  'session_created',
  'session_started',
  'viewer_joined',
  'viewer_left',
  'session_ended',
  'message',
  'relocated',
  'error',
  'control',
  'agent_status',
  'session_queued',
  'session_loaded',
  'user_activity',
  'file_download',
];

/** How long anything may take before a test gives up on it, in milliseconds. */
const PATIENCE = 15_000;

/** One person with a browser of his own: storage, cookies and windows are shared with nobody. */
export class Person {
  readonly page: Page;
  readonly #context: BrowserContext;
  /** What went wrong in the pages: uncaught errors and console errors. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  /** @param prepare - what is to be done with the empty tab before the page is opened in it */
  static async enter(
    browser: Browser,
    url: string,
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<Person> {
    const context = await browser.createBrowserContext();
    // A window of his own: browsers slow down what runs in a tab behind another.
    const page = await context.newPage({ type: 'window' });
    const person = new Person(context, page);
    page.on('pageerror', (error) => person.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') person.complaints.push(message.text());
    });
    await page.setViewport({ width: 1200, height: 800 });
    await page.evaluateOnNewDocument(listen, EVENTS);
    await prepare?.(page);
    await page.goto(url);
    return person;
  }

  /** The events on the outer page's elements, in their order, over all pages of the tab. */
  events(): Promise<Arrived[]> {
    return this.page.evaluate(
      () => JSON.parse(sessionStorage.getItem('test-events') ?? '[]') as Arrived[],
    );
  }

  async eventsNamed(type: string): Promise<Arrived['detail'][]> {
    return (await this.events()).filter((event) => event.type === type).map(({ detail }) => detail);
  }

  /** Waits until `count` events of this type have arrived, and returns their payloads. */
  async waitForEvents(type: string, count = 1): Promise<Arrived['detail'][]> {
    return until(`${count} ${type}`, async () => {
      const arrived = await this.eventsNamed(type);
      return arrived.length >= count && arrived;
    });
  }

  /** Calls a method of the page's tag; `remove` takes the tag off the page. */
  async act(method: string, ...values: unknown[]): Promise<void> {
    await this.page.evaluate(
      (name, given) => {
        const tag = document.querySelector('surfly-session') as unknown as Record<
          string,
          (...values: unknown[]) => Promise<unknown> | undefined
        >;
        // A method that fails says so by an event and a notice too; those are looked at.
        void tag[name]!(...given)?.catch?.(() => undefined);
      },
      method,
      values,
    );
  }

  /** Reads a property of the page's tag. */
  get<T>(property: string): Promise<T> {
    return this.page.evaluate(
      async (name) => (document.querySelector('surfly-session') as never)[name],
      property,
    );
  }

  /** A second tab of the same browser. */
  async openTab(url: string): Promise<Page> {
    const tab = await this.#context.newPage();
    await tab.goto(url);
    return tab;
  }

  /** The page inside the leader's session window. */
  async inside() {
    const frame = await until('a page inside the session', async () => {
      for (const candidate of this.page.frames()) {
        if (candidate.parentFrame() !== this.page.mainFrame()) continue;
        const element = await candidate.frameElement();
        const shown = await element?.evaluate((node) => node.classList.contains('surfly-window'));
        if (!shown || candidate.url() === 'about:blank') continue;
        if ((await candidate.evaluate(() => document.readyState)) === 'complete') return candidate;
      }
      return undefined;
    });
    return frame;
  }

  /** In a follower's page, or at a leader who looks at what the others see. */
  get followerWindow(): Frame | undefined {
    return this.page.frames().find((frame) => frame.url().endsWith('/follower/'));
  }

  /** The replica in a follower's window. */
  async replica() {
    return until('a replica', async () => {
      const replica = this.followerWindow?.childFrames().at(-1);
      return replica && (await replica.$('body')) ? replica : undefined;
    });
  }

  /** Has got control, and what his hand does is taken: the part that takes it may still be on its way. */
  async controls(): Promise<void> {
    await this.waitForEvents('control');
    await until('the part that takes what is done', async () =>
      this.followerWindow?.$('.surfly-capturing'),
    );
  }

  /**
   * Where the middle of an element of the replica is in this person's own window.
   * @param replica - or a frame in it
   */
  async placeOf(selector: string, replica?: Frame): Promise<{ x: number; y: number }> {
    replica ??= await this.replica();
    const inside = await replica.$eval(selector, (element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2, page: innerWidth };
    });
    let { x, y } = inside;
    // Each frame around it moves, and the innermost one scales.
    for (let frame: Frame = replica; frame.parentFrame(); frame = frame.parentFrame()!) {
      const element = await frame.frameElement();
      const box = await element!.evaluate((node) => {
        const { left, top, width } = node.getBoundingClientRect();
        return { left, top, scale: width / node.clientWidth };
      });
      x = box.left + x * box.scale;
      y = box.top + y * box.scale;
    }
    return { x, y };
  }

  /** Clicks, by the person's own mouse, where an element is shown in the replica. */
  async clickInReplica(selector: string, replica?: Frame): Promise<void> {
    const { x, y } = await this.placeOf(selector, replica);
    await this.page.mouse.click(x, y);
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}

/** Runs in every page before its scripts: notes the events that arrive on the outer page's elements. */
function listen(names: string[]): void {
  if (window.top !== window) return;
  for (const name of names) {
    // The documented events do not bubble; on their way down they can be seen all the same.
    window.addEventListener(
      name,
      (event) => {
        if (!(event instanceof CustomEvent)) return;
        if ((event.target as Element).localName !== 'surfly-session') return;
        const key = 'test-events';
        const events = JSON.parse(sessionStorage.getItem(key) ?? '[]') as unknown[];
        events.push({ type: event.type, detail: event.detail as unknown });
        sessionStorage.setItem(key, JSON.stringify(events));
      },
      true,
    );
  }
}

/** Waits for a condition to hold; what it returns then is returned. */
export async function until<T>(
  what: string,
  condition: () => Promise<T | undefined | false>,
  patience = PATIENCE,
): Promise<T> {
  const end = performance.now() + patience;
  let reason = '';
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      // A page that is being replaced cannot be asked; the next look may.
      reason = ` (${String(error)})`;
    }
    if (performance.now() > end) assert.fail(`Waited in vain for ${what}${reason}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
