import { choosing } from './cases/choosing.js';
import { editing } from './cases/editing.js';
import { keys } from './cases/keys.js';
import { compareBoth } from './catalogue.js';

compareBoth('fields and keys', [...editing, ...choosing, ...keys]);
