// What a viewer's action is not like one by hand, and why. All else that pages see has to be the same.
import { MOVES, type Note } from './pages/notes.js';

/** Differences that some gestures have. */
export const KNOWN = {
  menu: 'A browser’s own menu of options takes the keys and clicks that choose in it; a viewer chooses in a list in his own window. Only what comes of it is the same.',
  whole:
    'The segments of a date or time cannot be typed into by scripts; a viewer sets the value as a whole, in a field of his own. Only what comes of it is the same.',
  steps:
    'What is composed is told when it is complete, not letter by letter: the page sees one step. Only what comes of it is the same.',
  drag: 'Where something that is dragged goes along is told by a timer, and what the mouse is over then by itself. An image brings its address along, but no file.',
  lines: 'Several lines that are pasted at once are told to the page one by one.',
  slider:
    'Browsers that drag sliders themselves capture the pointer for it; a script cannot, and nothing else could see it.',
  readonly:
    'A viewer is told at once that a field cannot be written into; by hand the page is asked first, in vain.',
  spin: 'Chromium asks before it steps a number, as if a digit were typed; other browsers do not.',
  system: 'On Linux the middle button pastes what is selected elsewhere.',
  resting:
    'When something appears under a mouse at rest, or goes from there, a browser tells so by itself. For a viewer’s mouse that is told with its next move.',
  glass:
    'A driver’s mouse rests beside the glass: now and then a browser tells where it is, which it has no need to for a viewer’s.',
  fling:
    'The same; and while a finger scrolls, browsers tell of its moves when they have the time.',
  editor: 'An editor may be told of its own changes in another order; its content is the same.',
} as const;
export type Known = keyof typeof KNOWN;

const DRAGGED = /^(dragstart|drop|dragend|pointercancel|(pointer|mouse)(down|up)|click)$/;

/** Told in a task of their own: where among the others is chance. */
const LATE = new Set(['toggle', 'close']);

/**
 * Always different, and of no account to pages that do not guard against scripts: `isTrusted`, time stamps, screen
 * coordinates, pressure and size of the contact, `isPrimary` of clicks and `which` of mouse
 * events (browsers disagree about them), `offsetX` and its kin where they are fractions, `sourceCapabilities`, and
 * coordinates by less than a pixel. The number of moves, which browsers join as they like.
 */
export function comparable(notes: readonly Note[], known: Known | undefined): Note[] {
  const kept: Note[] = [];
  const late: Note[] = [];
  let moves = new Set<string>();
  /** Between the end of a touch and its click, it is the finger's mouse that moves. */
  let taps = false;
  let scrolls = false;
  for (const note of notes) {
    if (known === 'lines' && note.type === 'input' && kept.at(-1)?.type === 'input') continue;
    if (known === 'glass' || known === 'fling') {
      if (/^(touchend|click)$/.test(note.type)) taps = note.type === 'touchend';
      if (!taps && /^mouse(over|out|enter|leave)$/.test(note.type)) continue;
    }
    if (note.type === 'pointercancel') scrolls = true;
    if (known === 'fling' && scrolls && note.type === 'touchmove') continue;
    if (known === 'system' && note.type === 'paste') continue;
    if (known === 'slider' && note.type.endsWith('pointercapture')) continue;
    if ((known === 'readonly' || known === 'spin') && note.type === 'beforeinput') continue;
    if (LATE.has(note.type)) {
      late.push(note);
      continue;
    }
    if (known === 'resting' && /(over|out|enter|leave)$|move$/.test(note.type)) continue;
    if (known === 'drag') {
      if (!DRAGGED.test(note.type)) continue;
      note.more = note.more.replace('Files,', '');
    }
    if (!MOVES.has(note.type)) moves = new Set();
    else {
      const which = `${note.type} ${note.on}`;
      if (moves.has(which)) continue;
      moves.add(which);
    }
    kept.push(note);
  }
  return [...kept, ...late.sort((one, other) => one.type.localeCompare(other.type))];
}

/** Where what one page saw first differs from what the other saw; undefined where they are the same. */
export function difference(hand: readonly Note[], viewer: readonly Note[]): string | undefined {
  for (let i = 0; i < Math.max(hand.length, viewer.length); i += 1) {
    const [one, other] = [hand[i], viewer[i]];
    if (one && other && isSame(one, other)) continue;
    const before = hand[i - 1];
    return [
      `event ${i}, after ${before ? `${before.type} on ${before.on}` : 'nothing'}:`,
      `  by hand   ${told(one)}`,
      `  by viewer ${told(other)}`,
    ].join('\n');
  }
  return undefined;
}

function isSame(one: Note, other: Note): boolean {
  if (one.type !== other.type || one.on !== other.on || one.more !== other.more) return false;
  if (!one.at || !other.at || MOVES.has(one.type)) return true;
  return one.at.every((part, i) => Math.abs(part - other.at![i]!) <= 1);
}

function told(note: Note | undefined): string {
  if (!note) return 'nothing more';
  return `${note.type} on ${note.on} ${note.more}${note.at ? ` at ${note.at.map((part) => Math.round(part)).join()}` : ''}`;
}
