/**
 * What the engine says to people, in English, by the file that says it. Each file has its own part in it, so that none
 * carries the others'. `{name}`, `{n}` and the like stand for what is known when it is said.
 */
import type { Plural } from './fill.js';

/** The support button, in `surfly.js`. */
export const buttonTexts = {
  help: 'Get live help',
};

/** What `surfly-participation.js` says. */
export const windowTexts = {
  window: 'Shared page',
  leader: 'Leader',
  guest: 'Guest {n}',
  inControl: 'in control',
};

/** What `surfly-options.js` says: the screens before and after a session. */
export const screenTexts = {
  starting: 'Starting the session…',
  loading: 'Loading the page…',
  waiting: 'Waiting for someone to join',
  waitingHelp: 'You can go on here as soon as somebody has joined.',
  pin: 'PIN {pin}',
  end: 'End session',
  confirmTitle: 'Start a shared session?',
  confirmBody: 'Whoever joins sees what you see on this site. You can end the session at any time.',
  confirm: 'Start session',
  decline: 'Not now',
  ended: 'Session ended',
  close: 'Close',
  blockedTitle: 'This page cannot be opened in the session',
  blockedText: 'It is not among the pages that may be shared: {url}',
  back: 'Go back',
};

/** What `surfly-dock.js` says. */
export const dockTexts = {
  label: 'Shared session',
  takeBack: 'Take back control',
  look: 'What the others see',
  end: 'End session',
  more: 'More',
  waiting: 'Shared. Waiting for someone to join',
  shared: { one: 'Shared with one person', other: 'Shared with {n} people' } as Plural,
  lost: 'Connection lost. Reconnecting…',
  control: '{name} is in control',
  you: 'You',
  pin: 'PIN {pin}',
  copy: 'Copy link',
  copied: 'Copied',
  copyThis: 'Copy this link:',
  foreign:
    'This page cannot be shared: it belongs to another site or does not allow to be shown here. The others see a notice instead.',
  back: 'Back to the shared page',
  asks: '{name} asks for control',
  asksHelp:
    'They could then click, type and scroll on this page. You see everything they do and can take control back at any time.',
  allow: 'Allow',
  refuse: 'Not now',
  wish: '{name} pressed something that only you can do: choose a file, open a picker, use the clipboard or the like.',
  fulfil: 'Do it',
  coming: 'The picture is on its way…',
  live: 'This is the picture that the others have, live.',
  noPicture:
    'The picture cannot be shown here. A policy of this page may forbid it: its frame-src has to name {origin}.',
  save: 'Save as a file',
  saved: 'The list has been saved as {file}.',
  close: 'Close',
  shown: 'Shown',
  nothing: 'Nothing yet',
  watching: 'Watching',
  inControl: 'In control',
  nobody: 'Nobody yet',
  masked: 'Masked: {list}.',
  password: { one: '{n} password', other: '{n} passwords' } as Plural,
  card: { one: '{n} card detail', other: '{n} card details' } as Plural,
  code: { one: '{n} security code', other: '{n} security codes' } as Plural,
  region: { one: '{n} private part', other: '{n} private parts' } as Plural,
  hidden: { one: '{n} hidden part', other: '{n} hidden parts' } as Plural,
  since: 'since {from}',
  span: '{from} to {to}',
};

/** What `surfly-follower.js` says. */
export const viewTexts = {
  waiting: 'Waiting for the shared page…',
  loading: 'Loading the shared page…',
  lost: 'Connection lost. Reconnecting…',
  unshared:
    'The other side is on a page that cannot be shared. The picture comes back when they leave it.',
  mending: 'The picture is being made anew…',
  stuck: 'The picture cannot be shown right now.',
  control: 'You are in control',
  away: 'The other side has lost its connection. What you see may be old.',
  hidden: 'The other side is looking at another tab. Changes may come late.',
  asked: 'The page asks the other side something. It goes on when they have answered.',
  slow: 'The connection is slow. What you see may be old.',
  incomplete: 'Some images cannot be shown here.',
  again: 'Try again',
  leave: 'Leave session',
};
