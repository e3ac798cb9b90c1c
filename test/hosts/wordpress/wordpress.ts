import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, installDebianPackages } from '../../browsers.mjs';
import { until } from '../../e2e/person.js';

/** A WordPress of its own, fresh, with an administrator. */
export interface WordPress {
  readonly origin: string;
  /** Puts a file into the folder of the plugins that a site always uses. */
  addMustUsePlugin(name: string, code: string): void;
  close(): Promise<void>;
}

export const ADMIN = { name: 'admin', password: 'only for this test' };

const SOURCE = '/usr/share/wordpress';
const PACKAGES = [
  ...['wordpress', 'wordpress-theme-twentytwentythree'],
  ...['php-cli', 'php-mysql', 'mariadb-server'],
];
const SBIN = ['/usr/sbin/mariadbd', 'mariadbd'];

/** What is missing to run WordPress, after an attempt to install it; undefined when nothing is. */
export function missingForWordPress(): string | undefined {
  const advice = `WordPress needs the Debian packages ${PACKAGES.join(', ')}`;
  try {
    if (!complete()) installDebianPackages(PACKAGES);
  } catch (error) {
    return `${advice}; apt-get could not install them: ${String(error)}`;
  }
  return complete() ? undefined : advice;
}

const complete = () =>
  existsSync(`${SOURCE}/wp-content/themes/twentytwentythree`) &&
  !!findProgram(['php']) &&
  !!findProgram(['mariadb-install-db']) &&
  !!findProgram(SBIN);

/** Sets a WordPress up in a folder of its own, on a database of its own, and installs it as its form does. */
export async function startWordPress(): Promise<WordPress> {
  const folder = mkdtempSync(join(tmpdir(), 'surfly-session-wordpress-'));
  const site = join(folder, 'site');
  const socket = join(folder, 'db.sock');
  const running: ChildProcess[] = [];
  const close = async () => {
    for (const child of running.reverse()) await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    running.push(startDatabase(join(folder, 'db'), socket));
    cpSync(SOURCE, site, { recursive: true, dereference: true });
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    writeFileSync(join(site, 'wp-config.php'), configuration(socket));
    await until('the database', () => query(socket, 'CREATE DATABASE wordpress'), 60_000);
    const php = spawn(findProgram(['php'])!, ['-S', `127.0.0.1:${port}`, '-t', site], {
      // WordPress asks itself for things while it answers.
      env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' },
      stdio: 'ignore',
      // Its workers are processes of their own: they end as its group does.
      detached: true,
    });
    running.push(php);
    await until('PHP', async () => (await fetch(`${origin}/wp-admin/install.php`)).ok, 60_000);
    await install(origin);
    const addMustUsePlugin = (name: string, code: string) => {
      const plugins = join(site, 'wp-content/mu-plugins');
      mkdirSync(plugins, { recursive: true });
      writeFileSync(join(plugins, name), code);
    };
    addMustUsePlugin('offline.php', OFFLINE);
    return { origin, addMustUsePlugin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A server without accounts, which nobody but this computer's users can reach: it has a socket in a private folder only. */
function startDatabase(data: string, socket: string): ChildProcess {
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const where = ['--no-defaults', ...user, `--datadir=${data}`];
  execFileSync(
    findProgram(['mariadb-install-db'])!,
    [...where, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { stdio: 'ignore' },
  );
  return spawn(
    findProgram(SBIN)!,
    [
      ...where,
      ...[`--socket=${socket}`, `--pid-file=${data}.pid`, '--skip-networking'],
      ...['--skip-grant-tables', '--innodb-flush-log-at-trx-commit=0', '--skip-log-bin'],
    ],
    { stdio: 'ignore', detached: true },
  );
}

async function query(socket: string, sql: string): Promise<true> {
  execFileSync('mariadb', ['--no-defaults', `--socket=${socket}`, '-e', sql], { stdio: 'pipe' });
  return true;
}

function configuration(socket: string): string {
  const constants = {
    DB_NAME: 'wordpress',
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: 'utf8mb4',
    // Nothing here calls anybody.
    WP_HTTP_BLOCK_EXTERNAL: true,
    AUTOMATIC_UPDATER_DISABLED: true,
    DISABLE_WP_CRON: true,
  };
  const defined = Object.entries(constants).map(
    ([name, value]) => `define('${name}', ${typeof value === 'string' ? `'${value}'` : value});`,
  );
  return `<?php
${defined.join('\n')}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;
}

/** No pictures of people and no emoji from elsewhere. */
const OFFLINE = `<?php
add_filter('pre_option_show_avatars', '__return_zero');
remove_action('wp_head', 'print_emoji_detection_script', 7);
`;

async function install(origin: string): Promise<void> {
  const form = new URLSearchParams({
    weblog_title: 'Site',
    user_name: ADMIN.name,
    admin_password: ADMIN.password,
    admin_password2: ADMIN.password,
    pw_weak: 'on',
    admin_email: 'admin@site.example',
    blog_public: '0',
    Submit: 'Install WordPress',
  });
  const answer = await fetch(`${origin}/wp-admin/install.php?step=2`, {
    method: 'POST',
    body: form,
  });
  const html = await answer.text();
  if (!html.includes('wp-login.php')) throw new Error(`WordPress was not installed: ${html}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  process.kill(-child.pid, 'SIGTERM');
  await once(child, 'exit');
}
