import { dirname, relative, resolve, sep } from 'node:path';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// The floors, lowest first. A file imports from its own floor, from the floors and packages listed here,
// and from nothing else. "type:" admits `import type` only.
const FLOORS = [
  { floor: 'src/surfly', may: [], packages: /^zod\/mini$/ },
  { floor: 'src/protocol', may: ['type:src/surfly'], packages: /^zod\/mini$/ },
  { floor: 'src/element', may: ['src/surfly'], packages: /^(lit($|\/)|zod\/mini$)/ },
  { floor: 'src/engine', may: ['src/surfly', 'src/protocol'], packages: /^zod\/mini$/ },
  {
    floor: 'src/relay',
    may: ['src/surfly', 'src/protocol'],
    packages: /^(node:|fastify$|@fastify\/|pino$|ws$|zod($|\/))/,
  },
  {
    floor: 'src/surfly-session.ts',
    may: ['src/element', 'src/surfly'],
    packages: /^(lit($|\/)|zod\/mini$)/,
  },
  { floor: 'src/define.ts', may: ['src/surfly-session.ts', 'src/element'], packages: /^$/ },
  { floor: 'demo/server.ts', may: ['src/relay', 'demo'], packages: /^(node:|fastify$|@fastify\/)/ },
  {
    floor: 'demo',
    // The agent desk speaks the protocol itself; it is no participant of a session.
    may: ['type:src/surfly', 'type:src/surfly-session.ts', 'type:src/element', 'src/protocol'],
    packages: /^react(-dom\/client)?$/,
  },
];

const isIn = (path, floor) => path === floor || path.startsWith(`${floor}/`);
const floorOf = (path) => FLOORS.find(({ floor }) => isIn(path, floor));

/** Sees every way to import: static, re-exported, dynamic and `typeof import()`. */
const floors = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      floor: '{{from}} may not import from {{to}}: allowed are {{allowed}}.',
      none: '{{from}} is on no floor: add it to FLOORS in eslint.config.mjs.',
      package: '{{from}} may not import the package "{{name}}" (see FLOORS in eslint.config.mjs).',
    },
  },
  create(context) {
    const toPath = (file) => relative(import.meta.dirname, file).replaceAll(sep, '/');
    const path = toPath(context.filename);
    const here = floorOf(path);
    if (!here && !path.startsWith('src/')) return {};
    if (!here) {
      return {
        Program: (node) => context.report({ node, messageId: 'none', data: { from: path } }),
      };
    }

    function check(source, typeOnly) {
      if (typeof source?.value !== 'string') return;
      const name = source.value;
      if (!name.startsWith('.')) {
        if (here.packages.test(name)) return;
        context.report({
          node: source,
          messageId: 'package',
          data: { from: here.floor, name },
        });
        return;
      }
      const to = toPath(resolve(dirname(context.filename), name)).replace(/\.js$/, '.ts');
      const target = floorOf(to)?.floor ?? to;
      if (target === here.floor || here.may.includes(target)) return;
      if (typeOnly && here.may.includes(`type:${target}`)) return;
      context.report({
        node: source,
        messageId: 'floor',
        data: { from: here.floor, to: target, allowed: [here.floor, ...here.may].join(', ') },
      });
    }

    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source ?? node.argument?.literal, true),
    };
  },
};

const BROWSER_FILES = [
  'src/surfly/**/*.ts',
  'src/protocol/**/*.ts',
  'src/element/**/*.ts',
  'src/engine/**/*.ts',
  'src/surfly-session.ts',
  'src/define.ts',
  'demo/**/*.ts',
];

export default defineConfig(
  // The apps of demo/frameworks are checked by their own compilers, with packages that are not installed here.
  { ignores: ['dist/', 'coverage/', '**/node_modules/', 'demo/frameworks/*/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,

  {
    files: ['**/*.mjs'],
    languageOptions: { globals: globals.node },
  },

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    plugins: { 'surfly-session': { rules: { floors } } },
    languageOptions: {
      // The one program that has all files in it: with one for each folder, what most share is checked twice.
      parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'surfly-session/floors': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
          ],
        },
      ],
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      // addEventListener is typed per event by an interface beside the class.
      '@typescript-eslint/no-unsafe-declaration-merging': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
    },
  },

  {
    files: BROWSER_FILES,
    ignores: ['demo/server.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    // Without it the wc rules do not see classes that extend LitElement.
    settings: { wc: { elementBaseClasses: ['LitElement'] } },
    rules: {
      ...litA11y.configs.recommended.rules,
      // A click on a slot comes from the button in it, which the keyboard reaches by itself.
      'lit-a11y/click-events-have-key-events': ['error', { allowList: ['slot'] }],
      // An element may attach its shadow root when it is connected.
      'wc/attach-shadow-constructor': 'off',
      'no-restricted-globals': [
        'error',
        ...['Buffer', 'global', 'process', 'require', 'setImmediate'].map((name) => ({
          name,
          message: 'Browsers do not have it.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'z', property: 'config', message: "It would change the host page's zod too." },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle=/]',
          message: 'A strict style-src blocks style attributes: use a class.',
        },
      ],
    },
  },

  {
    files: ['test/**/*.ts'],
    rules: {
      // Chai's assertions are expressions: expect(x).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['test/**/*.browser.test.ts'],
    rules: {
      // Every assertion of the accessibility plugin's types looks like a promise.
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
);
