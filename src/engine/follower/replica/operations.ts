import { Op } from '../../../protocol/records.js';
import type { Animations } from './animations.js';
import { setChecked, setFieldState, setSelected, setValue } from './fields.js';
import type { Focus } from './focus.js';
import type { Images } from './images.js';
import { labelCanvas, labelFrame } from './label.js';
import { setLayer } from './layers.js';
import type { NodeTable } from './node-table.js';
import { MisfitError, type Reader } from './reader.js';
import type { ReplicaSheets } from './replica-sheets.js';
import type { Scroll } from './scroll.js';

/** What is done for each operation of a record, with the reader behind its number. */
export type Operations = ReadonlyMap<number, (op: Reader) => void>;

/** Operations on what nodes hold and how they are looked at. */
export function stateOperations(parts: {
  nodes: NodeTable;
  images: Images;
  focus: Focus;
  scroll: Scroll;
}): Operations {
  const { nodes, images, focus, scroll } = parts;
  return new Map([
    [Op.value, (op) => setValue(nodes.element(op.count()), op.text())],
    [Op.checked, (op) => setChecked(nodes.element(op.count()), op.count())],
    [Op.selected, (op) => setSelected(nodes.element(op.count()), op)],
    [Op.fieldState, (op) => setFieldState(nodes.element(op.count()), op.integer())],
    [Op.scroll, (op) => scroll.set(nodes.get(op.count()), op.length(), op.length())],
    [Op.top, (op) => setLayer(nodes.element(op.count()), op.count())],
    [Op.size, (op) => images.setSize(nodes.element(op.count()), op.length(), op.length())],
    [
      Op.focus,
      (op) => {
        const id = op.count();
        focus.set(id === 0 ? undefined : nodes.element(id), op.count() === 1);
      },
    ],
    [
      Op.label,
      (op) => {
        const box = nodes.element(op.count());
        const label = op.text();
        if (box.localName === 'iframe') labelFrame(box as HTMLIFrameElement, label);
        else if (box.localName === 'canvas') labelCanvas(box as HTMLCanvasElement, label);
        else throw new MisfitError('Only frames and canvases have labels.');
      },
    ],
  ] satisfies [number, (op: Reader) => void][]);
}

/** Operations on style sheets. */
export function sheetOperations(sheets: ReplicaSheets, nodes: NodeTable): Operations {
  return new Map([
    [
      Op.sheet,
      (op) => {
        const key = op.integer();
        const media = op.text();
        const disabled = op.count() === 1;
        sheets.set(key, media, disabled, op.texts());
      },
    ],
    [Op.insertRule, (op) => sheets.insertRule(op.integer(), op.count(), op.text())],
    [Op.deleteRule, (op) => sheets.deleteRule(op.integer(), op.count())],
    [Op.sheetState, (op) => sheets.state(op.integer(), op.text(), op.count() === 1)],
    [
      Op.adopt,
      (op) => {
        const root = nodes.get(op.count());
        const keys: number[] = [];
        while (!op.done) keys.push(op.integer());
        sheets.adopt(root, keys);
      },
    ],
  ] satisfies [number, (op: Reader) => void][]);
}

/** Operations on animations. */
export function animationOperations(
  animations: Animations,
  nodes: NodeTable,
  sheets: ReplicaSheets,
): Operations {
  return new Map([
    [Op.animation, (op) => animations.make(nodes.element(op.count()), op)],
    [Op.animationState, (op) => animations.state(op)],
    [Op.animationEnd, (op) => animations.end(op)],
    [
      Op.styleAnimations,
      (op) => {
        // Styles have to be there to animate anything.
        sheets.settle();
        animations.place(nodes.get(op.count()), op);
      },
    ],
  ] satisfies [number, (op: Reader) => void][]);
}
