import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import fastify, { LogController } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrustProxy } from './addresses.js';
import { UsageError } from './options.js';
import type { RelayOptions } from './options.js';
import { PAGES, PAGE_FILES } from './page-policies.js';

const MINUTE = 60_000;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Nothing here reads a request's body. */
const BODY_LIMIT = 1024;

/** The HTTP side: scripts, the pages behind the links, health. */
export async function makeApp(
  options: RelayOptions,
  trusted: TrustProxy,
): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: options.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trusted,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 5_000 },
    // Here helmet has not had its turn.
    frameworkErrors: (_error, _request, reply) => {
      void plain(reply.headers(BARE_HEADERS), 400);
    },
  });
  // The path only: a query may hold what is nobody's business.
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?')[0];
    const { statusCode: status, elapsedTime: ms } = reply;
    app.log.debug({ method: request.method, path, status, ms: Math.round(ms) }, 'request');
  });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Whether the whole domain is HTTPS only is for the proxy with the certificate to say.
    strictTransportSecurity: false,
    // frame-ancestors says it, and can say it for each page.
    frameguard: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(fastifyRateLimit, {
    max: options.limits.requestsPerMinute,
    timeWindow: MINUTE,
  });
  await app.register(fastifyStatic, {
    root: options.pagesDir,
    serve: false,
    cacheControl: false,
    // Where there is a `.br` or a `.gz` beside a file, and the browser takes it.
    preCompressed: true,
  });

  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) => plain(reply, 404));
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) app.log.error({ err: error }, 'request failed');
    return plain(reply, status);
  });
  app.get('/healthz', { config: { rateLimit: false } }, async (_request, reply) => {
    return reply.header('cache-control', 'no-store').send({ status: 'ok' });
  });
  serveScripts(app, options.publicDir);
  await servePages(app, options);
  return app;
}

/**
 * The built browser files: `surfly.js` and the parts that it loads beside itself. They are for pages of any origin: what
 * those may do is decided when they connect.
 */
function serveScripts(app: FastifyInstance, publicDir: string): void {
  app.get<{ Params: { script: string } }>(
    '/:script(^surfly[a-z-]*\\.js(?:\\.map)?$)',
    async (request, reply) => {
      const { script } = request.params;
      const built = await access(join(publicDir, script)).then(
        () => true,
        () => false,
      );
      if (!built) return plain(reply, 404);
      return reply
        .headers({
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
          // Short, for a page's script and the server should be of one version.
          'cache-control': 'public, max-age=60',
        })
        .sendFile(script, publicDir);
    },
  );
}

async function servePages(
  app: FastifyInstance,
  { pagesDir, imageOrigins }: RelayOptions,
): Promise<void> {
  const images = imageOrigins.join(' ');
  for (const { path, file, policy } of PAGES) {
    const html = await readFile(join(pagesDir, file), 'utf8').catch(() => {
      throw new UsageError(`the page ${file} is not in ${pagesDir}; build it, or set pagesDir`);
    });
    const page = html.replace('data-images=""', `data-images="${images}"`);
    app.get(path, async (request, reply) => {
      return reply
        .headers({
          'content-security-policy': policy(socketSources(request), images),
          'cache-control': 'no-store',
          // The replica's window is framed by pages of any origin, those with `require-corp` too: they want this of every frame.
          'cross-origin-resource-policy': 'cross-origin',
          // Both are isolated; with the latter, images of others need not agree, and are asked for without cookies.
          'cross-origin-embedder-policy': images === '' ? 'require-corp' : 'credentialless',
        })
        .type('text/html; charset=utf-8')
        .send(page);
    });
    // Without the slash the page would look for its files in the wrong place. A browser keeps the link's fragment.
    app.get(path.slice(0, -1), async (_request, reply) => reply.redirect(`.${path}`, 308));
  }
  for (const { path, file } of PAGE_FILES) {
    app.get(path, async (_request, reply) => {
      return reply.header('cache-control', 'public, max-age=60').sendFile(file);
    });
  }
}

/** `connect-src 'self'` does not cover WebSockets in every browser, so the host is named. */
function socketSources({ host }: FastifyRequest): string {
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : '';
}

const BARE_HEADERS = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const STATUS_TEXTS: Record<number, string> = {
  400: 'Bad request.',
  404: 'Not found.',
  413: 'Too large.',
  429: 'Too many requests; wait a minute.',
};

function plain(reply: FastifyReply, status: number): FastifyReply {
  const text = STATUS_TEXTS[status] ?? (status >= 500 ? 'Something went wrong here.' : 'Refused.');
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`);
}
