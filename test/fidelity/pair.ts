import assert from 'node:assert/strict';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { startDemo, type DemoServer } from '../e2e/demo-server.js';
import { Person, until } from '../e2e/person.js';
import { atRest, portray, type Portrait } from './portrait.js';
import { startSite, type Site } from './site.js';

/** The leader's page and the replica have exactly this size: nothing is scaled, so pictures can be compared. */
export const WIDTH = 1000;
export const HEIGHT = 700;

/** Milliseconds for which the replica may be behind: canvases are looked at once in a while. */
const PATIENCE = 12_000;

/** The compiler of the tests marks functions by a helper that pages do not have. */
const inPage = (code: { toString(): string }, ...values: unknown[]) =>
  `((__name) => (${code.toString()})(${values.map((value) => JSON.stringify(value)).join()}))((named) => named)`;

export interface Comparison {
  /** Of the pixels, the part that differs: 0 to 1. */
  share: number;
  leader: PNG;
  replica: PNG;
  difference: PNG;
}

export interface Tolerance {
  /** Part of the pixels that may differ. Texts are smoothed a little differently. */
  pixels?: number;
  /** Lines and looks with this in them are not compared. */
  except?: RegExp;
}

/** A leader and a follower in one session, and the site whose pages they look at. */
export class Pair {
  readonly site: Site;
  readonly leader: Person;
  readonly follower: Person;
  readonly #demo: DemoServer;

  private constructor(demo: DemoServer, site: Site, leader: Person, follower: Person) {
    this.#demo = demo;
    this.site = site;
    this.leader = leader;
    this.follower = follower;
  }

  static async meet(browser: Browser, path: string): Promise<Pair> {
    const demo = await startDemo();
    const site = await startSite(demo.origin);
    const size = (page: Page) => page.setViewport({ width: WIDTH, height: HEIGHT });
    const leader = await Person.enter(browser, `${site.origin}/lead#${encodeURIComponent(path)}`);
    await size(leader.page);
    const link = await until('a session', () =>
      leader.page.evaluate(() => {
        const page = window as { followerLink?: string; isStarted?: boolean };
        return page.isStarted ? page.followerLink : undefined;
      }),
    );
    await leader.inside();
    const follower = await Person.enter(
      browser,
      `${site.origin}/follow#${encodeURIComponent(link)}`,
    );
    await size(follower.page);
    await follower.replica();
    return new Pair(demo, site, leader, follower);
  }

  /** The leader goes to another page. */
  async open(path: string): Promise<Frame> {
    const url = this.site.origin + path;
    await this.leader.page.evaluate((address) => {
      document.querySelector<HTMLIFrameElement>('#window')!.contentWindow!.location.href = address;
    }, url);
    const frame = await until(`the page ${path}`, async () => {
      const inside = await this.leader.inside();
      return inside.url() === url && inside;
    });
    // Nothing is like nothing.
    const status = await frame.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation');
      return (entry as PerformanceNavigationTiming).responseStatus;
    });
    assert.equal(status, 200, `There is no page ${path}`);
    return frame;
  }

  /** Waits until the replica is the same as the page; says where they differ when it never is. */
  async same({ pixels = 0.001, except }: Tolerance = {}): Promise<Comparison> {
    // Nobody's pointer is over anything.
    await this.leader.page.mouse.move(0, 0);
    let difference = '';
    try {
      await until(
        'the same document',
        async () => {
          const [page, copy] = await this.portraits();
          difference = differenceOf(page, copy, except);
          return difference === '';
        },
        PATIENCE,
      );
    } catch (error) {
      if (difference) assert.fail(`The replica differs.\n${difference}`);
      throw error;
    }
    let found: Comparison | undefined;
    const end = performance.now() + PATIENCE;
    do {
      found = await this.compare();
      if (found.share <= pixels) return found;
      await new Promise((resolve) => setTimeout(resolve, 200));
    } while (performance.now() < end);
    throw new PictureError(found, pixels);
  }

  async portraits(): Promise<[Portrait, Portrait]> {
    const [page, copy] = await Promise.all([this.leader.inside(), this.follower.replica()]);
    return (await Promise.all([
      page.evaluate(inPage(portray, false)),
      copy.evaluate(inPage(portray, true)),
    ])) as [Portrait, Portrait];
  }

  /** Takes both pictures. */
  async compare(): Promise<Comparison> {
    const copy = await this.follower.replica();
    await copy.evaluate(inPage(atRest));
    // What the follower's window shows over the picture is not the picture.
    await copy.parentFrame()!.evaluate(() => {
      for (const part of document.querySelectorAll<HTMLElement>(
        '.stage > div > :not(iframe), .surfly-cursors',
      )) {
        part.style.display = 'none';
      }
    });
    const [leader, replica] = await Promise.all(
      [this.leader.page, this.follower.page].map(async (page) =>
        PNG.sync.read(Buffer.from(await page.screenshot({ type: 'png' }))),
      ),
    );
    return comparePictures(leader!, replica!);
  }

  async leave(): Promise<void> {
    await Promise.all([this.leader.leave(), this.follower.leave()]);
    await Promise.all([this.site.close(), this.#demo.close()]);
  }
}

/** The pictures of page and replica are not alike. */
export class PictureError extends Error {
  readonly comparison: Comparison;

  constructor(comparison: Comparison, allowed: number) {
    const percent = (part: number) => `${(part * 100).toFixed(3)} %`;
    super(`${percent(comparison.share)} of the picture differ; ${percent(allowed)} may.`);
    this.comparison = comparison;
  }
}

function comparePictures(leader: PNG, replica: PNG): Comparison {
  const { width, height } = leader;
  assert.deepEqual([replica.width, replica.height], [width, height], 'the pictures have one size');
  const difference = new PNG({ width, height });
  const count = pixelmatch(leader.data, replica.data, difference.data, width, height, {
    threshold: 0.1,
  });
  return { share: count / (width * height), leader, replica, difference };
}

/** @returns the first lines that differ, or nothing */
function differenceOf(page: Portrait, copy: Portrait, except?: RegExp): string {
  const kept = (lines: string[]) => (except ? lines.filter((line) => !except.test(line)) : lines);
  const [theirs, ours] = [kept(page.lines), kept(copy.lines)];
  const at = theirs.findIndex((line, i) => line !== ours[i]);
  if (at >= 0 || ours.length > theirs.length) {
    const from = at >= 0 ? at : theirs.length;
    const part = (lines: string[], sign: string) =>
      lines.slice(Math.max(0, from - 2), from + 3).map((line) => `${sign} ${line.slice(0, 300)}`);
    return [...part(theirs, '-'), ...part(ours, '+')].join('\n');
  }
  const looks = new Map(kept(copy.looks).map((look) => [pathOf(look), look]));
  const found: string[] = [];
  for (const look of kept(page.looks)) {
    const path = pathOf(look);
    if (!isAlike(look, looks.get(path))) found.push(lookDifference(path, look, looks.get(path)));
    looks.delete(path);
  }
  found.push(...[...looks.keys()].map((path) => `${path}\n  is only in the replica`));
  return [...found.slice(0, 4), ...found.slice(4).slice(-6)].join('\n').slice(0, 4000);
}

function pathOf(look: string): string {
  return look.slice(0, look.indexOf(' '));
}

/** Where a box is may differ by what nobody can see: browsers balance columns by trying. */
function isAlike(theirs: string, ours = ''): boolean {
  const [mine, others] = [theirs, ours].map((look) => {
    const [box = '', ...styles] = look.slice(look.indexOf(' ') + 1).split('; ');
    return { box: box.split(',').map(Number), styles: styles.join('; ') };
  });
  const isNear = (value: number, i: number) => Math.abs(value - (others?.box[i] ?? NaN)) <= 0.5;
  return mine!.styles === others!.styles && mine!.box.every(isNear);
}

function lookDifference(path: string, theirs: string, ours: string | undefined): string {
  if (ours === undefined) return `${path}\n  is only in the page`;
  const [mine, others] = [theirs.split('; '), ours.split('; ')];
  const different = mine.filter((style, i) => style !== others[i]);
  const instead = others.filter((style, i) => style !== mine[i]);
  return `${path}\n  - ${different.join('\n    ')}\n  + ${instead.join('\n    ')}`;
}
