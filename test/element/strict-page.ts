// The script of a page under a strict policy, in an iframe: says how its element fared.
import { Hosted } from './hosted.js';

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
  violations.push(effectiveDirective);
});
Object.assign(window, { runScript: () => new Hosted().install() });

await import('../../src/define.js');
const element = document.querySelector('surfly-session')!;
await element.ready.catch(() => {});
await element.updateComplete;
parent.postMessage({ code: element.lastError?.code ?? null, violations }, '*');
