// The tag, and a whole session, on sites with strict policies. Everything that a policy forbids counts as a complaint.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { until } from '../e2e/person.js';
import { stage } from '../e2e/stage.js';
import { startHostSite, type HostPage, type HostSite } from './host-site.js';
import { enter, shadowText, tell, upgraded } from './story.js';

const on = stage();
let site: HostSite;
before(async () => (site = await startHostSite()));
after(() => site.close());

const file = (name: string) => `${on.demo.origin}/${name}`;
const hash = (name: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(`dist/${name}`))
    .digest('base64')}`;
const tag = (attributes = '') =>
  `<surfly-session script-src="${file('surfly.js')}" widget-key="demo" ${attributes}></surfly-session>`;
const script = (attributes = '') =>
  `<script ${attributes} src="${file('surfly-session.js')}"></script>`;

/** The policy of the README, with what differs put in its place. An empty one is left out. */
function policy(differing: Record<string, string> = {}): string {
  const { host } = new URL(on.demo.origin);
  const directives = {
    'default-src': "'none'",
    'base-uri': "'none'",
    'script-src': on.demo.origin,
    'style-src': "'self'",
    'img-src': "'self' data:",
    'connect-src': `'self' ws://${host}`,
    'frame-src': "'self'",
    'frame-ancestors': "'self'",
    ...differing,
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}

const page = (body: (nonce: string) => string, csp: (nonce: string) => string): HostPage => ({
  body,
  headers: (nonce) => ({ 'content-security-policy': csp(nonce) }),
});

const ENFORCED = { 'require-trusted-types-for': "'script'" };
const OWN_POLICIES = { ...ENFORCED, 'trusted-types': 'lit-html surfly-session' };

describe('a session under a policy', () => {
  it('that names the server', () =>
    tell(
      on,
      site.add(
        page(
          () => script() + tag(),
          () => policy(),
        ),
      ),
    ));

  for (const kind of ['', 'type="module"']) {
    it(`with a nonce and strict-dynamic, by a ${kind ? 'module' : 'classic script'}`, () =>
      tell(
        on,
        site.add(
          page(
            (nonce) => script(`${kind} nonce="${nonce}"`) + tag(),
            (nonce) => policy({ 'script-src': `'nonce-${nonce}' 'strict-dynamic'` }),
          ),
        ),
      ));
  }

  it('with a nonce alone', () =>
    tell(
      on,
      site.add(
        page(
          (nonce) => script(`nonce="${nonce}"`) + tag(),
          (nonce) => policy({ 'script-src': `'nonce-${nonce}'` }),
        ),
      ),
    ));

  it('that enforces Trusted Types', () =>
    tell(
      on,
      site.add(
        page(
          () => script() + tag(),
          () => policy(OWN_POLICIES),
        ),
      ),
    ));

  it('that enforces Trusted Types, with the script three times', () =>
    tell(
      on,
      site.add(
        page(
          () => script() + script('type="module"') + tag() + script(),
          () => policy(OWN_POLICIES),
        ),
      ),
    ));

  it('that enforces Trusted Types, on a page with a Lit of its own', () =>
    tell(
      on,
      site.add(
        page(
          (nonce) =>
            `<script nonce="${nonce}">window.trustedTypes?.createPolicy('lit-html', {})</script>` +
            script(`nonce="${nonce}"`) +
            tag(),
          (nonce) =>
            policy({
              ...ENFORCED,
              'script-src': `'nonce-${nonce}' ${on.demo.origin}`,
              'trusted-types': "lit-html surfly-session 'allow-duplicates'",
            }),
        ),
      ),
    ));

  it('of a page that shows sessions to an agent', () =>
    tell(
      on,
      site.add(
        page(
          () => script() + tag(),
          () => policy(),
        ),
      ),
      {
        follower: (link) =>
          site.add(
            page(
              () => script() + tag(`mode="follower" session-link="${link}" autostart`),
              () => policy({ ...OWN_POLICIES, 'frame-src': on.demo.origin }),
            ),
          ),
      },
    ));
});

describe('a session of a page that is isolated from other sites', () => {
  const isolated = (body: () => string): HostPage => ({
    body,
    headers: () => ({
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    }),
  });

  it('is led and followed on such pages', async () => {
    const url = site.add(isolated(() => script() + tag()));
    const anna = await enter(on, url);
    assert.equal(await anna.page.evaluate(() => crossOriginIsolated), true);
    await anna.leave();
    await tell(on, url, {
      follower: (link) =>
        site.add(
          isolated(() => script() + tag(`mode="follower" session-link="${link}" autostart`)),
        ),
    });
  });
});

describe('a session with the hashes of both files', () => {
  it('starts', () =>
    tell(
      on,
      site.add({
        body: () =>
          script(`integrity="${hash('surfly-session.js')}" crossorigin="anonymous"`) +
          tag(`integrity="${hash('surfly.js')}" crossorigin="anonymous"`),
      }),
    ));
});

describe('a tag that a policy does not let work', () => {
  /** The notice is shown, and the console names the way out. */
  async function refused(hosting: HostPage, code: string, wayOut: RegExp): Promise<void> {
    const anna = await enter(on, site.add(hosting));
    try {
      const frame = anna.page.mainFrame();
      await until('an upgraded tag', () => upgraded(frame));
      await frame.$eval('surfly-session', (each) => each.ready.catch(() => undefined));
      assert.equal(await frame.$eval('surfly-session', (each) => each.lastError?.code), code);
      const notice = code === 'network' ? 'Keine Verbindung' : 'nicht verfügbar';
      await until('the notice', async () => (await shadowText(frame)).includes(notice));
      const own = anna.complaints.filter((text) => text.includes('<surfly-session>:'));
      assert.equal(own.length, 1, own.join('\n'));
      assert.match(own[0]!, wayOut);
      assert.ok(
        !anna.complaints.some((text) => /uncaught/i.test(text)),
        anna.complaints.join('\n'),
      );
    } finally {
      await anna.leave();
    }
  }

  it('says which Trusted Types policy is missing', () =>
    refused(
      page(
        () => script() + tag(),
        () => policy({ ...ENFORCED, 'trusted-types': 'lit-html' }),
      ),
      'trusted-types',
      /Add surfly-session to trusted-types/,
    ));

  it('says that the hash may be wrong', () =>
    refused(
      {
        body: () =>
          script() + tag(`integrity="${hash('surfly-leader.js')}" crossorigin="anonymous"`),
      },
      'network',
      /surfly\.js" was not loaded\. .*integrity/,
    ));

  it('says that its script is not allowed', () =>
    refused(
      page(
        () => script() + tag(),
        () =>
          policy({ 'script-src': `${file('surfly-session.js')} ${file('surfly-session-de.js')}` }),
      ),
      'network',
      /Content-Security-Policy/,
    ));
});
