import { surflyOf, type Surfly, type SurflyGlobal } from './api.js';
import { conflict, SurflyError } from './errors.js';
import { inTime } from './in-time.js';
import { isHttp } from './links.js';

/** Where the script is, and how the page's security policy wants it. */
export interface LoadOptions {
  /** URL of a `surfly.js`, resolved against the document's base URL. */
  src: string;
  /** Nonce of the page's CSP; without it one is copied from a script of the page. */
  nonce?: string | undefined;
  /** Subresource integrity; for a script whose versions you control. Needs `crossorigin`. */
  integrity?: string | null | undefined;
  crossorigin?: string | null | undefined;
  /** Milliseconds until a script that did not arrive counts as failed. Default 15000. */
  timeout?: number | undefined;
}

interface Load {
  url: string;
  promise: Promise<Surfly>;
}

interface TrustedTypesLike {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}

let pending: Load | undefined;
let injected: { url: string; surfly: Surfly; needsInit: boolean } | undefined;
/** Scripts and stubs of the page that were waited for in vain: a retry loads our own script instead. */
const spent = new WeakSet<object>();
let policy: ReturnType<TrustedTypesLike['createPolicy']> | undefined;

/** True once the script has arrived: the loader snippet's stub has nothing but `init`. */
export function isLoaded(surfly: SurflyGlobal | undefined): surfly is Surfly {
  return typeof surfly?.session === 'function';
}

/** True when `loadSurfly` itself put the script of `surfly` into a page that has not called `init`. */
export function isUninitialised(surfly: Surfly): boolean {
  return injected?.surfly === surfly && injected.needsInit;
}

/**
 * Resolves with `window.Surfly`, loading the script at most once per document.
 *
 * A `Surfly` that the page brought itself is adopted: one that is ready, one whose loader snippet is still waiting for its script, one
 * whose script element has the same URL. Nothing of the page is overwritten. A failed load is forgotten, so calling again tries again.
 *
 * @throws {@link SurflyError} `bad-url`, `network`, `timeout`, `no-global`, `trusted-types` or `conflict`
 */
export async function loadSurfly(options: LoadOptions): Promise<Surfly> {
  const { src } = options;
  if (!isHttp(src, document.baseURI)) {
    throw new SurflyError('bad-url', `script-src "${src}" is not the http(s) address of a script.`);
  }
  const url = new URL(src, document.baseURI).href;
  const present = surflyOf(window);
  const known = pending ?? (present && injected?.surfly === present ? injected : undefined);
  if (known && known.url !== url) throw conflict('script-src', url, known.url);
  if (!pending && (known || isLoaded(present))) return present as Surfly;

  pending ??= { url, promise: arrive(url, options, present).finally(() => (pending = undefined)) };
  return pending.promise;
}

/** Waits for what the page is loading itself, else puts a script of ours into the page. */
function arrive(url: string, options: LoadOptions, stub: SurflyGlobal | undefined) {
  const stubInit = stub?.init;
  const needsInit = !stub?.q;
  const theirs = [...document.scripts].find((each) => each.src === url && !spent.has(each));
  const ours = theirs || (stub && !spent.has(stub)) ? undefined : document.createElement('script');
  const script = theirs ?? ours;
  let poll: ReturnType<typeof setInterval>;
  const arrival = new Promise<Surfly>((resolve, reject) => {
    const look = (last: boolean) => {
      const surfly = surflyOf(window);
      // An implementation may add its members only in `init`: once its script has run, a new `init` is enough.
      if (isLoaded(surfly) || (last && surfly && surfly.init !== stubInit)) {
        resolve(surfly as Surfly);
      } else if (last) {
        const message = `"${url}" left no window.Surfly. Set script-src to a surfly.js.`;
        reject(new SurflyError('no-global', message));
      }
    };
    if (ours) configure(ours, url, options);
    script?.addEventListener('load', () => look(true));
    script?.addEventListener('error', () => {
      const message = `"${url}" was not loaded. Check the address, the integrity and the Content-Security-Policy.`;
      reject(new SurflyError('network', message));
    });
    // The address of a script that a stub is waiting for cannot be known.
    poll = setInterval(look, 50, false);
    if (ours) document.head.append(ours);
  });
  return inTime(arrival, options.timeout ?? 15_000, url)
    .then(
      (surfly) => {
        if (ours) injected = { url, surfly, needsInit };
        return surfly;
      },
      (error: unknown) => {
        // Taking the element out does not stop a script that is on its way: it may still arrive and is adopted then.
        ours?.remove();
        for (const each of [theirs, stub]) if (each) spent.add(each);
        throw error;
      },
    )
    .finally(() => clearInterval(poll));
}

function configure(script: HTMLScriptElement, url: string, options: LoadOptions) {
  const { nonce, integrity, crossorigin } = options;
  const nonced = document.querySelector<HTMLScriptElement>('script[nonce]');
  script.nonce = nonce || nonced?.nonce || '';
  if (integrity) script.integrity = integrity;
  if (crossorigin != null) script.crossOrigin = crossorigin;
  try {
    script.src = trusted(url);
  } catch (cause) {
    const message = `"${url}" was refused. Add surfly-session to trusted-types in the Content-Security-Policy.`;
    throw new SurflyError('trusted-types', message, { cause });
  }
}

/** The URL, wrapped by our policy where the page enforces Trusted Types and allows it. */
function trusted(url: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypesLike };
  try {
    policy ??= trustedTypes?.createPolicy('surfly-session', { createScriptURL: (each) => each });
  } catch {
    // Not allowed by the page, or made by another copy of this module: harmless unless the page enforces it.
  }
  return (policy?.createScriptURL(url) ?? url) as string;
}
