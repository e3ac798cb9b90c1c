import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { blockFont } from './font.js';
import { tile } from './tiles.js';

/** The site that is co-browsed, and another one that some of its pages load things from. */
export interface Site {
  readonly origin: string;
  /** Of the other site. */
  readonly elsewhere: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

const HERE = import.meta.dirname;
const DIST = join(HERE, '..', '..', 'dist');
const FOLDERS: Readonly<Record<string, string>> = {
  demo: join(DIST, 'demo'),
  pages: join(HERE, 'pages'),
  'third-party': join(HERE, 'third-party'),
  packages: join(HERE, 'third-party', 'node_modules'),
};

/** A page with nothing but a window for a session: as large as the tab, so that the picture is as large as the page. */
function shell(relay: string, script: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Window</title><link rel="icon" href="data:,">
    <style>html, body { margin: 0; height: 100%; overflow: hidden }
      iframe { display: block; border: 0; width: 100%; height: 100% }</style>
    <iframe id="window" title="Session"></iframe>
    <script src="${relay}/surfly.js"></script><script>${script}</script></html>`;
}

const LEAD = `Surfly.init({ widget_key: 'demo' }, () => {
  const session = Surfly.session({ ui_off: true, block_until_agent_joins: false,
    url: location.origin + decodeURIComponent(location.hash.slice(1)) });
  session.on('session_created', (made) => (window.followerLink = made.followerLink));
  session.on('session_started', () => (window.isStarted = true));
  session.startLeader('#window');
});`;

const FOLLOW = `Surfly.init({ widget_key: 'demo' }, () => {
  Surfly.session(null, decodeURIComponent(location.hash.slice(1))).startFollower('#window');
});`;

export async function startSite(relay: string): Promise<Site> {
  const elsewhere = await listen('127.0.0.1', (request, response) => {
    // What is called open may be read by every site.
    const open = request.url?.startsWith('/pages/open/');
    file(request, response, open ? { 'access-control-allow-origin': '*' } : {});
  });
  const site = await listen('localhost', (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/lead') send(response, '.html', shell(relay, LEAD));
    else if (pathname === '/follow') send(response, '.html', shell(relay, FOLLOW));
    // The tag of the shop, as a shop has it on its own server.
    else if (/^\/surfly-session[\w-]*\.js$/.test(pathname)) {
      send(response, '.js', readFileSync(join(DIST, pathname)));
    } else if (pathname === '/pages/font.ttf') send(response, '.ttf', blockFont());
    else if (pathname.startsWith('/tiles/')) send(response, '.png', tile(pathname));
    else if (pathname.startsWith('/pages/private/') && !isSignedIn(request)) {
      response.writeHead(403).end();
    } else {
      file(request, response, {
        'set-cookie': 'visitor=anna; HttpOnly; SameSite=Strict',
        'x-elsewhere': elsewhere.origin,
      });
    }
  });
  return {
    origin: site.origin,
    elsewhere: elsewhere.origin,
    async close() {
      await Promise.all([site.close(), elsewhere.close()]);
    },
  };

  function file(request: IncomingMessage, response: ServerResponse, headers: object): void {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, name = '', ...rest] = pathname.split('/');
    const folder = FOLDERS[name];
    const path = folder && normalize(join(folder, decodeURIComponent(rest.join('/'))));
    if (!path || !path.startsWith(folder + sep) || !isFile(path)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end();
      return;
    }
    const text = ['.html', '.css'].includes(extname(path));
    // Addresses are known only now.
    const body = text
      ? readFileSync(path, 'utf8').replaceAll('{{elsewhere}}', elsewhere.origin)
      : readFileSync(path);
    send(response, extname(path), body, headers);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isSignedIn(request: IncomingMessage): boolean {
  return request.headers.cookie?.includes('visitor=anna') ?? false;
}

function send(
  response: ServerResponse,
  extension: string,
  body: string | Buffer,
  headers: object = {},
): void {
  response.writeHead(200, {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    ...headers,
  });
  response.end(body);
}

async function listen(
  host: string,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server: Server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
