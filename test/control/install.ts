import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a framework and an editor are installed. */
export const PACKAGES = join(import.meta.dirname, 'packages');

/** Installs them where they are missing or older than the lockfile. */
export function install(): void {
  const installed = join(PACKAGES, 'node_modules', '.package-lock.json');
  const age = (file: string) => statSync(file).mtimeMs;
  if (existsSync(installed) && age(installed) >= age(join(PACKAGES, 'package-lock.json'))) return;
  console.log('Installing a framework and an editor');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', PACKAGES]);
}
