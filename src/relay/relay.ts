import { access } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { originProblem, trustProxies } from './addresses.js';
import { Gate } from './gate.js';
import { makeApp } from './http.js';
import { Hub } from './hub.js';
import { DEFAULT_OPTIONS, UsageError } from './options.js';
import type { RelayOptions } from './options.js';

/** Adds routes of one's own to the server, for instance a site's pages. */
export interface Plug {
  register?(app: FastifyInstance): void | Promise<void>;
}

/** A running server. */
export interface Relay {
  /** Address to reach it at from this computer, with a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Sends everybody off and stops. */
  close(): Promise<void>;
}

/**
 * Starts a server.
 *
 * @param options - what is left out is as in {@link DEFAULT_OPTIONS}; without `widgets` every page is refused
 * @throws UsageError when it cannot listen where it is told to, an image origin is none, or a page is missing
 */
export async function startRelay(
  options: Partial<RelayOptions> = {},
  plug: Plug = {},
): Promise<Relay> {
  const settings: RelayOptions = { ...DEFAULT_OPTIONS, ...options };
  const [problem] = settings.imageOrigins.map(originProblem).filter((one) => one !== undefined);
  if (problem) throw new UsageError(`imageOrigins: ${problem}`);
  const trusted = trustProxies(settings.trustProxy);
  const app = await makeApp(settings, trusted);
  await app.register(async (scope) => plug.register?.(scope));
  const hub = new Hub(settings, app.log);
  const gate = new Gate(app.server, {
    options: settings,
    trusted,
    log: app.log,
    hello: (client, message) => hub.hello(client, message),
  });
  const close = async () => {
    await gate.close();
    hub.close();
    await app.close();
  };
  try {
    await listen(app, settings);
  } catch (error) {
    await close();
    throw error;
  }
  await warnAboutMissingScripts(app, settings.publicDir);
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://${reachable(settings.host)}:${port}/`, port, close };
}

async function listen(app: FastifyInstance, { host, port }: RelayOptions): Promise<void> {
  try {
    const listenTextResolver = (address: string) => `surfly-session listens on ${address}`;
    await app.listen({ host, port, listenTextResolver });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const advice: Record<string, string> = {
      EADDRINUSE: `port ${port} on ${host} is in use; choose another one with --port or PORT, or 0 for any free one`,
      EACCES: `port ${port} on ${host} may not be used by this user; choose one above 1023 with --port or PORT`,
      EADDRNOTAVAIL: `this computer does not have the address ${host}; choose another one with --host`,
      ENOTFOUND: `the host ${host} is not known; choose an address of this computer with --host`,
    };
    throw new UsageError(advice[code] ?? `cannot listen on ${host}, port ${port}: ${message}`);
  }
}

async function warnAboutMissingScripts(app: FastifyInstance, publicDir: string): Promise<void> {
  try {
    await access(join(publicDir, 'surfly.js'));
  } catch {
    app.log.warn(
      `surfly.js is not in ${publicDir}, so pages cannot load it; build it, or set publicDir`,
    );
  }
}

/** An address that a browser can open, also where the server listens on every network. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
