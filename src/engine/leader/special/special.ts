/**
 * What is special about some pages: custom elements, and dialogs and the like in a top layer. Loaded when a page turns out
 * to have one.
 */
import type { LateModule } from '../recorder/late.js';
import { CustomElements } from './custom-elements.js';
import { TopLayers } from './top-layers.js';

export const makeParts: LateModule['makeParts'] = (context) => [
  new CustomElements(context),
  new TopLayers(context),
];
