import { MAX_RECORD_BYTES } from '../../../protocol/limits.js';
import { Op } from '../../../protocol/records.js';
import type { Animations } from './animations.js';
import { setAsked } from './attributes.js';
import type { Canvases } from './canvases.js';
import { Chain } from './chain.js';
import { removeAttribute, setAttribute } from './dom.js';
import { setChecked, setCustomStates, setFieldState, setSelected, setValue } from './fields.js';
import type { Focus } from './focus.js';
import type { FramePictures } from './frame-pictures.js';
import type { Images } from './images.js';
import { labelFrame } from './label.js';
import { setLayer } from './layers.js';
import type { NodeTable } from './node-table.js';
import { MisfitError, type Reader } from './reader.js';
import type { ReplicaSheets } from './replica-sheets.js';
import type { Scroll } from './scroll.js';
import type { Selected } from './selection.js';

/** What is done for each operation of a record, with the reader behind its number. */
export type Operations = ReadonlyMap<number, (op: Reader) => void>;

/** Operations on what nodes hold and how they are looked at. */
export function stateOperations(parts: {
  nodes: NodeTable;
  images: Images;
  focus: Focus;
  scroll: Scroll;
  frames: FramePictures;
  canvases: Canvases;
}): Operations {
  const { nodes, images, focus, scroll, frames, canvases } = parts;
  const frameOf = (id: number) => {
    const frame = nodes.element(id);
    if (frame.localName !== 'iframe') throw new MisfitError(`Node ${id} is no frame.`);
    return frame as HTMLIFrameElement;
  };
  return new Map([
    [Op.value, (op) => setValue(nodes.element(op.count()), op.text())],
    [Op.checked, (op) => setChecked(nodes.element(op.count()), op.count())],
    [Op.selected, (op) => setSelected(nodes.element(op.count()), op)],
    [Op.fieldState, (op) => setFieldState(nodes.element(op.count()), op.integer())],
    [Op.scroll, (op) => scroll.set(nodes.get(op.count()), op.length(), op.length())],
    [Op.asked, (op) => setAsked(nodes.element(op.count()), op)],
    [Op.customStates, (op) => setCustomStates(nodes.element(op.count()), op.texts())],
    [
      Op.slotted,
      (op) => {
        const slot = nodes.get(op.count());
        if (slot.nodeName !== 'SLOT')
          throw new MisfitError('Only slots have something put into them.');
        const assigned: (Element | Text)[] = [];
        while (!op.done) {
          const node = nodes.get(op.count());
          if (node.nodeType !== 1 && node.nodeType !== 3)
            throw new MisfitError('A root is in no slot.');
          assigned.push(node as Element | Text);
        }
        (slot as HTMLSlotElement).assign(...assigned);
      },
    ],
    [
      Op.top,
      (op) =>
        setLayer(
          nodes.element(op.count()),
          op.count(),
          op.done ? undefined : nodes.element(op.count()),
        ),
    ],
    [Op.size, (op) => images.setSize(nodes.element(op.count()), op.length(), op.length())],
    [
      Op.focus,
      (op) => {
        const id = op.count();
        focus.set(id === 0 ? undefined : nodes.element(id), op.count());
      },
    ],
    [
      Op.label,
      (op) => {
        const box = nodes.element(op.count());
        const label = op.text();
        if (box.localName === 'iframe') {
          frames.forget(box);
          labelFrame(box as HTMLIFrameElement, label);
        } else if (box.localName === 'canvas') canvases.label(box as HTMLCanvasElement, label);
        else throw new MisfitError('Only frames and canvases have labels.');
      },
    ],
    [
      Op.frame,
      (op) => frames.take(frameOf(op.count()), op.count() === 0, op.text(MAX_RECORD_BYTES)),
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
    [Op.fonts, (op) => sheets.fonts(nodes.get(op.count()), op.texts())],
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

/** Operations on what a pointer, a selection and an address do in the page. */
export function pointingOperations(selected: Selected, nodes: NodeTable): Operations {
  const hover = new Chain('surfly-hover', true);
  const active = new Chain('surfly-active', true);
  const targets = new WeakMap<Node, Element>();
  const elementOf = (id: number) => (id === 0 ? undefined : nodes.element(id));
  return new Map([
    [Op.hover, (op) => hover.set(elementOf(op.count()))],
    [Op.active, (op) => active.set(elementOf(op.count()))],
    [Op.selection, (op) => selected.set(op)],
    [Op.fieldSelection, (op) => selected.setField(op)],
    [
      Op.target,
      (op) => {
        const document = nodes.get(op.count());
        const element = elementOf(op.count());
        const before = targets.get(document);
        if (before) removeAttribute(before, 'surfly-target');
        targets.delete(document);
        if (!element) return;
        targets.set(document, element);
        setAttribute(element, 'surfly-target', '');
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
