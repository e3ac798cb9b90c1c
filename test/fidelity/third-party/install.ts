import { installPackages } from '../../helpers/install-packages.mjs';

export const install = (): void => installPackages(import.meta.dirname, 'the front ends');
