import { expect } from '@open-wc/testing';
import { Leading, type LeadingHost } from '../../src/engine/leading.js';

describe('a page that is about to lead', () => {
  it('asks for the recorder once more where it has not come the first time', async () => {
    const base = new URL('/nowhere/', location.href).href;
    const asked = () =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.startsWith(`${base}surfly-leader.js`)).length;
    const host = { base, language: { ready: Promise.resolve() } };
    const leading = new Leading(host as unknown as LeadingHost);
    for (let times = 1; times <= 2; times += 1) {
      leading.expectWindow();
      const until = performance.now() + 2000;
      while (asked() < times && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(asked()).to.equal(times);
    }
  });
});
