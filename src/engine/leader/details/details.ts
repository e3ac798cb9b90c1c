/**
 * What replicas are told besides the page's tree, its styles and its fields. It matters only where somebody looks, so this
 * is a file of its own, loaded by a leader who is no longer alone.
 */
import type { MakeParts } from '../recorder/part.js';
import { Animations } from './animations.js';
import { AskedAttributes } from './asked-attributes.js';
import { Canvases } from './canvases.js';
import { Checks } from './checks.js';
import { CustomStates } from './custom-states.js';
import { DrawnValues } from './drawn-values.js';
import { Environment } from './environment.js';
import { FieldStates } from './field-states.js';
import { Focus } from './focus.js';
import { Fonts } from './fonts.js';
import { ForbiddenStyles } from './forbidden-styles.js';
import { Highlights } from './highlights.js';
import { KnownRoots } from './known-roots.js';
import { ManualSlots } from './manual-slots.js';
import { OwnHand } from './own-hand.js';
import { OwnStyles } from './own-styles.js';
import { PageIcon } from './page-icon.js';
import { Players } from './players.js';
import { Pointer } from './pointer.js';
import { Pointing } from './pointing.js';
import { RestoredFields } from './restored-fields.js';
import { Rules } from './rules.js';
import { Scrollbars } from './scrollbars.js';
import { Selections } from './selections.js';
import { Skipped } from './skipped.js';
import { Targets } from './targets.js';

export const detailParts: MakeParts = (context) => {
  const roots = new KnownRoots();
  const states = new CustomStates(context);
  const attributes = new AskedAttributes(context);
  const skipped = new Skipped(context, roots);
  const rules = new Rules(context, (rule) => {
    skipped.learn(rule);
    states.learn(rule);
    attributes.learn(rule);
  });
  const canvases = new Canvases(context);
  return [
    roots,
    new OwnHand(context, () => canvases.worked()),
    new Pointer(context),
    // It decides which styles there are.
    new Environment(context),
    new Scrollbars(context),
    new Fonts(context),
    new ManualSlots(context),
    rules,
    states,
    attributes,
    new OwnStyles(context, roots),
    // Its elements' own styles are as those before it leave them.
    skipped,
    new ForbiddenStyles(context, roots),
    new DrawnValues(context),
    new Animations(context, roots),
    new RestoredFields(context),
    new FieldStates(context),
    canvases,
    new Players(context),
    new PageIcon(context),
    new Targets(context),
    new Pointing(context),
    new Focus(context),
    new Highlights(context),
    new Selections(context),
    // It sums up what all the others have told.
    new Checks(context, roots),
  ];
};
