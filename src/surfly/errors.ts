import type { SurflyErrorReason } from './events.js';

/**
 * What went wrong before a session could run.
 *
 * - `bad-url`: the script URL is not an http or https address
 * - `network`: the script could not be fetched (address, network, CSP or integrity)
 * - `timeout`: it did not arrive, or `init` did not answer, in time
 * - `no-global`: it arrived and left no `window.Surfly`
 * - `trusted-types`: the page's Trusted Types policy refused its URL
 * - `init-refused`: `Surfly.init` threw or reported failure
 * - `conflict`: the page already uses another script or another widget key
 * - `start-failed`: the call that starts the session threw
 * - `bad-link`: the session link is missing or not an http or https address
 * - `bad-value`: an attribute or property has a value that cannot be used
 */
export type SurflySetupErrorCode =
  | 'bad-url'
  | 'network'
  | 'timeout'
  | 'no-global'
  | 'trusted-types'
  | 'init-refused'
  | 'conflict'
  | 'start-failed'
  | 'bad-link'
  | 'bad-value';

/** An error with a code: of the setup, or the `reason` of an `error` event. The message names the thing, the value and the way out. */
export class SurflyError extends Error {
  override readonly name = 'SurflyError';

  constructor(
    readonly code: SurflySetupErrorCode | SurflyErrorReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Two elements of a page that want different things of what a page has only once. */
export const conflict = (name: string, value: string, used: string) =>
  new SurflyError(
    'conflict',
    `${name} "${value}" cannot be used: this page already uses "${used}". Use one ${name} per page.`,
  );
