// The tag on pages that paste it in as content management systems, site builders and tag managers do.
import { after, before, describe, it } from 'node:test';
import { stage } from '../e2e/stage.js';
import { startHostSite, type HostSite } from './host-site.js';
import { tell } from './story.js';

const on = stage();
let site: HostSite;
before(async () => (site = await startHostSite()));
after(() => site.close());

const file = (name: string) => `${on.demo.origin}/${name}`;
const tag = () =>
  `<surfly-session script-src="${file('surfly.js')}" widget-key="demo"></surfly-session>`;
const script = (attributes = '') =>
  `<script ${attributes} src="${file('surfly-session.js')}"></script>`;
const inline = (code: string) => `<script>${code}</script>`;
/** A string for an inline script: the parser must not see the end of a script in it. */
const quoted = (text: string) => JSON.stringify(text).replaceAll('</', '<\\/');

/** What tag managers do: the markup is put in as text, and scripts, which do not run that way, are made anew. */
const injectLate = (markup: string) =>
  inline(`setTimeout(() => {
    const holder = document.body.appendChild(document.createElement('div'));
    holder.innerHTML = ${quoted(markup)};
    for (const dead of holder.querySelectorAll('script')) {
      const script = document.createElement('script');
      for (const { name, value } of dead.attributes) script.setAttribute(name, value);
      dead.replaceWith(script);
    }
  }, 1000)`);

const ways: Record<string, () => string> = {
  'a classic script before the tag': () => script() + tag(),
  'a classic script after the tag': () => tag() + script(),
  'a classic script with defer': () => script('defer') + tag(),
  'a classic script with async': () => script('async') + tag(),
  'a module': () => script('type="module"') + tag(),
  'the same script three times, as classic one and as module': () =>
    script() + tag() + script('type="module"') + script(),
  'a script that a tag manager brings a second after the tag': () => tag() + injectLate(script()),
  'tag and script that a tag manager brings': () => injectLate(tag() + script()),
  'tag and module that a tag manager brings': () => injectLate(script('type="module"') + tag()),
  'a script by document.write': () => inline(`document.write(${quoted(script())})`) + tag(),
  'an editor that keeps data attributes only': () =>
    `${script()}<surfly-session data-script-src="${file('surfly.js')}" data-widget-key="demo"
      data-loading="eager" data-user-data='{"name": "Anna"}'></surfly-session>`,
  'an editor that writes everything in capitals': () =>
    `${script()}<SURFLY-SESSION SCRIPT-SRC="${file('surfly.js')}" WIDGET-KEY="demo"></SURFLY-SESSION>`,
};

describe('a session, embedded by', () => {
  for (const [way, body] of Object.entries(ways)) {
    it(way, async () => tell(on, site.add({ body })));
  }
});
