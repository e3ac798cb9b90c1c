/** Plain HTML, with as much script as a case has. */
import { CASES } from '../cases/index.js';
import { nameOf } from '../cases/case.js';
import { start } from './harness.js';

start({
  mount(stage, name) {
    const found = CASES.find((one) => one.page === 'plain' && nameOf(one) === name);
    if (!found) return;
    stage.innerHTML = found.html ?? '';
    found.setup?.(stage);
  },
});
