/**
 * Actions of the viewer in control on the leader's page, and the answer that each one gets. An action is the payload of one
 * `input` frame: JSON in UTF-8.
 */
import type { InputAction } from './input-schema.js';

export type { InputAction } from './input-schema.js';

/** Most UTF-16 code units in one `text` action. Escaped at its worst (6 bytes each) it still fits one frame. */
export const MAX_INPUT_TEXT = 10_000;
/** Most options in one `select` action. */
export const MAX_CHOSEN = 256;
/** So much of an option's text is compared. */
export const MAX_OPTION_TEXT = 32;

/** Most frames of other origins within one another that an action reaches through. */
export const MAX_FRAMES_DEEP = 4;

/** How far from a node's box a point may lie, in widths and heights of the box. */
export const MAX_FRACTION = 1_000;

/** What a box without a width or a height, like that of a straight line, counts as wide or high, in CSS pixels. */
export const FLAT_SIZE = 100;

/** Modifier keys, as bits of `mods`. */
export const Mod = { shift: 1, ctrl: 2, alt: 4, meta: 8 } as const;

/** One kind of action. */
export type ActionOf<T extends InputAction['type']> = Extract<InputAction, { type: T }>;

/** What became of an action. */
export const OUTCOMES = [
  /** The page has received it, and what a browser does by itself has been done. */
  'applied',
  /** The page received the event and called `preventDefault()`: it acts by itself, or does not want it. */
  'prevented',
  /** What the viewer pointed at is gone, or something else lies there now. */
  'stale',
  /** The field is private: it takes no remote input. */
  'masked',
  /** The element is disabled, inert or read-only. */
  'disabled',
  /** The sender has no control (any more), or the leader's own hand is at work. */
  'not_permitted',
  /** Browsers allow it only to the hand of the person in front of it: file and other pickers, clipboard, fullscreen. */
  'needs_hand',
  /** Nothing here can take it, or it cannot be imitated. */
  'unsupported',
  /** It arrived too late to be carried out. */
  'expired',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * The start of the option text that travels with a choice: both sides cut it alike.
 * @param text - the option's `text`, with white space already collapsed by the browser
 */
export function optionText(text: string): string {
  return text.slice(0, MAX_OPTION_TEXT);
}

export function encodeInput(action: InputAction): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(action));
}
