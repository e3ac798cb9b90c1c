import type { Page } from 'puppeteer-core';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import { Person, until } from './person.js';
import type { Stage } from './stage.js';

/** People in sessions with settings, and what they see of them. */
export interface OptionsStage {
  /** A visitor on a page of the shop, whose tag has these settings. */
  visitor(settings: Record<string, unknown>, path?: string): Promise<Person>;
  /** The same, in a session. */
  leader(settings: Record<string, unknown>, path?: string): Promise<Person>;
  /** Somebody who has joined by the tag of a page of his own. */
  follower(
    leader: Person,
    userData?: Record<string, unknown>,
    settings?: Record<string, unknown>,
  ): Promise<Person>;
}

/**
 * Dock and screens are out of every script's reach; so that a test can look into them, their roots are opened before any
 * script runs. What the screens say is noted, for some are gone at once.
 */
function prepare(page: Page, settings: unknown): Promise<unknown> {
  return page.evaluateOnNewDocument((given) => {
    // Before the tag is defined: it hands its settings to `init` at once. Other settings of the page do not count.
    new MutationObserver((_changes, observer) => {
      const tag = document.querySelector('surfly-session');
      tag?.setAttribute('settings', JSON.stringify(given ?? {}));
      if (tag) observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
    const shown: string[] = ((window as { screens?: string[] }).screens = []);
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, { ...init, mode: 'open' });
      if (this.className === 'surfly-screen') {
        new MutationObserver(() => shown.push(root.textContent ?? '')).observe(root, {
          childList: true,
        });
      }
      return root;
    };
  }, settings);
}

export function optionsStage(on: Stage): OptionsStage {
  async function enter(path: string, set: Record<string, unknown>): Promise<Person> {
    const person = await Person.enter(on.browser, on.demo.origin + path, (page) =>
      prepare(page, set['settings']),
    );
    await person.page.evaluate((given) => {
      const tag = document.querySelector('surfly-session') as unknown as object;
      // At once, for what there is before a session too.
      Object.assign(tag, { loading: 'eager', ...given });
    }, set);
    return person;
  }
  return {
    visitor: (settings, path = '/demo/shop/') => enter(path, { settings }),
    async leader(settings, path) {
      const person = await this.visitor(settings, path);
      await person.act('start');
      await person.waitForEvents('session_started');
      await person.inside();
      return person;
    },
    async follower(leader, userData = {}, settings = {}) {
      const sessionLink = await leader.get<string>('followerLink');
      const person = await enter('/demo/shop/cart.html', {
        ...{ mode: 'follower', sessionLink, userData, settings },
      });
      await person.act('start');
      await person.waitForEvents('viewer_joined');
      await person.replica();
      return person;
    },
  };
}

/** What one of the layers over the page says now; undefined where there is none. */
export const layerText = ({ page }: Person, name: 'dock' | 'screen') =>
  page.evaluate((which) => {
    const element = document.querySelector(`.surfly-${which}`);
    return element?.shadowRoot?.textContent ?? undefined;
  }, name);

/** What all screens so far have said. */
export const screensOf = ({ page }: Person) =>
  page.evaluate(() => (window as { screens?: string[] }).screens ?? []);

/** Presses a button of a layer by the person's own mouse. */
export async function press(person: Person, name: 'dock' | 'screen', label: string): Promise<void> {
  const place = await until(`the button "${label}"`, () =>
    person.page.evaluate(
      (which, text) => {
        const root = document.querySelector(`.surfly-${which}`)?.shadowRoot;
        const found = [...(root?.querySelectorAll('button') ?? [])].find(
          ({ textContent, disabled }) => textContent === text && !disabled,
        );
        if (!found?.checkVisibility()) return undefined;
        const { left, top, width, height } = found.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      },
      name,
      label,
    ),
  );
  await person.page.mouse.click(place.x, place.y);
}

/** The settings of a person's session. */
export const settingsOf = ({ page }: Person) =>
  page.evaluate(() => {
    const { session } = document.querySelector('surfly-session') as SurflySessionElement;
    return { ...session?.settings };
  });

/** Notes the lines that a person's console gets, beside errors. */
export function warningsOf(person: Person): string[] {
  const lines: string[] = [];
  person.page.on('console', (message) => {
    if (/^warn/.test(message.type()) && message.text().startsWith('surfly-session')) {
      lines.push(message.text());
    }
  });
  return lines;
}

/** Waits until a person's page is at this address. */
export const isAt = (person: Person, url: string) =>
  until(`${url} instead of ${person.page.url()}`, () => Promise.resolve(person.page.url() === url));

/** Time for what should not happen. */
export const aWhile = (ms = 400) => new Promise((resolve) => setTimeout(resolve, ms));
