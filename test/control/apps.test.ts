import { apps } from './cases/apps.js';
import { editors } from './cases/editors.js';
import { compareBoth } from './catalogue.js';

compareBoth('apps and editors', [...apps, ...editors]);
