import { MAX_FRACTION } from '../../../protocol/input.js';

/** The replica, as the capture of input sees it. Points are in CSS pixels of the window. */
export interface ReplicaView {
  /** The node drawn at a point and where in its border box the point lies: 0, 0 is top left. Null beside the picture. */
  hitAt(x: number, y: number): Hit | null;
  nodeOf(id: number, frames?: readonly number[]): Node | undefined;
  toPage(clientX: number, clientY: number): { x: number; y: number } | null;
  /** The field that has the leader's caret. */
  edited(): Edited | undefined;
  showCaret(field: Edited['field'], start: number, end: number): void;
  /** The text that is selected in the leader's page. */
  selectedText(): string;
}

export interface Edited {
  field: HTMLInputElement | HTMLTextAreaElement;
  start: number;
  end: number;
}

export interface Hit {
  id: number;
  /** The frames of other origins around it, from the outside in. */
  frames?: number[];
  fx: number;
  fy: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Which node it is. */
export function nodeHit({ id, frames }: Hit): Pick<Hit, 'id' | 'frames'> {
  return { id, ...(frames && { frames }) };
}

export function isSameNode(one: Hit, other: Hit): boolean {
  return one.id === other.id && String(one.frames) === String(other.frames);
}

/** Rounded to what can make a difference. */
export function placeOf(hit: Hit): Hit {
  const tidy = (part: number) =>
    Math.round(Math.min(MAX_FRACTION, Math.max(-MAX_FRACTION, part)) * 1e6) / 1e6;
  return { ...nodeHit(hit), fx: tidy(hit.fx), fy: tidy(hit.fy) };
}

/** The element of the replica that was hit. */
export function elementHit(replica: ReplicaView, hit: Hit): Element | undefined {
  const node = replica.nodeOf(hit.id, hit.frames);
  if (!node) return undefined;
  return node.nodeType === Node.ELEMENT_NODE
    ? (node as Element)
    : (node.parentElement ?? undefined);
}

/** The size of a pixel of the page in the window, where the replica may be scaled. */
export function scaleAt(replica: ReplicaView, at: Point): number {
  const here = replica.toPage(at.x, at.y);
  const next = replica.toPage(at.x + 1, at.y) ?? here;
  return here && next && next.x > here.x ? 1 / (next.x - here.x) : 1;
}

/** Where a hit element is drawn in the window: the replica may be scaled, and the element may be in a frame of it. */
export function boxOf(replica: ReplicaView, element: Element, { fx, fy }: Hit, at: Point): DOMRect {
  const scale = scaleAt(replica, at);
  const { width, height } = element.getBoundingClientRect();
  const [w, h] = [width * scale, height * scale];
  return new DOMRect(at.x - fx * w, at.y - fy * h, w, h);
}
