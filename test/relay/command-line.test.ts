import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { DEFAULT_LIMITS, parseOptions, UsageError } from '../../src/relay/index.js';
import { relayFor, SITE, TestClient } from './harness.js';

const folder = mkdtempSync(join(tmpdir(), 'surfly-session-'));
after(() => rmSync(folder, { recursive: true }));

function config(content: unknown, name = 'config.json'): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const SECRET = 'canary-secret-1234';
const widgets = { shop: { origins: [SITE, 'localhost'], agentKeys: [SECRET] } };

describe('the options', () => {
  it('come from flags, then PORT, then the file, then defaults', () => {
    const file = config({ port: 1111, host: '0.0.0.0', widgets, limits: { logBytes: 5 } });
    const read = (argv: string[], env = {}) => parseOptions(argv, env);
    assert.equal(read([]).port, 8080);
    assert.equal(read([]).host, '127.0.0.1');
    assert.deepEqual(read([]).widgets, {});
    assert.equal(read(['--config', file]).port, 1111);
    assert.equal(read(['--config', file], { PORT: '2222' }).port, 2222);
    assert.equal(read([`--config=${file}`, '--port=3333'], { PORT: '2222' }).port, 3333);
    assert.equal(read(['--config', file]).host, '0.0.0.0');
    assert.equal(read(['--config', file, '--host', '::1']).host, '::1');
    assert.deepEqual(read(['--config', file]).widgets, widgets);
    assert.deepEqual(read(['--config', file]).limits, { ...DEFAULT_LIMITS, logBytes: 5 });
    assert.equal(read(['--port', '0'], { PORT: '' }).port, 0);
  });

  it('that are wrong are named, with their value and the way out', () => {
    const cases: [string[], NodeJS.ProcessEnv, RegExp][] = [
      [['--prot', '1'], {}, /^there is no option --prot; --help/],
      [['-p', '1'], {}, /^there is no option -p;/],
      [['extra'], {}, /^there is no argument "extra"/],
      [['--port'], {}, /^--port wants a value/],
      [['--config', '--port', '1'], {}, /^--config wants a value/],
      [['--port', '80a'], {}, /^--port 80a: a port is a whole number from 0 to 65535/],
      [['--port', '65536'], {}, /^--port 65536: /],
      [['--port', '-1'], {}, /^--port -1: |wants a value/],
      [[], { PORT: 'http' }, /^PORT http: a port is/],
      [['--config', join(folder, 'none.json')], {}, /none\.json cannot be read \(ENOENT\); check/],
      [['--config', folder], {}, /cannot be read \(EISDIR\)/],
    ];
    for (const [argv, env, message] of cases) {
      assert.throws(
        () => parseOptions(argv, env),
        (error) => error instanceof UsageError && message.test(error.message),
        `${argv.join(' ')}`,
      );
    }
  });

  it('in a file that is wrong are named by their place', () => {
    const cases: [unknown, RegExp][] = [
      ['{', /config\.json is not JSON: /],
      ['[]', /config\.json holds no object/],
      [{ prot: 1 }, /has an unknown entry "prot" at its top; take it out/],
      [{ widgets: { a: { origins: [SITE], x: 1 } } }, /unknown entry "x" at "widgets\.a"/],
      [{ widgets: { a: { origins: [] } } }, /wrong at "widgets\.a\.origins": name at least one/],
      [{ widgets: { a: { origins: ['*'] } } }, /"widgets\.a\.origins\.0": "\*" is no origin/],
      [{ widgets: { a: { origins: ['https://*.example'] } } }, /is no origin; write scheme, host/],
      [{ widgets: { a: { origins: [`${SITE}/`] } } }, /"https:\/\/shop\.example\/" is no origin/],
      [
        { widgets: { a: { origins: [SITE], agentKeys: ['short'] } } },
        /"widgets\.a\.agentKeys\.0": an agent key has at least 16 characters$/,
      ],
      [{ port: 70000 }, /wrong at "port": a port is a whole number/],
      [{ limits: { logBytes: -1 } }, /wrong at "limits\.logBytes": a number above 0/],
      [{ limits: { logByte: 1 } }, /unknown entry "logByte" at "limits"/],
      [{ trustProxy: ['10.0.0.0/33'] }, /"trustProxy\.0": "10\.0\.0\.0\/33" is no address/],
      [{ trustProxy: ['proxy'] }, /"proxy" is no address and no range; write "10\.0\.0\.1"/],
      [
        { imageOrigins: ['https://*.example'] },
        /"imageOrigins\.0": "https:\/\/\*\.example" is no origin/,
      ],
      [
        { imageOrigins: ['https://cdn.example/images'] },
        /is no origin; write scheme, host and port/,
      ],
      [{ logLevel: 'loud' }, /wrong at "logLevel"/],
    ];
    for (const [content, message] of cases) {
      const file = config(content);
      assert.throws(
        () => parseOptions(['--config', file], {}),
        (error) =>
          error instanceof UsageError &&
          message.test(error.message) &&
          !error.message.includes('\n') &&
          !error.message.includes('short'),
        JSON.stringify(content),
      );
    }
  });
});

function start(argv: string[], env: NodeJS.ProcessEnv = {}) {
  const main = join(import.meta.dirname, '../../src/relay/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...argv], {
    env: { ...process.env, PORT: '', ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...output }));
  return { child, output, ended };
}

const command = (argv: string[], env: NodeJS.ProcessEnv = {}) => start(argv, env).ended;

describe('surfly-session', () => {
  it('says in one line what is wrong, and exits with 2', async () => {
    const relay = await relayFor();
    const good = config({ widgets }, 'good.json');
    const cases: [string[], NodeJS.ProcessEnv, RegExp][] = [
      [[], {}, /no command is given; write "surfly-session serve"/],
      [['start'], {}, /there is no command "start"/],
      [['serve'], {}, /no widget is configured.*--config surfly-session\.json/],
      [['serve', '--loud'], {}, /there is no option --loud/],
      [['serve', '--config', 'nowhere.json'], {}, /nowhere\.json cannot be read/],
      [
        ['serve', '--config', good],
        { PORT: `${relay.port}` },
        /port \d+ on 127\.0\.0\.1 is in use; choose another/,
      ],
      [
        ['serve', '--config', good, '--host', '192.0.2.1', '--port', '0'],
        {},
        /does not have the address 192\.0\.2\.1/,
      ],
    ];
    const results = await Promise.all(cases.map(([argv, env]) => command(argv, env)));
    for (const [at, { code, stderr }] of results.entries()) {
      const [argv, , message] = cases[at] ?? [[], {}, /never/];
      assert.equal(code, 2, argv.join(' '));
      assert.match(stderr, message);
      assert.match(stderr, /^surfly-session: [^\n]+\n$/, 'one line');
    }
  });

  it('shows help and version', async () => {
    const [help, serveHelp, version] = await Promise.all([
      command(['--help']),
      command(['serve', '--help']),
      command(['--version']),
    ]);
    assert.match(help.stdout, /^Usage: surfly-session serve/);
    assert.equal(serveHelp.stdout, help.stdout);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
    assert.deepEqual([help.code, serveHelp.code, version.code], [0, 0, 0]);
  });

  it('serves, logs no secrets whatever is asked, and stops gracefully', async (test) => {
    const file = config({ widgets: { [SECRET]: widgets.shop }, logLevel: 'trace' });
    const { child, output, ended } = start(['serve', '--config', file, '--port', '0']);
    test.after(() => child.kill('SIGKILL'));
    let url: string | undefined;
    while (!url) {
      await once(child.stdout, 'data');
      url = /surfly-session listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(output.stdout)?.[1];
    }
    const relay = { url: `${url}/` };
    await fetch(`${url}/healthz?token=canary-query`);
    await fetch(`${url}/canary-path?token=canary-query`);

    const client = await TestClient.connect(relay);
    const settings = { note: 'canary-settings' };
    const page = `${SITE}/?q=canary-url`;
    client.send({ type: 'create', v: 1, widgetKey: SECRET, url: page, settings });
    const { session, leaderToken, followerToken, pin } = await client.next('created');
    client.send({
      ...{ type: 'join', v: 1, role: 'leader', session, token: leaderToken },
      ...{ instance: 'canary-instance', browser: 'canary-browser' },
      userData: { name: 'canary-name' },
    });
    const { secret } = await client.next('welcome');
    client.send({ type: 'log', entry: 'an audit line' });
    client.send('{"type":"canary-bad"}');
    await client.next('refused');

    const agent = await TestClient.connect(relay);
    agent.send({ type: 'agent', v: 1, widgetKey: SECRET, agentKey: SECRET, name: 'canary-agent' });
    await agent.next('signed_in');
    agent.send({ type: 'agent_join_pin', pin: '99999999' });
    await agent.next('agent_refused');
    agent.send({ type: 'agent_join_pin', pin });
    const { token } = await agent.next('agent_link');
    for (let count = 0; count < 2; count += 1) {
      const headers = { 'x-forwarded-for': '203.0.113.1' };
      const proxied = new WebSocket(`${relay.url.replace('http', 'ws')}relay`, {
        headers,
        origin: SITE,
      });
      proxied.on('error', () => {});
      await once(proxied, 'close');
    }
    const stranger = await TestClient.connect(relay);
    stranger.send({ type: 'agent', v: 1, widgetKey: SECRET, agentKey: 'canary-key', name: '' });
    await stranger.refused('wrong_agent_key');

    child.kill('SIGTERM');
    assert.equal((await client.next('refused')).code, 'restarting');
    const { code, stdout, stderr } = await ended;
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /an audit line/);
    assert.equal(stdout.match(/is not in trustProxy/g)?.length, 1);
    assert.match(stdout, /"path":"\/canary-path"/);
    const secrets = [leaderToken, followerToken, secret, token, SECRET, `"${pin}"`, '99999999'];
    for (const hidden of secrets) assert.ok(!stdout.includes(hidden));
    const canaries = stdout.match(/canary-\w+/g)?.filter((found) => found !== 'canary-path');
    assert.deepEqual(canaries, []);
  });
});
