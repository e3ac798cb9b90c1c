// Those who act on the pages of the catalogue: one by hand, one as a viewer of the leader's page.
import type { Browser, Frame, KeyInput } from 'puppeteer-core';
import { until } from '../e2e/person.js';
import { openWindow, Person } from './hand.js';
import type { Place } from './pages/harness.js';
import type { Server } from './server.js';

/** Acts on the page itself. */
export class ByHand extends Person {
  readonly name = 'hand';

  static async enter(browser: Browser, server: Server): Promise<ByHand> {
    const [page, driver] = await openWindow(browser, `${server.origin}/control/plain.html`);
    return new ByHand(server, page, driver);
  }

  seen(place: Place) {
    return Promise.resolve(place);
  }

  async setWhole(target: string, value: string): Promise<void> {
    // A picker of colours is a window of the system's.
    if (value.startsWith('#')) await this.told.ask('set', target, value);
    else {
      await this.click(target, { at: [0.06, 0.5] });
      await this.typeSegments(value);
    }
  }

  settle() {
    return Promise.resolve();
  }
}

/** Marks that the page has been given. */
let marks = 0;

/** Acts on the picture of the page that a leader shows. */
export class Viewer extends Person {
  readonly name = 'leader';

  static async enter(browser: Browser, server: Server, link: string): Promise<Viewer> {
    const address = `${server.origin}/control/follow.html#${encodeURIComponent(link)}`;
    const [page, driver] = await openWindow(browser, address);
    const viewer = new Viewer(server, page, driver);
    await until('the picture', async () => !!viewer.#window?.childFrames().length);
    return viewer;
  }

  async takeControl(): Promise<void> {
    const { page } = this;
    await page.evaluate(() =>
      (window as never as { session: { requestControl(): void } }).session.requestControl(),
    );
    await until('control', () => this.hasControl());
    await this.#window!.waitForSelector('.surfly-capturing');
  }

  hasControl(): Promise<boolean> {
    return this.page.evaluate(() => (window as { inControl?: boolean }).inControl === true);
  }

  /** What goes out from now on says this instead. Undefined is the truth again. */
  async forge(instead: Record<string, unknown> | undefined): Promise<void> {
    await this.page.evaluate((given) => void Object.assign(window, { forge: given }), instead);
  }

  /** Sends the last two actions again, so many in all and as fast as the socket takes them, as if they were new. */
  async flood(count: number): Promise<void> {
    await this.page.evaluate((given) => {
      (window as never as { flood(count: number): void }).flood(given);
    }, count);
  }

  /** Actions that nothing has been heard of yet. */
  unanswered(): Promise<number> {
    return this.page.evaluate(() => (window as never as { unanswered(): number }).unanswered());
  }

  /** What the picture shows in a field. */
  shown(field: string): Promise<string> {
    return this.#window!.evaluate((selector) => {
      const frame = [...document.querySelectorAll('iframe')].find(
        (one) => one.style.visibility === 'visible',
      )!;
      return frame.contentDocument!.querySelector<HTMLInputElement>(selector)!.value;
    }, field);
  }

  /** What the picture shows in a field in the task after the one in which the key is heard. */
  async shownAfterKey(key: KeyInput, field: string): Promise<string> {
    const shown = this.#window!.evaluate(
      (selector) =>
        new Promise<string>((resolve) => {
          addEventListener(
            'keydown',
            () => {
              const frame = [...document.querySelectorAll('iframe')].find(
                (one) => one.style.visibility === 'visible',
              )!;
              // It is shown by the task after.
              setTimeout(() =>
                resolve(frame.contentDocument!.querySelector<HTMLInputElement>(selector)!.value),
              );
            },
            { once: true },
          );
        }),
      field,
    );
    // The listener has to be there first.
    await this.#window!.evaluate(() => 0);
    await this.page.keyboard.press(key);
    return shown;
  }

  /** What the window says over the picture. */
  note(): Promise<string> {
    return this.#window!.evaluate(() =>
      [...document.querySelectorAll('.notice, .note, .control')]
        .map((one) => one.textContent)
        .join(' '),
    );
  }

  /** The follower's window. */
  get #window(): Frame | undefined {
    return this.page.frames().find((frame) => frame.url().endsWith('/follower/'));
  }

  async seen({ x, y }: Place): Promise<Place> {
    return this.#window!.evaluate(
      (px, py) => {
        const frame = [...document.querySelectorAll('iframe')].find(
          (one) => one.style.visibility === 'visible',
        )!;
        const { left, top, width } = frame.getBoundingClientRect();
        const scale = width / frame.clientWidth;
        return { x: left + px * scale, y: top + py * scale };
      },
      x,
      y,
    );
  }

  /** Every action has been answered, and what came of it is in the picture. */
  async settle(): Promise<void> {
    await this.page.evaluate(() => (window as never as { answered(): Promise<void> }).answered());
    marks += 1;
    const mark = marks;
    await this.told.ask('mark', String(mark));
    await this.#window!.evaluate(async (wanted) => {
      const end = performance.now() + 5_000;
      for (;;) {
        const frame = [...document.querySelectorAll('iframe')].find(
          (one) => one.style.visibility === 'visible',
        );
        if (Number(frame?.contentDocument?.documentElement?.dataset['mark']) >= wanted) return;
        if (performance.now() > end) throw new Error('The picture does not come.');
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    }, mark);
  }

  async setWhole(target: string, value: string): Promise<void> {
    await this.click(target, { at: [0.06, 0.5] });
    const field = await this.#window!.waitForSelector('.surfly-value input');
    if (value.startsWith('#')) {
      await field!.evaluate((input, given) => (input.value = given), value);
    } else {
      // A picker that is still loading takes every key, and lets even Escape fall.
      await until('the picker to close', async () => {
        const isOpen = await field!.evaluate((input) => input.matches(':open'));
        if (isOpen) await this.page.keyboard.press('Escape');
        return !isOpen;
      });
      await field!.focus();
      await this.typeSegments(value);
    }
    await this.#window!.$eval('.surfly-value button', (button) => button.click());
  }

  /** What the viewer is told where he acted, if anything. */
  hint(): Promise<string> {
    return this.#window!.evaluate(
      () => document.querySelector('.surfly-bubble:not([hidden])')?.textContent ?? '',
    );
  }
}
