import type { Frame } from '../protocol/frames.js';
import type { ClientMessage, RelayMessage } from '../protocol/messages.js';
import { asOptions, drawingSettings, hasChat } from '../surfly/talk-settings.js';
import type { Drawing } from '../surfly/talk-settings.js';
import { Chat } from './chat.js';
import type { Client } from './client.js';
import { Drawings, inkProblem } from './drawings.js';
import type { SessionFacts } from './facts.js';

export interface TalkContext {
  facts: SessionFacts;
  participants(): number;
  tellAll(message: RelayMessage): void;
  /** Sends a piece of a line to everybody but who drew it. */
  deliver(from: number, frame: Buffer, lossy: boolean): void;
  audit(what: string, by: number, more: Record<string, unknown>): void;
}

type Request = Extract<ClientMessage, { type: 'talk' | 'chat' | 'drawing' | 'wipe' }>;

/** What participants draw over the page and write to each other. */
export class Talk {
  readonly #context: TalkContext;
  readonly #chat = new Chat();
  readonly #drawings: Drawings;

  constructor(context: TalkContext) {
    this.#context = context;
    this.#drawings = new Drawings({
      mode: () => this.#drawing.mode,
      participants: () => context.participants(),
      deliver: (from, frame, lossy) => context.deliver(from, frame, lossy),
    });
  }

  joined(index: number): void {
    this.#chat.joined(index);
  }

  /** Has gone, and does not come back as the same. */
  left(index: number): void {
    this.#chat.left(index);
    this.#drawings.left(index);
  }

  message(from: number, client: Client, message: Request): void {
    switch (message.type) {
      case 'talk':
        this.#catchUp(from, client, message.heard);
        break;
      case 'chat':
        this.#say(from, client, message.text);
        break;
      case 'drawing':
        if (from === 0) this.#change(message);
        else
          client.leaveOut('bad_message', "A follower cannot send 'drawing': the leader decides.");
        break;
      case 'wipe':
        this.#wipe(from === 0 ? null : from);
        break;
    }
  }

  ink(from: number, client: Client, frame: Frame, bytes: Buffer): void {
    const problem = inkProblem(frame);
    if (problem) client.leaveOut('bad_message', problem);
    else this.#drawings.accept(from, frame, bytes);
  }

  /** The page inside is at another address, or has been loaded anew: what was drawn over it is of the past. */
  relocated(before: string, now: string): void {
    const isSamePage = before !== now && withoutFragment(before) === withoutFragment(now);
    if (!isSamePage) this.#wipe(null);
  }

  get #drawing(): Drawing {
    const { settings } = this.#context.facts;
    const drawing = drawingSettings(settings);
    return settings['ui_off'] === true ? { ...drawing, mode: 'disabled' } : drawing;
  }

  get #state(): RelayMessage {
    const { settings } = this.#context.facts;
    return { type: 'talk', chat: hasChat(settings), drawing: this.#drawing };
  }

  #catchUp(index: number, client: Client, heard: number | null): void {
    client.send({ type: 'wiped', of: null });
    client.send(this.#state);
    for (const line of this.#drawings.kept()) client.sendBytes(line);
    for (const said of this.#chat.unheard(index, heard)) client.send({ type: 'chat', ...said });
  }

  #say(from: number, client: Client, text: string): void {
    const { facts, tellAll, audit } = this.#context;
    if (!hasChat(facts.settings)) {
      client.leaveOut('bad_message', 'This session has no chat: its settings turn it off.');
      return;
    }
    const said = this.#chat.say(from, text);
    if (!said) {
      client.send({ type: 'chat_refused' });
      return;
    }
    if (facts.settings['store_chat_logs'] === true) audit('chat', from, { text });
    tellAll({ type: 'chat', ...said });
  }

  #change({ type: _, ...changes }: Extract<Request, { type: 'drawing' }>): void {
    const { mode } = this.#drawing;
    Object.assign(this.#context.facts.settings, asOptions(changes));
    // As documented, permanent lines stay until the mode changes.
    if (this.#drawing.mode !== mode) this.#wipe(null);
    this.#context.tellAll(this.#state);
  }

  #wipe(of: number | null): void {
    this.#drawings.wipe(of);
    this.#context.tellAll({ type: 'wiped', of });
  }
}

function withoutFragment(url: string): string {
  return url.replace(/#.*/, '');
}
