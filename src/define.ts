import { SurflySessionElement } from './surfly-session.js';

// With it, whoever registers the tag has its type: `document.querySelector('surfly-session')` knows the element.
export type { SurflySessionElement };

// Two copies of this module on one page are common in content management systems: the first one stays.
if (!customElements.get('surfly-session'))
  customElements.define('surfly-session', SurflySessionElement);
