// One who acts, with the mouse and the keyboard of a browser, whose events are as good as a person's.
import type { Browser, CDPSession, KeyInput, Page } from 'puppeteer-core';
import type { Place } from './pages/harness.js';
import type { Server, Told } from './server.js';

const WIDTH = 1000;
const HEIGHT = 700;

/** In so many moves a finger goes over the glass. */
const STEPS = 6;

/** Milliseconds within which two presses at one place are one, and a little more. */
const DOUBLE_CLICK = 550;

/** Where in an element's box, as parts of its width and height. */
type At = [fx: number, fy: number];

/** What a case may do: the same by hand and as a viewer. */
export interface Hand {
  click(
    target: string,
    options?: { at?: At; button?: 'left' | 'middle' | 'right'; count?: number },
  ): Promise<void>;
  move(target: string, at?: At): Promise<void>;
  down(target?: string, at?: At): Promise<void>;
  up(): Promise<void>;
  /** Presses on one thing and lets go on another, with so many moves in between. */
  drag(
    from: string,
    to: string,
    options?: { fromAt?: At; toAt?: At; steps?: number },
  ): Promise<void>;
  wheel(target: string, deltaY: number, deltaX?: number): Promise<void>;
  tap(target: string, count?: number): Promise<void>;
  /** Moves a finger over the glass, from one point to another of the same element's box. */
  swipe(target: string, from: At, to: At): Promise<void>;
  /** Presses a key, together with others that are named before it: `Shift+Control+ArrowLeft`. */
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  paste(text: string): Promise<void>;
  /** Composes a text with an input method, which shows these on the way. */
  compose(text: string, ...steps: string[]): Promise<void>;
  /** Presses, and moves the mouse over a text, from one letter to another. */
  sweep(target: string, from: number, to: number): Promise<void>;
  /** Does something while a key is down. */
  hold(key: KeyInput, act: () => Promise<void>): Promise<void>;
  /** Sets a field that has a picker. */
  setWhole(target: string, value: string): Promise<void>;
}

/** What is typed into the segments of a field to set it to the value that the catalogue wants. Years may have six digits. */
const SEGMENTS: Partial<Record<string, string[]>> = {
  '2031-02-03': ['02032031'],
  '12:34': ['1234PM'],
  '2031-02-03T12:34': ['02032031', '1234PM'],
  '2031-02': ['Feb', '2031'],
  '2031-W05': ['05', '2031'],
};

const COMMANDS: Partial<Record<string, string>> = {
  'Control+v': 'Paste',
  'Control+x': 'Cut',
  'Control+c': 'Copy',
};

export abstract class Person implements Hand {
  readonly page: Page;
  readonly #driver: CDPSession | undefined;
  readonly server: Server;

  #pressed = -Infinity;

  protected constructor(server: Server, page: Page, driver: CDPSession | undefined) {
    this.server = server;
    this.page = page;
    this.#driver = driver;
  }

  /** The page that is acted on. */
  abstract readonly name: string;
  /** Where a point of that page is in this person's own window. */
  protected abstract seen(place: Place): Promise<Place>;
  abstract settle(): Promise<void>;

  get told(): Told {
    const told = this.server.page(this.name);
    if (!told?.isOpen) throw new Error(`The page of the ${this.name} is not there.`);
    return told;
  }

  async #place(target: string, [fx, fy]: At = [0.5, 0.5]): Promise<Place> {
    await this.settle();
    return this.seen(await this.told.ask<Place>('place', target, fx, fy));
  }

  async click(
    target: string,
    { at, button = 'left', count = 1 }: Parameters<Hand['click']>[1] = {},
  ) {
    const { x, y } = await this.#place(target, at);
    await this.page.mouse.move(x, y);
    await this.page.mouse.click(x, y, { button, count });
    this.#pressed = performance.now();
  }

  async move(target: string, at?: At) {
    const { x, y } = await this.#place(target, at);
    await this.page.mouse.move(x, y);
  }

  async down(target?: string, at?: At) {
    if (target) await this.move(target, at);
    await this.page.mouse.down();
  }

  async up() {
    await this.settle();
    await this.page.mouse.up();
    this.#pressed = performance.now();
  }

  /** Until a press at the same place is no double click any more. */
  async rest(): Promise<void> {
    const left = this.#pressed + DOUBLE_CLICK - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }

  async drag(
    from: string,
    to: string,
    { fromAt, toAt, steps = 4 }: Parameters<Hand['drag']>[2] = {},
  ) {
    const [start, end] = [await this.#place(from, fromAt), await this.#place(to, toAt)];
    await this.#dragFrom(start, end, steps);
  }

  async #dragFrom(start: Place, end: Place, steps: number) {
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    for (let i = 1; i <= steps; i += 1) {
      const part = i / steps;
      await this.page.mouse.move(
        start.x + (end.x - start.x) * part,
        start.y + (end.y - start.y) * part,
      );
      // A viewer tells moves once per frame.
      await this.settle();
    }
    await this.page.mouse.up();
    this.#pressed = performance.now();
  }

  async sweep(target: string, from: number, to: number) {
    await this.settle();
    const start = await this.seen(await this.told.ask<Place>('letter', target, from));
    const end = await this.seen(await this.told.ask<Place>('letter', target, to));
    await this.#dragFrom(start, end, 3);
  }

  async wheel(target: string, deltaY: number, deltaX = 0) {
    await this.move(target);
    await this.page.mouse.wheel({ deltaX, deltaY });
  }

  /** Whether there is glass in front of this person. */
  async useFingers(on: boolean): Promise<void> {
    await this.#driver?.send('Emulation.setTouchEmulationEnabled', { enabled: on });
  }

  async tap(target: string, count = 1) {
    const { x, y } = await this.#place(target);
    for (let n = 0; n < count; n += 1) await this.page.touchscreen.tap(x, y);
    this.#pressed = performance.now();
  }

  async swipe(target: string, from: At, to: At) {
    const [start, end] = [await this.#place(target, from), await this.#place(target, to)];
    const { touchscreen } = this.page;
    await touchscreen.touchStart(start.x, start.y);
    for (let i = 1; i <= STEPS; i += 1) {
      const part = i / STEPS;
      await touchscreen.touchMove(
        start.x + (end.x - start.x) * part,
        start.y + (end.y - start.y) * part,
      );
      await this.settle();
    }
    await touchscreen.touchEnd();
    this.#pressed = performance.now();
  }

  async press(...keys: string[]) {
    const { keyboard } = this.page;
    for (const chord of keys) {
      // Pressed twice in a row it leaves the shared page.
      if (chord === 'Escape') await new Promise((resolve) => setTimeout(resolve, 650));
      const names = chord.split(/\+(?=.)/) as KeyInput[];
      const last = names.pop()!;
      for (const name of names) await keyboard.down(name);
      const command = COMMANDS[chord];
      // Without a window system, what is behind these shortcuts has to be asked for.
      await keyboard.down(last, command ? { commands: [command] } : {});
      await keyboard.up(last);
      for (const name of names.reverse()) await keyboard.up(name);
      await this.settle();
    }
  }

  async type(text: string) {
    for (const letter of text) {
      await this.page.keyboard.press((letter === '\n' ? 'Enter' : letter) as KeyInput);
    }
  }

  async paste(text: string) {
    await copied(text);
    await this.press('Control+v');
  }

  async hold(key: KeyInput, act: () => Promise<void>) {
    await this.page.keyboard.down(key);
    await act();
    await this.page.keyboard.up(key);
  }

  abstract setWhole(target: string, value: string): Promise<void>;

  protected async typeSegments(value: string): Promise<void> {
    for (const [i, part] of SEGMENTS[value]!.entries()) {
      if (i > 0) await this.page.keyboard.press('ArrowRight');
      await this.page.keyboard.type(part);
    }
  }

  async compose(text: string, ...steps: string[]) {
    const driver = this.#driver!;
    for (const step of steps) {
      await driver.send('Input.imeSetComposition', {
        text: step,
        selectionStart: step.length,
        selectionEnd: step.length,
      });
    }
    await driver.send('Input.insertText', { text });
  }
}

let copied = (text: string): Promise<void> => {
  throw new Error(`Nobody has copied ${text}.`);
};

/** Both have one clipboard: it is filled by somebody who takes no part. */
export function copyWith(page: Page): void {
  let last = { text: '', at: 0, done: Promise.resolve() };
  const copy = (text: string): Promise<void> =>
    page.evaluate((given) => {
      const field = document.body.appendChild(document.createElement('textarea'));
      field.value = given;
      field.select();
      document.execCommand('copy');
      field.remove();
    }, text);
  copied = (text) => {
    const now = performance.now();
    if (last.text !== text || now - last.at > 1_000) last = { text, at: now, done: copy(text) };
    return last.done;
  };
}

export async function openWindow(
  browser: Browser,
  url: string,
): Promise<[Page, CDPSession | undefined]> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage({ type: 'window' });
  await page.setViewport({ width: WIDTH, height: HEIGHT });
  let driver: CDPSession | undefined;
  if (process.env['BROWSER'] !== 'firefox') {
    driver = await page.createCDPSession();
    // Each of these people sits in front of a screen of his own.
    await driver.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  }
  await page.goto(url);
  return [page, driver];
}
