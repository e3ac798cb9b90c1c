import assert from 'node:assert/strict';
import type { Frame, Page } from 'puppeteer-core';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import { Person, until } from '../e2e/person.js';
import type { Stage } from '../e2e/stage.js';
import { GREETING } from './host-site.js';

/** What differs between the ways to embed the tag. */
export interface Telling {
  /** What the person does in the empty tab before. What those pages complain of does not count. */
  before?(person: Person): Promise<void>;
  /** The frame that the tag is in. Default: the page itself. */
  frame?(page: Page): Promise<Frame>;
  /** Text that the viewer sees in the replica. */
  shows?: string;
  /** The page on which the other person joins by this link. Default: that of the relay. */
  follower?(link: string): string;
  /** Complaints that are known and harmless. */
  known?: RegExp;
  /** What the start button says. Default: German, as the pages of `HostSite` are; it proves that the language's file came. */
  button?: string;
}

/** Enters a page whose violated policies count as complaints, in every frame of it. */
export const enter = (on: Stage, url: string): Promise<Person> =>
  Person.enter(on.browser, url, (page) => page.evaluateOnNewDocument(complainOfViolations));

function complainOfViolations(): void {
  window.addEventListener('securitypolicyviolation', (violation) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber } = violation;
    console.error(`${effectiveDirective} forbids ${blockedURI} (${sourceFile}:${lineNumber})`);
  });
}

/** The whole of a session: the tag is there, it starts, somebody joins and sees the page, it ends; nobody has complaints. */
export async function tell(on: Stage, url: string, telling: Telling = {}): Promise<void> {
  const anna = await enter(on, telling.before ? 'about:blank' : url);
  const people = [anna];
  try {
    if (telling.before) {
      await telling.before(anna);
      anna.complaints.length = 0;
      await anna.page.goto(url);
    }
    const frame = (await telling.frame?.(anna.page)) ?? anna.page.mainFrame();
    const heard = await started(frame, telling.button ?? 'Sitzung starten');

    const link = await frame.$eval('surfly-session', (tag) => tag.followerLink);
    const ben = await enter(on, telling.follower?.(link!) ?? link!);
    people.push(ben);
    await ben.waitForEvents('viewer_joined');
    const { shows = GREETING } = telling;
    await until(`a viewer who sees "${shows}"`, async () => {
      const replica = await ben.replica();
      return (await replica.$eval('body', (body) => body.innerText)).includes(shows);
    });

    await frame.$eval('surfly-session', (tag) => tag.end());
    await until('session_ended', async () => (await heard()).includes('session_ended'));
    await ben.waitForEvents('session_ended');
    const wanted = ['session_created', 'session_started', 'viewer_joined', 'session_ended'];
    const told = (await heard()).filter((type) => wanted.includes(type) || type === 'error');
    assert.deepEqual(told, wanted);
    assert.deepEqual(
      people.map(({ complaints }) => complaints.filter((text) => !telling.known?.test(text))),
      [[], []],
    );
  } catch (error) {
    // Most failures here are explained by what the browser said about them.
    const said = people.flatMap(({ complaints }) => complaints).join('\n');
    throw said
      ? new Error(`${String(error)}\nThe pages complained:\n${said}`, { cause: error })
      : error;
  } finally {
    await Promise.all(people.map((person) => person.leave()));
  }
}

/** Waits for the tag, then starts its session. Returns a function that tells the events so far. */
async function started(frame: Frame, button: string): Promise<() => Promise<string[]>> {
  await until('an upgraded tag', () => upgraded(frame));
  const heard = await frame.$eval('surfly-session', listen);
  const loads = await frame.$eval(
    'surfly-session',
    async (tag) => typeof (await tag.ready).session,
  );
  assert.equal(loads, 'function');
  await until(`the button "${button}"`, async () => (await shadowText(frame)).includes(button));
  await frame.$eval('surfly-session', (tag) => void tag.start());
  await until('session_started', async () => (await types()).includes('session_started'));
  return types;

  function types() {
    return frame.evaluate((key) => (window as never)[key] as string[], heard);
  }
}

export const upgraded = (frame: Frame): Promise<boolean> =>
  frame.evaluate(() => {
    const tag = document.querySelector('surfly-session');
    return !!tag && 'ready' in tag;
  });

/** What the tag itself says. */
export const shadowText = (frame: Frame): Promise<string> =>
  frame.$eval('surfly-session', (tag) => tag.shadowRoot!.textContent);

/** Runs in the page: notes the events on the tag. Person's own notes are of the outermost page only. */
function listen(tag: SurflySessionElement): string {
  const types: string[] = [];
  Object.assign(window, { testHeard: types });
  for (const name of [
    'session_created',
    'session_started',
    'viewer_joined',
    'session_ended',
    'error',
  ]) {
    tag.addEventListener(name, () => types.push(name));
  }
  return 'testHeard';
}
