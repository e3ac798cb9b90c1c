import { readFileSync } from 'node:fs';

/** Stand for the server and its key in what is written down. */
const SERVER = 'https://cobrowse.example';
const KEY = 'my-shop';

/** What WordPress made of the three ways to put the tag on its pages, as `wordpress.test.ts` saw it. */
export const recorded = JSON.parse(
  readFileSync(new URL('recorded.json', import.meta.url), 'utf8'),
) as Record<'html block' | 'filtered' | 'shortcode', string>;

/** The same text for the server of a test. */
export const forServer = (text: string, origin: string): string =>
  text.replaceAll(SERVER, origin).replaceAll(KEY, 'demo');

/** What the post's content is, and our script where it is somewhere else: all that matters of a page of WordPress. */
export function essence(html: string, origin: string): string {
  const [content = ''] = /<div class="[^"]*entry-content.*?<\/div>/s.exec(html) ?? [];
  const [footer = ''] = /<script [^>]*id='surfly-session-js'.*?<\/script>/s.exec(html) ?? [];
  return (content + footer).replaceAll(origin, SERVER).replaceAll('"demo"', `"${KEY}"`);
}

/** The README's code in a language that holds a certain text. */
export function fromReadme(language: string, part: string): string {
  const readme = readFileSync('README.md', 'utf8');
  const blocks = [...readme.matchAll(/```(\w+)\n(.*?)```/gs)];
  const found = blocks.find(([, name, code]) => name === language && code!.includes(part));
  if (!found) throw new Error(`README.md has no ${language} with "${part}"`);
  return found[2]!;
}
