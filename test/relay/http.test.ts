import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { PROTOCOL_VERSION } from '../../src/protocol/limits.js';
import { relayFor } from './harness.js';

const publicDir = mkdtempSync(join(tmpdir(), 'surfly-session-'));
after(() => rmSync(publicDir, { recursive: true }));
const SCRIPTS = [
  ...['surfly.js', 'surfly-session.js', 'surfly-participation.js', 'surfly-follower.js'],
  'surfly-any-part.js',
];
for (const name of SCRIPTS) {
  writeFileSync(join(publicDir, name), `// ${name}`);
  writeFileSync(join(publicDir, `${name}.map`), '{}');
}
for (const name of ['secret.txt', 'secret.js', 'surfly.json', 'surfly.js.bak']) {
  writeFileSync(join(publicDir, name), 'not public');
}

const PAGES = ['join/', 'lead/', 'follower/'];

/** `fetch` adds a `cache-control` of its own to conditional requests. */
async function statusOf(url: string, headers: Record<string, string>) {
  const [response] = (await once(get(url, { headers }), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

describe('scripts', () => {
  it('are served to every origin, and asked for again soon', async () => {
    const relay = await relayFor({ publicDir });
    for (const name of SCRIPTS) {
      const response = await fetch(relay.url + name);
      assert.equal(await response.text(), `// ${name}`);
      const { headers } = response;
      assert.match(headers.get('content-type') ?? '', /javascript/);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(headers.get('cache-control'), 'public, max-age=60');
      const etag = headers.get('etag') ?? '';
      assert.equal(await statusOf(relay.url + name, { 'if-none-match': etag }), 304);
      assert.equal((await fetch(`${relay.url}${name}.map`)).status, 200);
    }
  });

  it('are handed out compressed to those who can read it', async () => {
    const folder = mkdtempSync(join(publicDir, 'compressed-'));
    const code = '// surfly.js, as it was written\n';
    writeFileSync(join(folder, 'surfly.js'), code);
    writeFileSync(join(folder, 'surfly.js.br'), brotliCompressSync(code));
    writeFileSync(join(folder, 'surfly.js.gz'), gzipSync(code));
    const relay = await relayFor({ publicDir: folder });
    for (const [accepted, encoding] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip, deflate', 'gzip'],
      ['identity', null],
    ] as const) {
      const response = await fetch(`${relay.url}surfly.js`, {
        headers: { 'accept-encoding': accepted },
      });
      assert.equal(response.headers.get('content-encoding'), encoding);
      assert.equal(response.headers.get('vary'), 'accept-encoding');
      assert.match(response.headers.get('content-type') ?? '', /javascript/);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      assert.equal(await response.text(), code);
    }
    // Not by a name of its own.
    assert.equal((await fetch(`${relay.url}surfly.js.br`)).status, 404);
  });

  it('are all that is served of their folder', async () => {
    const relay = await relayFor({ publicDir });
    for (const path of [
      ...['secret.txt', 'secret.js', 'surfly.json', 'surfly.js.bak', 'surfly.js/', 'Surfly.js'],
      ...[
        'surfly.js/..%2fsecret.txt',
        '%2e%2e/package.json',
        'surfly-..%2fsecret.js',
        'surfly-.js',
      ],
    ]) {
      const response = await fetch(relay.url + path);
      assert.equal(response.status, 404, path);
      assert.equal(await response.text(), 'Not found.\n');
    }
  });

  it('that are not built are not found', async () => {
    const relay = await relayFor({ publicDir: join(publicDir, 'empty') });
    assert.equal((await fetch(`${relay.url}surfly.js`)).status, 404);
  });
});

describe('pages', () => {
  it('have a policy of their own, and are not kept', async () => {
    const relay = await relayFor({ publicDir });
    for (const path of PAGES) {
      const response = await fetch(relay.url + path);
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /text\/html/);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const html = await response.text();
      assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=/, 'nothing inline');
      // What the page loads is there.
      for (const [, file = ''] of html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)) {
        const part = await fetch(new URL(file, relay.url + path));
        assert.equal(part.status, 200, `${path} ${file}`);
      }
    }
  });

  it('can be framed by pages that are isolated from other sites', async () => {
    const relay = await relayFor({ publicDir });
    const { headers } = await fetch(`${relay.url}follower/`);
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
  });

  it('ask for a process of their own, for a page can take long to be laid out', async () => {
    const relay = await relayFor({ publicDir });
    const { headers } = await fetch(`${relay.url}follower/`);
    assert.equal(headers.get('origin-agent-cluster'), '?1');
  });

  it('are found without the slash as well', async () => {
    const relay = await relayFor();
    for (const path of PAGES) {
      const response = await fetch(relay.url + path.slice(0, -1), { redirect: 'manual' });
      assert.equal(response.status, 308);
      const target = new URL(response.headers.get('location') ?? '', response.url);
      assert.equal(target.href, relay.url + path);
    }
  });

  it('for the replica forbid all that a strange page could ask for', async () => {
    const relay = await relayFor();
    const response = await fetch(`${relay.url}follower/`);
    const policy = (response.headers.get('content-security-policy') ?? '').split('; ');
    assert.deepEqual(policy.sort(), [
      "base-uri 'none'",
      "connect-src 'none'",
      "default-src 'none'",
      'font-src blob: data:',
      "form-action 'none'",
      'frame-ancestors *',
      "frame-src 'none'",
      'img-src blob: data:',
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'unsafe-inline'",
    ]);
    assert.equal(response.headers.get('x-frame-options'), null);
  });

  it('for the replica may ask for the images that the operator names', async () => {
    const origins = ['https://cdn.example', 'http://pictures.example:8080'];
    const relay = await relayFor({ imageOrigins: origins });
    const response = await fetch(`${relay.url}follower/`);
    const policy = (response.headers.get('content-security-policy') ?? '').split('; ');
    const images = policy.filter((directive) => directive.includes('example'));
    assert.deepEqual(images, [`img-src blob: data: ${origins.join(' ')}`]);
    // Isolated all the same, and no cookie goes with what is asked for.
    assert.equal(response.headers.get('cross-origin-embedder-policy'), 'credentialless');
    assert.ok((await response.text()).includes(`data-images="${origins.join(' ')}"`));
  });

  it('are not served at all where what they may ask for is wrong, or one is missing', async () => {
    await assert.rejects(relayFor({ imageOrigins: ['*'] }), {
      name: 'UsageError',
      message: /^imageOrigins: "\*" is no origin; write scheme, host and port only/,
    });
    await assert.rejects(relayFor({ pagesDir: join(publicDir, 'none') }), {
      name: 'UsageError',
      message: /^the page join\.html is not in .*; build it, or set pagesDir$/,
    });
  });

  it('for links may reach this server’s socket and nothing else', async () => {
    const relay = await relayFor();
    const host = new URL(relay.url).host;
    for (const path of ['join/', 'lead/']) {
      const { headers } = await fetch(relay.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.ok(policy.includes(`connect-src 'self' ws://${host} wss://${host}`), policy);
    }
  });

  it('speak the protocol of this server', () => {
    const script = readFileSync(join(import.meta.dirname, '../../src/relay/pages/lead.js'), 'utf8');
    assert.match(script, new RegExp(`PROTOCOL_VERSION = ${PROTOCOL_VERSION};`));
  });
});

describe('every answer', () => {
  it('carries the security headers', async () => {
    const relay = await relayFor({ publicDir });
    for (const path of ['', 'healthz', 'surfly.js', 'nowhere', '%zz', 'join', ...PAGES]) {
      const { headers } = await fetch(relay.url + path, { redirect: 'manual' });
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, path);
      assert.equal(headers.get('strict-transport-security'), null, path);
      assert.equal(headers.get('x-powered-by'), null);
    }
  });

  it('is short and plain where something is wrong', async () => {
    const relay = await relayFor({ limits: { requestsPerMinute: 20 } });
    const text = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(relay.url + path, init);
      assert.match(response.headers.get('content-type') ?? '', /text\/plain/);
      return `${response.status} ${await response.text()}`;
    };
    assert.equal(await text('nowhere'), '404 Not found.\n');
    assert.equal(await text('relay'), '404 Not found.\n');
    assert.equal(await text('healthz', { method: 'POST' }), '404 Not found.\n');
    assert.equal(await text('%zz'), '400 Bad request.\n');
    for (let count = 0; count < 20; count += 1) await fetch(`${relay.url}nowhere`);
    assert.equal(await text('nowhere'), '429 Too many requests; wait a minute.\n');
    assert.equal((await fetch(`${relay.url}healthz`)).status, 200, 'health is always told');
  });

  it('to a question about health is short', async () => {
    const relay = await relayFor();
    const response = await fetch(`${relay.url}healthz`);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.deepEqual(await response.json(), { status: 'ok' });
  });
});

describe('a plug', () => {
  it('adds pages that may have a policy of their own', async () => {
    const { startRelay } = await import('../../src/relay/index.js');
    const relay = await startRelay(
      { port: 0, logLevel: 'silent' },
      {
        register(app) {
          app.get('/', (_request, reply) =>
            reply
              .header('content-security-policy', "default-src 'self'")
              .type('text/html')
              .send('hello'),
          );
          app.get('/broken', () => {
            throw new Error('a secret detail');
          });
        },
      },
    );
    const response = await fetch(relay.url);
    assert.equal(await response.text(), 'hello');
    assert.equal(response.headers.get('content-security-policy'), "default-src 'self'");
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    const broken = await fetch(`${relay.url}broken`);
    assert.equal(broken.status, 500);
    assert.equal(await broken.text(), 'Something went wrong here.\n');
    await relay.close();
  });
});
