import assert from 'node:assert/strict';
import { Person, until } from '../e2e/person.js';

/** One of the apps in a browser. They all show the same page. */
export class App {
  constructor(readonly person: Person) {}

  /** The lines that the app's listeners have written, over all its page loads. */
  log(): Promise<string[]> {
    return this.person.page.$$eval('#log li', (items) => items.map((item) => item.textContent));
  }

  /** Waits for a line of the log to be there as often as this. */
  async waitForLine(line: string, times = 1): Promise<void> {
    await until(`${times} × "${line}" in the app's log`, async () => {
      return (await this.log()).filter((each) => each === line).length === times;
    });
  }

  /** Presses a button that the session's window may cover. */
  async press(selector: string): Promise<void> {
    await this.person.page.$eval(selector, (button) => (button as HTMLElement).click());
  }

  /** Moves the tag's card to the end of the list, and tells how often the tag was taken out of the page for it. */
  async moveTag(): Promise<number> {
    const { page } = this.person;
    await page.evaluate(() => {
      const tag = document.querySelector('surfly-session')!;
      const moves = { tag, count: 0 };
      Object.assign(window, { moves });
      new MutationObserver((records) => {
        const gone = records.flatMap(({ removedNodes }) => [...removedNodes]);
        moves.count += gone.filter((node) => node.contains(tag)).length;
      }).observe(document.querySelector('ul')!, { childList: true, subtree: true });
    });
    await this.press('#move');
    await until('the tag on the last card', () => page.$('ul > li:last-child surfly-session'));
    // An element that is gone for good ends its session in a task of its own.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { count, same } = await page.evaluate(() => {
      const { moves } = window as never as { moves: { tag: Element; count: number } };
      return { count: moves.count, same: moves.tag === document.querySelector('surfly-session') };
    });
    assert.ok(same, 'it is still the same element');
    return count;
  }
}
