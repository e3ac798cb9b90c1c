import type { Case } from './case.js';
import { apps } from './apps.js';
import { choosing } from './choosing.js';
import { editing } from './editing.js';
import { editors } from './editors.js';
import { byFinger } from './fingers.js';
import { going } from './going.js';
import { keys } from './keys.js';
import { pointing } from './pointing.js';
import { roots } from './roots.js';

export const CASES: readonly Case[] = [
  ...pointing,
  ...byFinger,
  ...editing,
  ...choosing,
  ...keys,
  ...roots,
  ...going,
  ...apps,
  ...editors,
];
