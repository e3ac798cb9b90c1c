import { count, fill, type Plural } from '../texts/fill.js';

/** What drawing and chat say, in English until `speak` is called. */
export const TALK_TEXTS = {
  draw: 'Draw',
  stopDrawing: 'Stop drawing',
  drawing: 'Drawing is on: everybody sees your lines. Press Escape to stop.',
  drawingOff: 'Drawing is off.',
  wipe: 'Clear drawings',
  wipeOwn: 'Clear my drawings',
  chat: 'Chat',
  closeChat: 'Close chat',
  messages: 'Messages',
  nothing: 'What you write here goes to everybody in this session.',
  field: 'Message to everybody',
  send: 'Send',
  you: 'You',
  notSent: 'There is no connection. The message has not been sent.',
  tooFast: 'That was too fast. Wait a moment, then send it again.',
  unread: { one: '{n} unread message', other: '{n} unread messages' } as Plural,
  said: '{name}: {text}',
};

let language = 'en';

export function speak(code: string, texts: typeof TALK_TEXTS): void {
  language = code;
  Object.assign(TALK_TEXTS, texts);
}

export const unreadText = (n: number): string => count(TALK_TEXTS.unread, language, n);

export const saidText = (name: string, text: string): string =>
  fill(TALK_TEXTS.said, { name, text });
