// What WordPress made of the tag, as `wordpress.test.ts` wrote it down: for where no WordPress can be installed.
import { after, before, describe, it } from 'node:test';
import { stage } from '../e2e/stage.js';
import { startHostSite, type HostSite } from './host-site.js';
import { tell } from './story.js';
import { forServer, recorded } from './wordpress/recorded.js';

const on = stage();
let site: HostSite;
before(async () => (site = await startHostSite()));
after(() => site.close());

describe('a session on the HTML of WordPress', () => {
  for (const kind of ['html block', 'shortcode'] as const) {
    it(`with the ${kind}`, () =>
      tell(on, site.add({ body: () => forServer(recorded[kind], on.demo.origin) })));
  }
});
