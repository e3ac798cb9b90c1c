import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * A project that has installed the packed package, and a folder beside it for what it builds.
 *
 * npm would ask the registry for the dependencies. They are here already: the tarball is unpacked, and they are linked beside it, those that
 * package.json names and no others.
 */
export function installTarball(): string {
  const folder = mkdtempSync(join(tmpdir(), 'surfly-session-consumer-'));
  const [packed] = JSON.parse(
    // The scripts would build what has been built.
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as [{ filename: string }];
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'surfly-session');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
  cpSync(join(folder, 'package'), home, { recursive: true });

  const { dependencies, bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    bin: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(resolve('node_modules', name), join(modules, name), 'dir');
  }
  for (const [name, file] of Object.entries(bin)) {
    chmodSync(join(home, file), 0o755);
    symlinkSync(join(home, file), join(modules, '.bin', name));
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  return folder;
}

/** The files in the package, with paths relative to it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(join(folder, 'node_modules/surfly-session'), { recursive: true }).map(String);
