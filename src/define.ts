import { SurflySessionElement } from './surfly-session.js';

// Two copies of this module on one page are common in content management systems: the first one stays.
if (!customElements.get('surfly-session'))
  customElements.define('surfly-session', SurflySessionElement);
