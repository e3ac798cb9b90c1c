/**
 * What there is to say of style sheets besides their rules as they are: those that scripts change rule by rule, and those
 * that do not say all. Loaded when a page turns out to have one.
 */
import type { LateModule } from '../recorder/late.js';
import { RuleEdits } from './rule-edits.js';
import { SheetReader } from './sheet-reader.js';

export const makeParts: LateModule['makeParts'] = (context) => {
  const edits = new RuleEdits(context);
  context.sheets.edits = edits;
  context.sheets.sources.reader = new SheetReader(context);
  return [edits];
};
