import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;

/** Installs the packages where they are missing or older than the lockfile. */
export function install(): void {
  const installed = join(HERE, 'node_modules', '.package-lock.json');
  const age = (file: string) => statSync(file).mtimeMs;
  if (existsSync(installed) && age(installed) >= age(join(HERE, 'package-lock.json'))) return;
  console.log('Installing the front ends');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', HERE]);
}
