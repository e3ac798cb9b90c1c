// Hostile markup, against the picture that others see: a sample, half of it in each browser. `all-payloads.ts` tries them all.
import { chosenBrowser } from '../browsers.mjs';
import { assault } from './assault.js';

assault({ every: 118, first: chosenBrowser() === 'firefox' ? 59 : 0, controls: 15 });
