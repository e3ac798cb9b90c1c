// The real WordPress: written in its block editor, opened as a visitor and in its preview. `npm run test:wordpress`.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { stage } from '../e2e/stage.js';
import { enter, tell } from './story.js';
import { addAccount, logIn, write } from './wordpress/editor.js';
import { essence, forServer, fromReadme, recorded } from './wordpress/recorded.js';
import {
  ADMIN,
  missingForWordPress,
  startWordPress,
  type WordPress,
} from './wordpress/wordpress.js';

const AUTHOR = { name: 'author', password: 'only for this test too' };
/** The title of what is written, which a viewer sees. */
const TELLING = { button: 'Start session', shows: 'Shop together' };

const missing = missingForWordPress();

describe('WordPress', { skip: missing }, () => {
  const on = stage();
  let site: WordPress;
  before(async () => {
    site = await startWordPress();
    const admin = await enter(on, 'about:blank');
    await logIn(admin, site, ADMIN);
    await addAccount(admin, site, AUTHOR, 'author');
    await admin.leave();
  });
  after(() => site.close());

  const snippet = () => ({
    name: 'core/html',
    attributes: { content: forServer(fromReadme('html', 'user-data='), on.demo.origin) },
  });

  /** Writes as somebody who has an account. */
  async function written(account: typeof ADMIN, ...what: DropSite<Parameters<typeof write>>) {
    const person = await enter(on, 'about:blank');
    await logIn(person, site, account);
    const saved = await write(person, site, ...what);
    await person.leave();
    return saved;
  }

  /** What a visitor gets is what is written down. */
  async function seen(link: string, as: keyof typeof recorded) {
    const html = await (await fetch(link)).text();
    assert.equal(essence(html, on.demo.origin), recorded[as]);
  }

  it("publishes an administrator's Custom HTML block as it was written", async () => {
    const { link } = await written(ADMIN, 'page', snippet());
    await seen(link, 'html block');
    await tell(on, link, TELLING);
  });

  it('shows it in the preview of a draft', async () => {
    const { preview } = await written(ADMIN, 'page', snippet(), 'draft');
    await tell(on, preview, {
      ...TELLING,
      before: (person) => logIn(person, site, ADMIN),
      // The replica has an empty address for the files of a font that the page did not use; Firefox says so.
      known: /font load failed .*"dashicons".* source: data:,$/,
    });
  });

  it("leaves nothing of an author's", async () => {
    const { link } = await written(AUTHOR, 'post', snippet());
    await seen(link, 'filtered');
  });

  it("shows it for an author's shortcode, with the plugin of the README", async () => {
    const plugin = fromReadme('php', 'add_shortcode');
    site.addMustUsePlugin('surfly-session.php', forServer(plugin, on.demo.origin));
    const block = { name: 'core/shortcode', attributes: { text: '[surfly_session]' } };
    const { link } = await written(AUTHOR, 'post', block);
    await seen(link, 'shortcode');
    await tell(on, link, TELLING);
  });
});

type DropSite<All extends unknown[]> = All extends [unknown, unknown, ...infer Rest] ? Rest : never;
