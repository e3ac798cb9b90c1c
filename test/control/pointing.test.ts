import { byFinger } from './cases/fingers.js';
import { going } from './cases/going.js';
import { pointing } from './cases/pointing.js';
import { roots } from './cases/roots.js';
import { compareBoth } from './catalogue.js';

compareBoth('pointing and going', [...pointing, ...byFinger, ...roots, ...going]);
