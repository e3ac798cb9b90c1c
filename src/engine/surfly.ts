/**
 * `surfly.js`: the classic script that makes `window.Surfly`. It is what a page loads; the parts that record or show a
 * page are loaded when a session starts.
 */
import type { Surfly, SurflyWindow } from '../surfly/api.js';
import { deploymentOf } from './deployment.js';
import { keepDoor } from './frames/door.js';
import { findHost } from './inside/host.js';
import { insideSurfly } from './inside/inside-surfly.js';
import { outsideSurfly } from './outside-surfly.js';

function install(page: Window & SurflyWindow, script: HTMLScriptElement): void {
  // A second copy of the script changes nothing.
  if (typeof page.Surfly?.session === 'function') return;
  const stub: Partial<Surfly> = page.Surfly ?? {};
  const waiting = stub.q as Parameters<Surfly['init']> | undefined;
  delete stub.q;
  const host = findHost();
  if (host) page.__surfly ??= true;
  const surfly = host ? insideSurfly(stub, host) : outsideSurfly(stub, script.src);
  page.Surfly = surfly;
  if (!host) keepDoor(script, deploymentOf(script.src).base);
  if (waiting) queueMicrotask(() => surfly.init(waiting[0], waiting[1]));
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) install(window, script);
else console.error('surfly.js has to be loaded by a classic <script src>, not as a module.');
