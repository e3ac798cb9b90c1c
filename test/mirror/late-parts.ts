/** What a recorder loads when a page turns out to need it: here at once, which is still later than it asked. */
import * as assets from '../../src/engine/leader/assets/reading.js';
import * as guests from '../../src/engine/frames/framed.js';
import * as fields from '../../src/engine/leader/fields/fields.js';
import * as sheets from '../../src/engine/leader/sheets/sheets.js';
import * as special from '../../src/engine/leader/special/special.js';
import type { LateModules, LoadLate } from '../../src/engine/leader/recorder/late.js';

const MODULES: LateModules = { assets, fields, guests, sheets, special };

export const loadLate: LoadLate = (file) => Promise.resolve(MODULES[file]);
