// The tag in the sandboxed frames in which editors show what a page will look like.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { until } from '../e2e/person.js';
import { stage } from '../e2e/stage.js';
import { startHostSite, type HostSite } from './host-site.js';
import { enter, shadowText, tell, upgraded } from './story.js';

const on = stage();
let site: HostSite;
before(async () => (site = await startHostSite()));
after(() => site.close());

const embedded = (attributes = 'widget-key="demo"') =>
  `<script src="${on.demo.origin}/surfly-session.js"></script>
   <surfly-session script-src="${on.demo.origin}/surfly.js" ${attributes}></surfly-session>`;

const ROLES = {
  leader: 'widget-key="demo"',
  follower: `mode="follower" session-link="https://cobrowse.example/join/#link"`,
};

const escaped = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** An editor's page with a preview of another one. */
const preview = (sandbox: string, attributes?: string) => {
  const shown = site.add({ body: () => embedded(attributes) });
  return site.add({ body: () => `<iframe sandbox="${sandbox}" src="${shown}"></iframe>` });
};

const frameIn = (page: Page) =>
  until('the preview', async () => {
    const frame = page.mainFrame().childFrames()[0];
    return frame && (await upgraded(frame)) ? frame : undefined;
  });

describe('a preview in a sandbox', () => {
  it('with allow-same-origin can have a session', () =>
    tell(on, preview('allow-scripts allow-same-origin'), { frame: frameIn }));

  it('that is written into the page, with allow-same-origin, shows a notice: it has no address', async () => {
    const html = `<html lang="en"><body><h1>Draft</h1>${embedded()}</body></html>`;
    const url = site.add({
      body: () =>
        `<iframe sandbox="allow-scripts allow-same-origin" srcdoc="${escaped(html)}"></iframe>`,
    });
    const anna = await enter(on, url);
    try {
      const frame = await frameIn(anna.page);
      await frame.$eval('surfly-session', (tag) => void tag.start().catch(() => undefined));
      await until('the notice', async () =>
        (await shadowText(frame)).includes('Co-browsing is not available here.'),
      );
      assert.equal(anna.complaints.length, 1, anna.complaints.join('\n'));
      assert.match(anna.complaints[0]!, /A session starts on the page's own origin/);
    } finally {
      await anna.leave();
    }
  });

  for (const [role, attributes] of Object.entries(ROLES)) {
    it(`without allow-same-origin shows a ${role} a notice, and the console says why`, async () => {
      const anna = await enter(on, preview('allow-scripts', attributes));
      try {
        const frame = await frameIn(anna.page);
        await frame.$eval('surfly-session', (tag) => tag.ready.catch(() => undefined));
        await until('the notice', async () =>
          (await shadowText(frame)).includes('Co-Browsing ist hier nicht verfügbar'),
        );
        assert.equal(anna.complaints.length, 1, anna.complaints.join('\n'));
        assert.match(anna.complaints[0]!, /no origin of its own\. Add allow-same-origin/);
        await frame.$eval('surfly-session', (tag) => tag.start().catch(() => undefined));
        assert.deepEqual(anna.complaints.slice(1), anna.complaints.slice(0, 1), 'the same again');
      } finally {
        await anna.leave();
      }
    });
  }
});
