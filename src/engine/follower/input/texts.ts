import type { Outcome } from '../../../protocol/input.js';

export const TEXTS = {
  keyboard: 'Keyboard for the shared page',
  keyboardHelp: 'What you type goes to the shared page. Press Escape twice to leave it.',
  keyboardLeft: 'You have left the shared page. Press Enter to type in it again, Tab to go on.',
  options: 'Options',
  value: 'New value',
  setValue: 'Set',
  tooLong: 'This text is too long to be pasted here.',
};

/** Says all this in another language. The window is there for one session, and so for one language. */
export function speak(texts: typeof TEXTS, outcomes: typeof OUTCOME_TEXTS): void {
  Object.assign(TEXTS, texts);
  Object.assign(OUTCOME_TEXTS, outcomes);
}

/** What the viewer is told, at the place where they acted, about an action that was not simply applied. */
export const OUTCOME_TEXTS: Record<Exclude<Outcome, 'applied'>, string> = {
  prevented: 'The page handles this itself.',
  stale: 'The page has changed here. Please try again.',
  masked: 'This field is private.',
  disabled: 'This cannot be used right now.',
  not_permitted: 'Not now: the other side is using the page.',
  needs_hand: 'Only the person at the other side can do this.',
  unsupported: 'This cannot be done from here.',
  expired: 'This came too late and was left out.',
};
