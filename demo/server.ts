// The demo as `npm start` runs it: the server of this package with a shop, an agent desk and a page that lists both.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Relay, RelayOptions } from '../src/relay/index.js';
import { DEFAULT_OPTIONS, run } from '../src/relay/index.js';

const WIDGET_KEY = 'demo';
/** New with every start; a desk on this computer is given it, every other one would have to know it. */
const AGENT_KEY = randomBytes(24).toString('base64url');
const PAGES = fileURLToPath(new URL('.', import.meta.url));
/** A filled-in checkout is below 2 KB; the rest is room for a long remark. */
const ORDER_LIMIT = 16 * 1024;
const REQUIRED = ['name', 'email', 'address', 'city', 'country', 'card', 'expiry', 'cvc', 'terms'];

function demoOptions(given: RelayOptions): Partial<RelayOptions> {
  const demo = { origins: ['localhost'], agentKeys: [AGENT_KEY] };
  return {
    widgets: { ...given.widgets, [WIDGET_KEY]: demo },
    // The addresses are what somebody who tries this wants to read.
    logLevel: given.logLevel === DEFAULT_OPTIONS.logLevel ? 'warn' : given.logLevel,
  };
}

/** As strict as a careful site's own policy: everything comes from here, and nothing is inline. */
function policy({ host }: FastifyRequest): string {
  // `'self'` does not cover WebSockets in every browser, so the host is named.
  const sockets = /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self' ${sockets}`.trim(),
    // Whatever the visitor goes to in the session window; what cannot be shared there gets a notice.
    "frame-src 'self' http: https:",
    "form-action 'self'",
    // The session window shows the shop in a frame of the shop.
    "frame-ancestors 'self'",
  ].join('; ');
}

async function register(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', policy(request));
  });
  await app.register(fastifyStatic, {
    root: PAGES,
    prefix: '/demo/',
    decorateReply: false,
    redirect: true,
    allowedPath: (path) => !path.startsWith('/server.js'),
  });
  app.get('/', (_request, reply) => page(reply, 'index.html'));
  app.get('/agent', (_request, reply) => reply.redirect('/agent/', 308));
  app.get('/agent/', (_request, reply) => page(reply, 'agent/index.html'));
  app.get('/agent/demo.json', (request, reply) => {
    if (!isLocal(request)) return reply.callNotFound();
    return reply
      .header('cache-control', 'no-store')
      .send({ widgetKey: WIDGET_KEY, agentKey: AGENT_KEY });
  });
  takeOrders(app);
}

function page(reply: FastifyReply, file: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile(file, PAGES);
}

/**
 * Whether the request was made on this computer, under a name of this computer: a page elsewhere whose name was made to
 * point here does not count, nor does what a proxy on this computer passes on.
 */
function isLocal({ ip, hostname }: FastifyRequest): boolean {
  const address = ip.replace(/^::ffff:/, '');
  return (
    (address === '::1' || /^127\./.test(address)) &&
    /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
  );
}

/** Answers an order with the page that thanks for it. What was ordered is neither kept nor logged. */
function takeOrders(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: ORDER_LIMIT },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  );
  app.post('/demo/shop/order', { bodyLimit: ORDER_LIMIT }, (request, reply) => {
    const order = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const missing = REQUIRED.filter((name) => !order.get(name)?.trim());
    if (missing.length) {
      return reply
        .code(400)
        .type('text/plain; charset=utf-8')
        .send(`The order lacks: ${missing.join(', ')}. Go back and fill that in.\n`);
    }
    const number = `L-${randomBytes(4).toString('hex').toUpperCase()}`;
    return reply.redirect(`/demo/shop/thanks.html?order=${number}`, 303);
  });
}

function printAddresses({ url }: Relay): void {
  process.stdout.write(
    [
      '',
      `  The demos     ${url}`,
      `  The shop      ${url}demo/shop/`,
      `  Agent desk    ${url}agent/    (best in another browser)`,
      '',
      `  Any page on localhost or 127.0.0.1 may use it with the widget key "${WIDGET_KEY}":`,
      '',
      `  <script type="module" src="${url}surfly-session.js"></script>`,
      `  <surfly-session script-src="${url}surfly.js" widget-key="${WIDGET_KEY}"></surfly-session>`,
      '',
      '  Ctrl+C stops it.',
      '',
    ].join('\n'),
  );
}

await run(process.argv.slice(2), process.env, {
  name: 'npm start',
  register,
  options: demoOptions,
  started: printAddresses,
});
