import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs the packages of a folder with a lockfile of its own, where they are missing or older than that.
 * @param {string} folder
 * @param {string} what for those who wait
 */
export function installPackages(folder, what) {
  const installed = join(folder, 'node_modules', '.package-lock.json');
  /** @param {string} file */
  const age = (file) => statSync(file).mtimeMs;
  if (existsSync(installed) && age(installed) >= age(join(folder, 'package-lock.json'))) return;
  console.log(`Installing ${what}`);
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]);
}
