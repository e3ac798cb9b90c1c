/**
 * Records of the mirror: what the recorder tells of the leader's page and the replica makes of it.
 *
 * A record is a JSON array. A **snapshot** is a whole page:
 *
 * ```
 * [RECORD_FORMAT, page, n, ids, nodes, op, op, …]
 * ```
 *
 * and a **change** is what became different since the record before:
 *
 * ```
 * [n, firstId, op, op, …]
 * ```
 *
 * - `page`: chosen by chance by each recorder. `n`: rises by one with each record of a recorder; while nothing is
 *   emitted it rises too. A replica whose newest record is `n - 1` of the same page has no need of snapshot `n`.
 * - `nodes`: a node list that holds the document. `ids`: which numbers its nodes have, in the order of the list, as runs
 *   `first, count, first, count, …`.
 * - `firstId`: the number of the first new node in this record; further ones follow in the order in which they appear.
 *   Numbers are never used twice in a page and stay the same from snapshot to snapshot.
 *
 * A **node list** is flat, so that neither side builds an object per node:
 *
 * ```
 * NodeKind.known, id                                                    a node that is there already, moved to here
 * NodeKind.element, name, n, (name, value) × n, children, node × children
 * NodeKind.text, text
 * NodeKind.shadow, flags, children, node × children                     the shadow root of the element around it
 * NodeKind.document, mode, children, node × children                    the page, or what an iframe around it shows
 * ```
 *
 * An element's name starts with a digit where it is not HTML, see Namespace. What is neither element, text nor root is
 * left out. Scripts and the like are sent as empty `template` elements, so that selectors which count siblings still fit.
 *
 * Values of attributes and text of style sheets name images and fonts as `asset:<number>`, perhaps with a fragment;
 * Op.assets says which bytes belong to a number, as soon as that is known.
 */

/** Rises when older replicas can no longer read the records. */
export const RECORD_FORMAT = 1;

export type Json = string | number | boolean | null | readonly Json[];

/** See the top of this file. What arrives is whatever the other side sent: readers check it. */
export type MirrorRecord = readonly Json[];

export const NodeKind = { known: 0, element: 1, text: 2, shadow: 3, document: 4 } as const;

/** First character of the names of elements that are not HTML. */
export const Namespace = { svg: '1', mathml: '2', other: '3' } as const;

/** `mode` of a document: how the doctype tells browsers to lay it out. */
export const DocumentMode = { standards: 0, quirks: 1, limitedQuirks: 2 } as const;

/** Bits of a shadow root's `flags`. */
export const ShadowFlag = { delegatesFocus: 1, manualSlots: 2 } as const;

export const Op = {
  /** `id, …`: take these out. Forget those that no `insert` of the same record brings back, with all below them. */
  remove: 0,
  /** `parent, before, node list`: put the nodes there, before a child of the parent or, if that is 0, at its end. */
  insert: 1,
  /** `id, text` */
  text: 2,
  /** `id, name, value, …`: null takes the attribute away. */
  attributes: 3,
  /** `id, text`: what a field holds. */
  value: 4,
  /** `id, state`: 1 checked, 2 indeterminate, 3 both, 0 neither. */
  checked: 5,
  /** `id, index, …`: the chosen options of a select. */
  selected: 6,
  /** `id, x, y`: how far an element, or the page of a document, is scrolled, in CSS pixels. */
  scroll: 7,
  /** `id, visible`: what has the focus, 0 for nothing, and whether that is shown: 1 is `:focus-visible`, 2 a ring alone. */
  focus: 8,
  /** `id, layer` or `id, layer, source`: an element enters or leaves the top layer, see TopLayer, and from where. */
  top: 9,
  /**
   * `key, media, disabled, rule, …`: all of a style sheet. The key of a sheet with an owner is the owner's id; adopted
   * sheets have negative keys.
   */
  sheet: 10,
  /** `key, index, rule` */
  insertRule: 11,
  /** `key, index` */
  deleteRule: 12,
  /** `key, media, disabled` */
  sheetState: 13,
  /** `id, key, …`: the adopted sheets of a document or shadow root, in their order. */
  adopt: 14,
  /**
   * `number, hash, …`: the SHA-256, in hexadecimal, of what `asset:<number>` stands for; or the address of an image that
   * replicas ask for themselves, where the relay allows its origin.
   */
  assets: 15,
  /** `id, width, height`: the natural size of an image or a video, in CSS pixels. */
  size: 16,
  /** `id, number`: what a canvas shows, as an asset. */
  picture: 17,
  /** `width, height, inner`: the layout viewport with and (`inner`) without its vertical scrollbar, in CSS pixels. */
  viewport: 18,
  /** `name, …`: custom elements that are not defined (yet). */
  undefined: 19,
  /** `name, …`: custom elements that are defined now. */
  defined: 20,
  /** `id, text`: a frame or canvas whose content is not shown, and what to say instead. */
  label: 21,
  /** `id`: what the pointer of the one in control is over, 0 for nothing. */
  hover: 22,
  /** `id`: what it presses. */
  active: 23,
  /**
   * `id, offset, id, offset, …`: the ends of each range of text that is selected, as boundary points are given in the
   * DOM; -1 is the end of the node. Two ends that are the same are the caret.
   */
  selection: 24,
  /** `id, start, end`: the selection in the value of a field, or its caret; -1 is the end. With `id` alone the caret is there. */
  fieldSelection: 25,
  /** `document, id`: what the fragment of a document's address leads to (`:target`), 0 for nothing. */
  target: 26,
  /** `slot, id, …`: what is in a slot of a root with slots by hand, see ShadowFlag. */
  slotted: 27,
  /** `id, name, …`: the states that a custom element is in, of those that style sheets ask for (`:state()`). */
  customStates: 28,
  /** `document, rule, …`: the fonts and custom properties that scripts have added to a document, as style rules. */
  fonts: 29,
  /**
   * `document, name, type, priority, id, offset, id, offset, …`: a highlight that scripts have made of ranges, whose ends are
   * as those of `selection`; type as in HIGHLIGHT_TYPES. With `document, name` alone there is none of that name any more.
   */
  highlight: 39,
  /**
   * `id, kind, text`: a record of what a frame of another origin shows, in JSON and with numbers of its own; kind 0 is a
   * snapshot, 1 a change. Its sender may be hostile where the leader is not: whatever it says stays in the frame.
   */
  frame: 40,
  /** `id, name, value, …`: of ASKED_ATTRIBUTES, what style sheets ask for and the element has. */
  asked: 41,
  /** In a snapshot: more of the page comes in changes. Until `complete` the page before stays in sight. */
  partial: 45,
  complete: 46,
  /**
   * `id, deep, digest`: what the node, with all in it (1) or only with what is right below (0), sums up to once the record is
   * read. Comes in a record of its own.
   */
  check: 47,
  /**
   * `resolution, width, height, feature, …`: what the leader's browser answers to media queries: device pixels per CSS
   * pixel, its screen in CSS pixels, and every feature of MEDIA_FEATURES that matches, as `name: value`; the page's own
   * `color-scheme`, and NO_ROOM where its scrollbars take none.
   */
  environment: 30,
  /**
   * `id, pseudo, number, timing, timeline, keyframe, …`: a script animates the element, or its pseudo-element. `timing` is
   * `[delay, endDelay, iterationStart, iterations, duration, fill, direction, easing, composite]`, where -1 is without end
   * and -2 `auto`. `timeline` is empty for what goes with time; else `[id, view, axis, start, end]`: the scroller that it goes
   * with or (`view` 1) what comes into sight, and the range. A keyframe is `[offset or -1, easing, composite, property,
   * value, …]`.
   */
  animation: 31,
  /** `number, state, time, rate`: where an animation is, see PlayState; `time` in milliseconds, or percent of its timeline. */
  animationState: 32,
  /** `number, …`: animations that are over and have left nothing behind. */
  animationEnd: 33,
  /**
   * `id, fresh, id, pseudo, name, state, time, rate, …`: of a document or shadow root where each animation is that its
   * style sheets make; those left out are over. `fresh` is 1 in a snapshot: then no transition is under way.
   */
  styleAnimations: 34,
  /** `id, states`: of a field, or what holds fields, what a copy cannot find out; bits as in FIELD_STATES, -1: it can. */
  fieldState: 35,
  /** `id, flags, time, duration`: where a video or sound is, in seconds, see Playback; -1 is a duration that is not known. */
  playback: 36,
  /** `id, number`: what a video shows, as an asset. */
  still: 37,
  /** `number`: the icon of the page, as an asset; 0 for none. */
  icon: 38,
} as const;

export const TopLayer = { none: 0, modal: 1, popover: 2, fullscreen: 3 } as const;

export const PlayState = { running: 0, paused: 1, finished: 2 } as const;

/** Bits of a video's or sound's `flags`. `unseen`: browsers do not let its picture be read. */
export const Playback = { playing: 1, ended: 2, muted: 4, seeking: 8, unseen: 16 } as const;

/** Attributes that load or send something, so that replicas cannot have them. Style sheets may ask for them all the same. */
export const ASKED_ATTRIBUTES = [
  'src',
  'srcset',
  'action',
  'formaction',
  'data',
  'cite',
  'poster',
  'background',
] as const;

/** Pseudo-classes of fields, by the bit that stands for each. */
export const FIELD_STATES = [
  'valid',
  'invalid',
  'user-valid',
  'user-invalid',
  'autofill',
  'placeholder-shown',
  'in-range',
  'out-of-range',
  'disabled',
  'enabled',
] as const;

/** What a highlight is of, for those who are read to. */
export const HIGHLIGHT_TYPES = ['highlight', 'spelling-error', 'grammar-error'] as const;

/** Bounds of the highlights of a document: their number, of their names in UTF-16 code units, and of the ranges of all of them. */
export const MAX_HIGHLIGHTS = 200;
export const MAX_HIGHLIGHT_NAME = 200;
export const MAX_HIGHLIGHTED = 5000;

/** How many states custom elements can have, all together. */
export const MAX_CUSTOM_STATES = 200;

/** Bounds of animations by scripts. */
export const MAX_ANIMATIONS = 5000;
export const MAX_KEYFRAMES = 500;

/** Features of media queries that depend on whose screen it is, and the values that they can have. */
export const MEDIA_FEATURES: Readonly<Record<string, readonly string[]>> = {
  'prefers-color-scheme': ['light', 'dark'],
  'prefers-reduced-motion': ['no-preference', 'reduce'],
  'prefers-reduced-transparency': ['no-preference', 'reduce'],
  'prefers-reduced-data': ['no-preference', 'reduce'],
  'prefers-contrast': ['no-preference', 'more', 'less', 'custom'],
  'forced-colors': ['none', 'active'],
  'inverted-colors': ['none', 'inverted'],
  hover: ['none', 'hover'],
  'any-hover': ['none', 'hover'],
  pointer: ['none', 'coarse', 'fine'],
  'any-pointer': ['none', 'coarse', 'fine'],
  scripting: ['none', 'initial-only', 'enabled'],
  update: ['none', 'slow', 'fast'],
  'color-gamut': ['srgb', 'p3', 'rec2020'],
  'dynamic-range': ['standard', 'high'],
  'display-mode': ['browser', 'fullscreen', 'standalone', 'minimal-ui', 'window-controls-overlay'],
};

/** Scrollbars lie over what they scroll (phones, many Macs), and so do those of a replica, which has this for every element. */
export const NO_ROOM = 'scrollbar-width: none';

/** Bounds of a page in the mirror. The recorder keeps them, the replica insists on them. */
export const MAX_DEPTH = 512;
export const MAX_NODES = 400_000;
/** In a frame of another origin. */
export const MAX_FRAME_NODES = 50_000;
/** In UTF-16 code units: one text, attribute value, field value or style rule. */
export const MAX_TEXT = 1_000_000;
