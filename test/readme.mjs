// The README's reference tables come from the custom-elements manifest, which comes from the element's TSDoc, from the size budgets in
// package.json, and from the list of the documented options.
// `node test/readme.mjs` fails when they differ or when a public member lacks a description; `--write` renews them.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { english } from '../dist/modules/element/strings.js';
import { options } from '../dist/modules/surfly/options.js';
import { laterNames } from '../dist/modules/surfly/settings.js';

const MANIFEST = 'dist/custom-elements.json';
const README = 'README.md';

const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));
const element = manifest.modules
  .flatMap(({ declarations }) => declarations ?? [])
  .find(({ tagName }) => tagName === 'surfly-session');
if (!element) fail(`${MANIFEST} describes no <surfly-session>: run \`npm run build\``);

const missing = [];

/** What the files with a size budget are. */
const builtFiles = {
  'dist/surfly-session.js': 'the element',
  'dist/surfly.js': '`window.Surfly`',
  'dist/surfly-participation.js': 'loaded when a session starts',
  'dist/surfly-leader.js': "loaded when a leader's session starts",
  'dist/surfly-assets.js': 'loaded by it for the first image or font',
  'dist/surfly-fields.js': 'loaded by it for the first field that is not empty',
  'dist/surfly-sheets.js':
    'loaded by it for style sheets that scripts change, and those whose rules do not say all',
  'dist/surfly-special.js': 'loaded by it for custom elements, dialogs and popovers',
  'dist/surfly-dock.js': "loaded with it: the bar over the leader's window",
  'dist/surfly-input.js':
    'loaded by a leader when somebody joins: pointers, and what a follower in control does',
  'dist/surfly-details.js': 'loaded with it: what only matters where somebody looks',
  'dist/surfly-guests.js': 'loaded by a leader for frames',
  'dist/surfly-options.js':
    'loaded by a leader: what is put around the window, and what keeps navigation in it',
  'dist/surfly-settings.js': 'loaded by a leader with settings: says what becomes of them',
  'dist/surfly-talk.js': 'loaded by everybody who is not alone: drawing and chat',
  'dist/surfly-frame.js': 'loaded in a frame of another origin when it takes part',
  'dist/surfly-follower.js': "what a follower's window loads",
  'dist/surfly-capture.js':
    'loaded by it once there is a picture: takes the input of who has control',
  'dist/surfly-players.js': 'loaded by it for videos and sounds',
  'dist/surfly-session.js + dist/surfly.js': 'all that a page without a session loads',
};
const { sizeBudgets } = JSON.parse(readFileSync('package.json', 'utf8'));

/** One line of text for a table cell. */
function text(member, kind) {
  const description = (member.description ?? '').replace(/\s+/g, ' ').trim();
  if (!description) missing.push(`${kind} ${member.name || '(default)'}`);
  return description.replaceAll('|', '\\|');
}

const code = (value) =>
  value === undefined || value === '' ? '' : `\`${String(value).replaceAll('|', '\\|')}\``;

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const fields = element.members.filter(
  ({ kind, privacy, static: isStatic }) =>
    kind === 'field' && privacy !== 'private' && privacy !== 'protected' && !isStatic,
);
const methods = element.members.filter(
  ({ kind, privacy, name, inheritedFrom }) =>
    kind === 'method' &&
    privacy !== 'private' &&
    privacy !== 'protected' &&
    !inheritedFrom &&
    !/Callback$|^addEventListener$/.test(name),
);
const attributes = element.attributes ?? [];
const withAttribute = new Set(attributes.map(({ fieldName }) => fieldName));

const earlierNames = Object.fromEntries(
  Object.entries(laterNames).map(([later, name]) => [name, later]),
);

const tables = {
  attributes: table(
    ['attribute', 'property', 'default', 'what it does'],
    attributes.map((attribute) => [
      code(attribute.name),
      code(attribute.fieldName),
      code(attribute.default),
      text(attribute, 'attribute'),
    ]),
  ),
  properties: table(
    ['property', 'type', 'what it is'],
    fields
      .filter(({ name }) => !withAttribute.has(name))
      .map((field) => [code(field.name), code(field.type?.text), text(field, 'property')]),
  ),
  methods: table(
    ['method', 'what it does'],
    methods.map((method) => {
      const parameters = (method.parameters ?? []).map(({ name, optional }) =>
        optional ? `${name}?` : name,
      );
      return [code(`${method.name}(${parameters.join(', ')})`), text(method, 'method')];
    }),
  ),
  events: table(
    ['event', '`detail`', 'when'],
    (element.events ?? []).map((event) => {
      // A description may begin with the payload's shape.
      const [, detail = '{}', when] = /^(?:`(.+?)` )?(.*)$/.exec(text(event, 'event'));
      return [code(event.name), code(detail), when];
    }),
  ),
  slots: table(
    ['slot', 'what goes there'],
    (element.slots ?? []).map((slot) => [code(slot.name), text(slot, 'slot')]),
  ),
  parts: table(
    ['part', 'what it is'],
    (element.cssParts ?? []).map((part) => [code(part.name), text(part, 'part')]),
  ),
  texts: table(
    ['name', 'in English'],
    Object.entries(english).map(([name, text]) => [
      code(name),
      typeof text === 'string' ? text : Object.values(text).join('; '),
    ]),
  ),
  'custom-properties': table(
    ['custom property', 'default', 'what it sets'],
    (element.cssProperties ?? []).map((property) => [
      code(property.name),
      code(property.default),
      text(property, 'custom property'),
    ]),
  ),
  options: table(
    ['option', 'later name', 'default', 'obeyed'],
    options.map(({ name, fallback, support, note }) => [
      code(name),
      code(earlierNames[name]),
      code(fallback),
      `${support}${note && `: ${note}`}`,
    ]),
  ),
  sizes: table(
    ['file', 'what it is', 'at most, after gzip'],
    Object.entries(sizeBudgets).map(([name, bytes]) => [
      name
        .split(' + ')
        .map((file) => code(file.replace('dist/', '')))
        .join(' and '),
      text({ name, description: builtFiles[name] }, 'file with a size budget'),
      `${bytes / 1024} KB`,
    ]),
  ),
  states: table(
    ['state', 'when'],
    (element.cssStates ?? []).map((state) => [code(`:state(${state.name})`), text(state, 'state')]),
  ),
};

if (missing.length > 0) fail(`Without a description: ${missing.join(', ')}`);

const readme = readFileSync(README, 'utf8');
let renewed = readme;
for (const [name, content] of Object.entries(tables)) {
  const block = new RegExp(`(<!-- ${name}: generated -->\n)[^]*?(<!-- end -->)`);
  if (!block.test(renewed)) fail(`${README} has no place for the table "${name}"`);
  renewed = renewed.replace(block, (_all, start, end) => `${start}\n${content}\n\n${end}`);
}

renewed = await format(renewed, { ...(await resolveConfig(README)), parser: 'markdown' });

if (process.argv.includes('--write')) {
  writeFileSync(README, renewed);
} else if (renewed !== readme) {
  fail(`${README} differs from the manifest: run \`npm run readme\``);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
