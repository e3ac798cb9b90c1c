// The browser files and the demo. The npm modules in dist/modules come from `tsc`, which runs first.
//
//   src/define.ts                dist/surfly-session.js        classic script or module, registers the element
//                                dist/custom-elements.json     and, from it, dist/types/ and editor data
//   src/element/languages/*.ts   dist/surfly-session-*.js      ES modules, its texts in other languages
//   src/engine/surfly.ts         dist/surfly.js                classic script
//   src/engine/participation.ts  dist/surfly-participation.js  ES module, loaded when a session starts
//   src/engine/leader/leader.ts  dist/surfly-leader.js         ES module, loaded when a leader's session starts
//   src/engine/leader/input/input.ts
//                                dist/surfly-input.js          ES module, loaded by a leader who is no longer alone
//   src/engine/frames/framed.ts  dist/surfly-guests.js         ES module, loaded by a leader for frames
//   src/engine/frames/frame.ts   dist/surfly-frame.js          ES module, loaded in such a frame when it takes part
//   src/engine/leader/details/details.ts
//                                dist/surfly-details.js        ES module, loaded by a leader who is no longer alone
//   src/engine/leader/assets/reading.ts
//                                dist/surfly-assets.js         ES module, loaded by a leader for images and fonts
//   src/engine/leader/fields/fields.ts
//                                dist/surfly-fields.js         ES module, loaded by a leader for fields that are not empty
//   src/engine/leader/sheets/sheets.ts
//                                dist/surfly-sheets.js         ES module, loaded by a leader for style sheets that say not all
//   src/engine/leader/special/special.ts
//                                dist/surfly-special.js        ES module, loaded by a leader for custom elements and top layers
//   src/engine/talk/talk.ts      dist/surfly-talk.js           ES module, loaded by everybody who is not alone: drawing and chat
//   src/engine/follower/page.ts  dist/surfly-follower.js       ES module of the follower page
//   src/engine/follower/input/capture.ts
//                                dist/surfly-capture.js        ES module, loaded by a follower's window after the picture
//   src/engine/follower/replica/players.ts
//                                dist/surfly-players.js        ES module, loaded by a follower for videos and sounds
//   src/engine/options/options.ts
//                                dist/surfly-options.js        ES module, loaded by a leader for what is around the window
//   src/engine/settings-report.ts
//                                dist/surfly-settings.js       ES module, loaded by a leader with settings
//   src/engine/texts/languages/*.ts
//                                dist/surfly-texts-*.js        ES modules, the engine's texts in other languages
//                                dist/*.js.br, dist/*.js.gz    each of these once more, compressed, for servers to hand out
//   src/relay/pages/**           dist/pages/**                 static pages that the relay serves
//   demo/server.ts               dist/demo/server.js           Node
//   demo/**/main*.ts             dist/demo/**/main*.js         the demo's browser entries: all are called main*.ts
//   demo/** (html, css, svg)     dist/demo/**                  copied as they are
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { cli as analyzeCustomElements } from '@custom-elements-manifest/analyzer/cli.js';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { build, transform } from 'esbuild';
import esbuild, { minify } from 'rollup-plugin-esbuild';
import { editorData } from './build/editor-data.mjs';
import { frameworkTypes } from './build/framework-types.mjs';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
/** `--failAfterWarnings` is about our own code. */
function onLog(level, log, report) {
  const files = log.ids ?? [log.id ?? ''];
  if (!files.every((file) => file.includes('node_modules'))) report(level, log);
}

const SOURCE = resolve('src') + sep;

const typescript = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' });

/** Style sheets are template literals, which no minifier of scripts looks into: Lit's, and those called styles. */
const STYLE_SHEET = /(?<=css|styles = )`([^`$]*)`/gi;

const styleSheets = () => ({
  name: 'style-sheets',
  async transform(code, id) {
    if (!id.startsWith(SOURCE)) return null;
    const sheets = [...code.matchAll(STYLE_SHEET)].map(([, sheet]) =>
      transform(sheet, { loader: 'css', minify: true }),
    );
    if (sheets.length === 0) return null;
    const minified = await Promise.all(sheets);
    const next = () => `\`${minified.shift().code.trim()}\``;
    return { code: code.replace(STYLE_SHEET, next), map: null };
  },
});

/** Pages give all objects properties; what zod goes through has only its own. */
const ownKeys = () => ({
  name: 'own-keys',
  transform: (code, id) =>
    id.includes('/zod/v4/')
      ? {
          code: code.replace(
            /for \(const (\w+) in ([\w.]+)\)/g,
            'for (const $1 of Object.keys($2))',
          ),
          map: null,
        }
      : null,
});

const browser = () => [
  nodeResolve({
    browser: true,
    extensions: ['.ts', '.js', '.mjs'],
    exportConditions: ['default'],
    // package.json's "sideEffects" speaks to those who install the package, about the files in dist.
    ignoreSideEffectsForRoot: true,
  }),
  styleSheets(),
  ownKeys(),
  typescript(),
  // Terser gives a private name its own letters in the whole file; this gives each class the same few again.
  minify({ minify: false, minifyIdentifiers: true, target: 'es2022' }),
  terser({
    ecma: 2020,
    // What is written in one way throughout takes fewer bytes once it is compressed, though more before.
    compress: {
      passes: 3,
      pure_getters: true,
      lhs_constants: false,
      loops: false,
    },
    format: { comments: /^!/ },
  }),
];

/** Zod's registry, which we do not use, would put a global on every page. */
const treeshake = { moduleSideEffects: (id) => !id.endsWith('/zod/v4/core/registries.js') };

/** One browser bundle. `inlineDynamicImports`: a budgeted file is exactly one file. */
function bundle(input, file, format, ...plugins) {
  const banner = ({ moduleIds }) =>
    `/*! ${name} ${version} | MIT${moduleIds.some(isInPackage) ? ' | bundled packages: third-party-licenses.txt' : ''} */`;
  return {
    input,
    treeshake,
    output: { file, format, banner, sourcemap: true, inlineDynamicImports: true },
    plugins: [...browser(), licenses(), compressed(), ...plugins],
    onLog,
  };
}

/** What a server hands to browsers that ask for it: as small as it gets, so it is made once. */
const ENCODINGS = { '.br': brotliCompressSync, '.gz': (code) => gzipSync(code, { level: 9 }) };

const compressed = () => ({
  name: 'compressed',
  writeBundle({ dir, file }, output) {
    for (const { fileName, type } of Object.values(output)) {
      if (type !== 'chunk') continue;
      const path = join(dir ?? dirname(file), fileName);
      const code = readFileSync(path);
      for (const [ending, encode] of Object.entries(ENCODINGS)) {
        writeFileSync(path + ending, encode(code));
      }
    }
  },
});

/**
 * The files with the texts stay files of their own, beside the script. In a module a path counts from there; in a classic script
 * from another site it counts from nowhere ("muted errors" in the HTML standard), so that one asks its element where it is.
 */
const languagesApart = () => ({
  name: 'languages-apart',
  // Rollup does not look at these names: no module may use them too.
  intro:
    'const ownAddress = document.currentScript?.src, ownFolder = ownAddress ? new URL(".", ownAddress) : "";',
  renderDynamicImport: () => ({ left: 'import(ownFolder + ', right: ')' }),
  resolveId: {
    order: 'pre',
    handler(id) {
      const [, language] = /^\.\/languages\/(\w+)\.js$/.exec(id) ?? [];
      return language ? { id: `./surfly-session-${language}.js`, external: true } : null;
    },
  },
});

/**
 * A second copy of the script, which many pages have, does nothing at all: where Trusted Types are enforced, Lit cannot make its
 * policy twice.
 */
const firstCopyOnly = () => ({
  name: 'first-copy-only',
  intro: 'if (customElements.get("surfly-session")) return;',
});

/** Texts in other languages, a file each. */
const languages = (folder, entryFileNames) => ({
  input: Object.fromEntries(
    readdirSync(folder).map((file) => [file.replace(/\.ts$/, ''), join(folder, file)]),
  ),
  output: { dir: 'dist', format: 'es', entryFileNames },
  plugins: [...browser(), compressed()],
  onLog,
});

const bundledPackages = new Map();
const isInPackage = (id) => id.includes(`node_modules${sep}`);

/** Writes the licences of every package whose code is in a bundle, as those licences ask for. */
function licenses() {
  return {
    name: 'licenses',
    writeBundle(_options, output) {
      const files = Object.values(output).flatMap((chunk) => Object.keys(chunk.modules ?? {}));
      for (const file of files.filter(isInPackage)) {
        let folder = dirname(file);
        while (!isPackage(folder)) folder = dirname(folder);
        const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const licence = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        const text = licence ? readFileSync(join(folder, licence), 'utf8').trim() : '';
        bundledPackages.set(
          manifest.name,
          `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`,
        );
      }
      const texts = [...bundledPackages].sort().map(([, text]) => text);
      writeFileSync('dist/third-party-licenses.txt', texts.join(`\n${'-'.repeat(80)}\n\n`));
    },
  };
}

/** A package's root folder: some packages keep nameless package.json files further down. */
function isPackage(folder) {
  const file = join(folder, 'package.json');
  return existsSync(file) && 'version' in JSON.parse(readFileSync(file, 'utf8'));
}

/** Describes the element for editors, frameworks and documentation; its paths name the published modules. */
function customElementsManifest() {
  return {
    name: 'custom-elements-manifest',
    async writeBundle() {
      const sources = ['src/define.ts', 'src/surfly-session.ts', 'src/element/**/*.ts'];
      const manifest = await analyzeCustomElements({
        argv: [
          'analyze',
          '--litelement',
          '--quiet',
          ...sources.flatMap((glob) => ['--globs', glob]),
        ],
        noWrite: true,
      });
      const json = JSON.stringify(manifest, null, 2);
      writeFileSync(
        'dist/custom-elements.json',
        json.replace(/"\/?src\/([^"]+)\.[jt]s"/g, '"dist/modules/$1.js"') + '\n',
      );
      const element = manifest.modules
        .flatMap(({ declarations }) => declarations ?? [])
        .find(({ tagName }) => tagName);
      mkdirSync('dist/types', { recursive: true });
      for (const [file, content] of Object.entries(frameworkTypes(element))) {
        writeFileSync(join('dist/types', file), content);
      }
      for (const [file, data] of Object.entries(editorData(element, { name, version }))) {
        writeFileSync(join('dist', file), JSON.stringify(data, null, 2) + '\n');
      }
    },
  };
}

function copy(from, to, accept = () => true) {
  return {
    name: 'copy',
    writeBundle: () => cpSync(from, to, { recursive: true, filter: (path) => accept(path) }),
  };
}

/** The apps in there have packages and a build of their own. */
const FRAMEWORKS = join('demo', 'frameworks');

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (path === FRAMEWORKS) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

const demoEntries = Object.fromEntries(
  filesIn('demo')
    .filter((path) => /(^|[\\/])main[^\\/]*\.ts$/.test(path))
    .map((path) => [relative('demo', path).replace(/\.ts$/, '').replaceAll(sep, '/'), path]),
);

/** The demo server runs on the installed packages and on the modules that `tsc` wrote. */
const demoServer = {
  input: 'demo/server.ts',
  output: {
    file: 'dist/demo/server.js',
    format: 'es',
    sourcemap: true,
    paths: (id) =>
      id.startsWith(SOURCE)
        ? `../modules/${relative(SOURCE, id).replaceAll(sep, '/').replace(/\.ts$/, '.js')}`
        : id,
  },
  external: (id, importer) =>
    isBuiltin(id) ||
    /^[@\w]/.test(id) ||
    (importer !== undefined && resolve(dirname(importer), id).startsWith(SOURCE)),
  plugins: [nodeResolve({ extensions: ['.ts', '.js', '.mjs'] }), typescript()],
};

/** React comes as CommonJS. Both of its packages become one ES module in production mode, so that they share one state. */
function react() {
  const contents = `export { createElement, useEffect, useState } from 'react';
    export { createRoot } from 'react-dom/client';`;
  return {
    name: 'react',
    resolveId: (id) => (/^react(-dom)?($|\/)/.test(id) ? '\0react' : null),
    async load(id) {
      if (id !== '\0react') return null;
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: import.meta.dirname },
        bundle: true,
        define: { 'process.env.NODE_ENV': '"production"' },
        format: 'esm',
        target: 'es2022',
        write: false,
      });
      return outputFiles[0].text;
    },
  };
}

const demoPages = {
  input: demoEntries,
  output: {
    dir: 'dist/demo',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
  plugins: [
    react(),
    ...browser(),
    copy(
      'demo',
      'dist/demo',
      (path) => path !== FRAMEWORKS && !/\.(ts|md)$|tsconfig\.json$/.test(path),
    ),
  ],
  onLog,
};

export default [
  // As a function of its own it does for a module script and for a classic one.
  bundle(
    'src/define.ts',
    'dist/surfly-session.js',
    'iife',
    firstCopyOnly(),
    languagesApart(),
    customElementsManifest(),
  ),
  languages('src/element/languages', 'surfly-session-[name].js'),
  languages('src/engine/texts/languages', 'surfly-texts-[name].js'),
  bundle('src/engine/surfly.ts', 'dist/surfly.js', 'iife', copy('src/relay/pages', 'dist/pages')),
  bundle('src/engine/participation.ts', 'dist/surfly-participation.js', 'es'),
  bundle('src/engine/options/options.ts', 'dist/surfly-options.js', 'es'),
  bundle('src/engine/settings-report.ts', 'dist/surfly-settings.js', 'es'),
  bundle('src/engine/leader/leader.ts', 'dist/surfly-leader.js', 'es'),
  bundle('src/engine/leader/assets/reading.ts', 'dist/surfly-assets.js', 'es'),
  bundle('src/engine/leader/fields/fields.ts', 'dist/surfly-fields.js', 'es'),
  bundle('src/engine/leader/sheets/sheets.ts', 'dist/surfly-sheets.js', 'es'),
  bundle('src/engine/leader/special/special.ts', 'dist/surfly-special.js', 'es'),
  bundle('src/engine/leader/dock/dock.ts', 'dist/surfly-dock.js', 'es'),
  bundle('src/engine/leader/input/input.ts', 'dist/surfly-input.js', 'es'),
  bundle('src/engine/frames/framed.ts', 'dist/surfly-guests.js', 'es'),
  bundle('src/engine/frames/frame.ts', 'dist/surfly-frame.js', 'es'),
  bundle('src/engine/leader/details/details.ts', 'dist/surfly-details.js', 'es'),
  bundle('src/engine/talk/talk.ts', 'dist/surfly-talk.js', 'es'),
  bundle('src/engine/follower/page.ts', 'dist/surfly-follower.js', 'es'),
  bundle('src/engine/follower/input/capture.ts', 'dist/surfly-capture.js', 'es'),
  bundle('src/engine/follower/replica/players.ts', 'dist/surfly-players.js', 'es'),
  demoServer,
  demoPages,
];
