import { join } from 'node:path';
import { installPackages } from '../helpers/install-packages.mjs';

/** Where a framework and an editor are installed. */
export const PACKAGES = join(import.meta.dirname, 'packages');

export const install = (): void => installPackages(PACKAGES, 'a framework and an editor');
