import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page as a site serves it. */
export interface HostPage {
  /** @param nonce - another one with every answer, as a nonce has to be */
  body(nonce: string): string;
  /** In `<head>`; the same. */
  head?(nonce: string): string;
  headers?(nonce: string): Record<string, string>;
}

/** A site that embeds the tag. It is on another site than the relay, which is at 127.0.0.1. */
export interface HostSite {
  readonly origin: string;
  /** Adds a page, and returns its address. */
  add(page: HostPage): string;
  close(): Promise<void>;
}

/** What its pages show beside the tag: a viewer sees it in the replica. */
export const GREETING = 'A page of the site';

/** A picture of one pixel that every page has: what a page shows is fetched for the viewers. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64');

export async function startHostSite(): Promise<HostSite> {
  const pages = new Map<string, HostPage>();
  const server = createServer(({ url = '/' }, response) => {
    const page = pages.get(new URL(url, 'http://localhost').pathname);
    if (!page) {
      const picture = url === '/pixel.gif';
      response.writeHead(picture ? 200 : 404, {
        'content-type': picture ? 'image/gif' : 'text/plain',
      });
      response.end(picture ? PIXEL : '');
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...page.headers?.(nonce),
    });
    response.end(`<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><title>Site</title><link rel="icon" href="data:,">${page.head?.(nonce) ?? ''}</head>
<body><h1>${GREETING}</h1><img src="/pixel.gif" alt="">
${page.body(nonce)}
</body>
</html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    add(page) {
      const path = `/page-${pages.size + 1}`;
      pages.set(path, page);
      return origin + path;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
