import type { Page } from 'puppeteer-core';
import { until, type Person } from '../../e2e/person.js';
import type { WordPress } from './wordpress.js';

/** What the block editor's own scripts offer, as far as it is used here. */
interface Editor {
  blocks: { createBlock(name: string, attributes: object): unknown };
  apiFetch(request: object): Promise<{ id: number; link: string }>;
  data: {
    dispatch(store: string): {
      insertBlocks(block: unknown): Promise<void>;
      editPost(change: object): Promise<void>;
      savePost(): Promise<void>;
    };
    select(store: string): {
      getCurrentPost(): { id: number; link: string };
      didPostSaveRequestSucceed(): boolean;
    };
  };
}
declare const wp: Editor;

/** What was saved, and where it is seen. */
export interface Saved {
  link: string;
  preview: string;
}

/** Logs in by the form. */
export async function logIn(
  { page }: Person,
  { origin }: WordPress,
  account: { name: string; password: string },
): Promise<void> {
  await page.goto(`${origin}/wp-login.php`);
  await page.$eval(
    '#user_login',
    (field, name) => ((field as HTMLInputElement).value = name),
    account.name,
  );
  await page.$eval(
    '#user_pass',
    (field, word) => ((field as HTMLInputElement).value = word),
    account.password,
  );
  await Promise.all([page.waitForNavigation(), page.click('#wp-submit')]);
}

/** Writes a post or a page of one block in the block editor, and saves it. */
export async function write(
  { page }: Person,
  { origin }: WordPress,
  kind: 'post' | 'page',
  block: { name: string; attributes: object },
  status: 'publish' | 'draft' = 'publish',
): Promise<Saved> {
  await openEditor(page, `${origin}/wp-admin/post-new.php?post_type=${kind}`);
  return page.evaluate(
    async ({ name, attributes }, wanted) => {
      const editor = wp.data.dispatch('core/editor');
      const block = wp.blocks.createBlock(name, attributes);
      await wp.data.dispatch('core/block-editor').insertBlocks(block);
      await editor.editPost({ title: 'Shop together', status: wanted });
      await editor.savePost();
      const post = wp.data.select('core/editor');
      if (!post.didPostSaveRequestSucceed()) throw new Error('WordPress did not save it');
      const { link } = post.getCurrentPost();
      const preview = new URL(link);
      preview.searchParams.set('preview', 'true');
      return { link, preview: preview.href };
    },
    block,
    status,
  );
}

/** Makes an account. Only an administrator may. */
export async function addAccount(
  { page }: Person,
  { origin }: WordPress,
  account: { name: string; password: string },
  role: string,
): Promise<void> {
  await openEditor(page, `${origin}/wp-admin/post-new.php`);
  await page.evaluate(
    async ({ name, password }, roles) => {
      const email = `${name}@site.example`;
      const data = { username: name, password, email, roles };
      await wp.apiFetch({ path: '/wp/v2/users', method: 'POST', data });
    },
    account,
    [role],
  );
}

async function openEditor(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await until('the block editor', () =>
    page.evaluate(
      () => typeof wp === 'object' && !!wp.data.select('core/editor').getCurrentPost().id,
    ),
  );
}
