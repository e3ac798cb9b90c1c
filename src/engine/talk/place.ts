import type { ClientMessage } from '../../protocol/messages.js';
import type { Other } from '../participants.js';
import type { Spoken } from '../texts/texts.js';

/** Who is in the session, and whether this participant can be heard. */
export interface People {
  connected: boolean;
  own: number;
  others: readonly Other[];
}

export interface Point {
  x: number;
  y: number;
}

/** The shared page as it is shown here. Its viewport is the leader's layout viewport, whatever its scale here. */
export interface Surface {
  /** Where the viewport is shown, in CSS pixels from the top left of the layer, and its own size. Undefined while it is not. */
  picture(): ShownPicture | undefined;
  /** How far the page is scrolled. */
  scrolled(): Point;
  /** The node drawn at a point of the viewport; 0 for none. `at` is the same point in this window. */
  nodeAt(point: Point, at: Point): number;
  /** Where in the viewport a node is: the top left of its border box. Undefined where it is not drawn. */
  cornerOf(id: number): Point | undefined;
  /** Has `moved` called whenever what is shown may have another place. @returns ends that */
  follow(moved: () => void): () => void;
  /** Where this participant's pointer is while the layer takes it. */
  pointer(point: Point, event: PointerEvent): void;
  /** The wheel was turned over the layer. */
  turned(event: WheelEvent): void;
  /** Windows in which a key may be pressed while the layer is in use. */
  windows(): Window[];
}

export interface ShownPicture {
  left: number;
  top: number;
  width: number;
  height: number;
  page: { width: number; height: number };
}

/** What the talk of a participant stands on: the leader's dock, or a follower's window. */
export interface TalkPlace {
  readonly surface: Surface;
  /** The language to speak; undefined for English. */
  readonly spoken: Pick<Spoken, 'code' | 'talk'> | undefined;
  /** Root in which buttons and chat are shown; styles go there. */
  readonly root: ShadowRoot;
  /** Shows the buttons and, when it is open, the chat. */
  show(tools: HTMLElement, chat: HTMLElement): void;
  /** Puts the layer over the page. */
  cover(layer: HTMLElement): void;
  /** The chat is being opened. */
  opening(): void;
  send(message: ClientMessage): boolean;
  sendFrame(frame: Uint8Array<ArrayBuffer>): boolean;
}
