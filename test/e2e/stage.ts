import { after, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launch } from '../browsers.mjs';
import { startDemo, type DemoConfig, type DemoServer } from './demo-server.js';
import { Person } from './person.js';

/** What every two-person test stands on: a browser, the demo, and the people who come and go. */
export interface Stage {
  readonly browser: Browser;
  readonly demo: DemoServer;
  /** Hooks of a file, outside of its suites, begin together: those that need the stage wait for this. */
  readonly set: Promise<void>;
  /** A visitor who has started a session on a page of the shop. */
  leader(path?: string, origin?: string): Promise<Person>;
  /** Somebody who has opened the leader's link and sees the page. */
  viewer(leader: Person, origin?: string): Promise<Person>;
  /** Somebody who has opened this link. */
  follow(link: string): Promise<Person>;
}

/**
 * Sets the stage for the tests of a file, and clears it after them.
 *
 * @param config - of the demo's server, beyond its own
 * @param options - `whole`: what is around pages takes part; `networkEnabled`: requests can be heard
 */
export function stage(
  config: DemoConfig = {},
  options: { whole?: boolean; networkEnabled?: boolean } = {},
): Stage {
  let browser: Browser;
  let demo: DemoServer;
  let set: Promise<void>;
  const build = async () => {
    [browser, demo] = await Promise.all([launch(undefined, options), startDemo(0, config)]);
  };
  before(() => (set = build()));
  after(async () => {
    await browser.close();
    await demo.close();
  });
  return {
    get browser() {
      return browser;
    },
    get demo() {
      return demo;
    },
    get set() {
      return set;
    },
    async leader(path = '/demo/shop/', origin = demo.origin) {
      const person = await Person.enter(browser, origin + path);
      await person.act('start');
      await person.waitForEvents('session_started');
      await person.inside();
      return person;
    },
    async viewer(leader, origin = demo.origin) {
      const link = await leader.get<string>('followerLink');
      return this.follow(link.replace(demo.origin, origin));
    },
    async follow(link) {
      const person = await Person.enter(browser, link);
      await person.waitForEvents('viewer_joined');
      await person.replica();
      return person;
    },
  };
}
