import type { InitResult, Surfly } from './api.js';
import { conflict, SurflyError } from './errors.js';
import { inTime } from './in-time.js';
import { isUninitialised } from './loader.js';
import type { SurflySettings } from './settings.js';

interface Init {
  /** Undefined when the page made the call and its key is not known. */
  key: string | undefined;
  reported: Promise<InitResult>;
}

const inits = new WeakMap<Surfly, Init>();

/**
 * Calls `Surfly.init` once per page and resolves with what it reported. A page that has called it is left alone: its result is awaited where
 * the implementation offers it, and otherwise taken for granted. Only an `init` that failed is called again.
 *
 * @param timeout - milliseconds until an `init` that does not answer counts as failed. Default 15000.
 * @throws {@link SurflyError} `init-refused`, `timeout` or `conflict`
 */
export async function initSurfly(
  surfly: Surfly,
  settings: SurflySettings,
  timeout = 15_000,
): Promise<InitResult> {
  const key = settings.widget_key;
  let init = inits.get(surfly);
  if (init && key !== undefined && init.key !== undefined && key !== init.key) {
    throw conflict('widget-key', key, init.key);
  }
  if (!init) {
    const called = surfly.initialised;
    const byPage = called === undefined ? !isUninitialised(surfly) : called !== null;
    init = byPage
      ? { key: undefined, reported: Promise.resolve(called ?? { success: true, errorMsg: null }) }
      : { key, reported: call(surfly, settings) };
    inits.set(surfly, init);
  }
  const result = await inTime(init.reported, timeout, 'Surfly.init');
  if (result.success) return result;
  inits.delete(surfly);
  const reason = String(result.errorMsg).replace(/\.?$/, '.');
  throw new SurflyError(
    'init-refused',
    `Surfly.init refused widget-key "${key ?? ''}": ${reason} Check the key and its domains.`,
  );
}

function call(surfly: Surfly, settings: SurflySettings): Promise<InitResult> {
  return new Promise((resolve) => {
    try {
      surfly.init(settings, resolve);
    } catch (error) {
      resolve({ success: false, errorMsg: String(error) });
    }
  });
}
