import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { filesIn, installTarball } from './tarball.js';

let folder: string;
before(() => (folder = installTarball()));
after(() => rmSync(folder, { recursive: true }));

const node = (code: string) =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();

describe('the packed package in Node', () => {
  it('exports the element, and registering it does no harm without a browser', () => {
    assert.equal(
      node(`const { SurflySessionElement } = await import('surfly-session');
        await import('surfly-session/define');
        console.log(SurflySessionElement.name);`),
      'SurflySessionElement',
    );
  });

  it('exports the contract and the relay', () => {
    assert.equal(
      node(`const { parsePayload } = await import('surfly-session/surfly');
        const { startRelay } = await import('surfly-session/relay');
        console.log(typeof parsePayload, typeof startRelay);`),
      'function function',
    );
  });

  it('keeps everything else to itself', () => {
    assert.throws(
      () => node("await import('surfly-session/dist/modules/element/view.js')"),
      /ERR_PACKAGE_PATH_NOT_EXPORTED/,
    );
  });

  it('describes its element', () => {
    const manifest = JSON.parse(
      node(`import manifest from 'surfly-session/custom-elements.json' with { type: 'json' };
        console.log(JSON.stringify(manifest));`),
    ) as { modules: { path: string }[] };
    const files = filesIn(folder);
    for (const { path } of manifest.modules) assert.ok(files.includes(path), path);
  });

  it('has a program that tells its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const told = execFileSync('npx', ['--offline', 'surfly-session', '--version'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.ok(told.includes(version), told);
  });

  it('has the browser files, and neither demo nor tests', () => {
    const files = filesIn(folder);
    for (const file of ['dist/surfly-session.js', 'dist/surfly.js', 'README.md', 'LICENSE']) {
      assert.ok(files.includes(file), file);
    }
    assert.deepEqual(
      files.filter((file) => /^(dist\/demo|demo|test|src)\b/.test(file)),
      [],
    );
  });

  it('has each browser file as servers hand it out, compressed', () => {
    const scripts = filesIn(folder).filter((file) => /^dist\/surfly[a-z-]*\.js$/.test(file));
    assert.ok(scripts.length > 20);
    const read = (file: string) => readFileSync(join(folder, 'node_modules/surfly-session', file));
    for (const script of scripts) {
      assert.deepEqual(brotliDecompressSync(read(`${script}.br`)), read(script));
      assert.deepEqual(gunzipSync(read(`${script}.gz`)), read(script));
    }
  });
});
