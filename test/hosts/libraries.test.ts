// The tag on pages whose libraries change what the browser has.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from '../e2e/person.js';
import { stage } from '../e2e/stage.js';
import { startHostSite, type HostSite } from './host-site.js';
import { enter, tell } from './story.js';

const on = stage();
let site: HostSite;
before(async () => (site = await startHostSite()));
after(() => site.close());

const body = () =>
  `<script src="${on.demo.origin}/surfly-session.js"></script>
   <surfly-session script-src="${on.demo.origin}/surfly.js" widget-key="demo"></surfly-session>`;
const STYLE = '<style>h1 { color: red }</style>';

const libraries = {
  'Array.from takes no function, as with MooTools and Prototype': `Array.from = (items) =>
    items == null ? [] : Array.prototype.slice.call(items);`,
  'entries() has no numbers, as with Prototype before 1.7.3': `Array.prototype.entries = function () {
    return this.slice();
  };`,
  'every object has more properties': `Object.prototype.clone = function () {};`,
  'ShadowRoot is another, as with the synthetic shadow of LWC': `window.ShadowRoot = class {};`,
};

describe('a session on a page where', () => {
  for (const [what, script] of Object.entries(libraries)) {
    it(what, () => tell(on, site.add({ head: () => `${STYLE}<script>${script}</script>`, body })));
  }
});

describe('a page that takes itself out of every frame', () => {
  it('is not loaded for ever: the session is over, and a notice says why', async () => {
    const script = 'if (top !== self) top.location.href = location.href;';
    const anna = await enter(on, site.add({ head: () => `<script>${script}</script>`, body }));
    await until('a tag', () => anna.get<string>('state').then((state) => state !== undefined));
    await anna.act('start');
    await anna.waitForEvents('error');
    assert.deepEqual(await anna.eventsNamed('error'), [{ reason: 'not_shareable' }]);
    await until('a notice', () =>
      anna.page.$eval('surfly-session', (tag) =>
        tag.shadowRoot!.textContent.includes('Diese Seite kann nicht geteilt werden'),
      ),
    );
    await anna.leave();
  });
});
