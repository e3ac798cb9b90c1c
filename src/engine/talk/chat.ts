import { MAX_CHAT_CHARACTERS } from '../../protocol/limits.js';
import { coloursOf } from '../cursors/styles.js';
import { nameOf } from '../person-name.js';
import { linkedText } from './linked-text.js';
import { button, part, say } from '../parts.js';
import type { People } from './place.js';
import { saidText, TALK_TEXTS } from './texts.js';

/** So many messages are shown. */
const SHOWN = 500;
/** Milliseconds after a key in which a page's script, or a follower's hand, does not take the focus out of the field. */
const WRITES = 2_000;
/** Pixels from the end within which the newest message is scrolled to. */
const AT_THE_END = 40;

export interface ChatOptions {
  /** @returns whether it could be sent */
  send(text: string): boolean;
  /** Windows in which a hand may leave the field. */
  windows(): Window[];
  /** It has been opened or closed, or what is unread has changed. */
  changed(): void;
  /** The focus has to go on somewhere. */
  closed(): void;
}

/** What the participants write to each other: a panel that can be opened beside the shared page. */
export class Chat {
  readonly element = part('section', 'chat');
  readonly #options: ChatOptions;
  readonly #log = part('div', 'log');
  readonly #nothing = part('p', 'nothing');
  readonly #field = part('textarea', 'field');
  readonly #trouble = part('p', 'trouble');
  readonly #names = new Map<number, string>();
  #people: People = { connected: false, own: -1, others: [] };
  /** Number of the newest message. */
  #heard: number | null = null;
  #unread = 0;
  /** Who wrote the message above. */
  #above: number | undefined;
  /** What was sent and has not come back, oldest first. */
  #sent: string[] = [];
  /** The same, of a connection that broke. */
  #unsure: string[] = [];
  #wroteAt = -Infinity;

  constructor(options: ChatOptions) {
    this.#options = options;
    const { element } = this;
    element.hidden = true;
    const title = part('h2', 'title');
    title.id = 'chat-title';
    title.textContent = TALK_TEXTS.chat;
    element.setAttribute('aria-labelledby', title.id);
    const close = button('', () => this.close(), 'close');
    close.setAttribute('aria-label', TALK_TEXTS.closeChat);
    close.append(cross());
    const head = part('div', 'head');
    head.append(title, close);

    const log = this.#log;
    log.setAttribute('role', 'log');
    log.setAttribute('aria-label', TALK_TEXTS.messages);
    // What scrolls has to be in reach of the keyboard.
    log.tabIndex = 0;
    this.#nothing.textContent = TALK_TEXTS.nothing;
    log.append(this.#nothing);

    this.#trouble.setAttribute('role', 'status');
    element.append(head, log, this.#form(), this.#trouble);
    this.#watchKeys();
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  get unread(): number {
    return this.#unread;
  }

  get heard(): number | null {
    return this.#heard;
  }

  update(people: People): void {
    if (this.#people.connected && !people.connected) this.#lost();
    this.#people = people;
    for (const { index, name } of people.others) this.#names.set(index, name);
    if (people.connected && this.#trouble.textContent === TALK_TEXTS.notSent)
      say(this.#trouble, '');
  }

  open(): void {
    this.element.hidden = false;
    this.#unread = 0;
    this.#toEnd();
    this.#field.focus();
    this.#options.changed();
  }

  /** Puts it away, as whoever is in it wants. */
  close(): void {
    if (!this.isOpen) return;
    this.hide();
    this.#options.closed();
  }

  hide(): void {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.#options.changed();
  }

  /** @returns the message as it can be read aloud; undefined where nobody has to be told */
  hear(n: number, from: number, text: string): string | undefined {
    if (n <= (this.#heard ?? 0)) return undefined;
    this.#heard = n;
    const own = from === this.#people.own;
    if (own) this.#came(text);
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    const atEnd = scrollHeight - clientHeight - scrollTop < AT_THE_END;
    this.#nothing.remove();
    this.#log.append(this.#message(from, text));
    while (this.#log.children.length > SHOWN) this.#log.firstElementChild?.remove();
    if (own || atEnd) this.#toEnd();
    if (this.isOpen || own) return undefined;
    this.#unread += 1;
    this.#options.changed();
    return saidText(this.#nameOf(from), text);
  }

  /** A message of this participant came too soon after those before. Each is answered in its turn, so it is the oldest. */
  refused(): void {
    const text = this.#sent.shift() ?? '';
    if (this.#field.value === '') this.#field.value = text;
    say(this.#trouble, TALK_TEXTS.tooFast);
  }

  /** What was on its way may be lost: it is in the writer's field again. If it has arrived all the same, it comes back. */
  #lost(): void {
    if (this.#sent.length === 0) return;
    const all = [...this.#sent, this.#field.value].filter((text) => text !== '').join('\n');
    this.#field.value = all.slice(0, MAX_CHAT_CHARACTERS);
    this.#unsure = this.#sent.splice(0);
    say(this.#trouble, TALK_TEXTS.notSent);
  }

  #came(text: string): void {
    if (remove(this.#sent, text) || !remove(this.#unsure, text)) return;
    const { value } = this.#field;
    if (`${value}\n`.startsWith(`${text}\n`)) this.#field.value = value.slice(text.length + 1);
  }

  #message(from: number, text: string): HTMLElement {
    const own = from === this.#people.own;
    const message = part('div', own ? 'message own' : 'message');
    if (from !== this.#above) {
      message.classList.add('named');
      const name = part('div', 'name');
      const bdi = document.createElement('bdi');
      bdi.textContent = own ? TALK_TEXTS.you : this.#nameOf(from);
      name.style.setProperty('--colour', coloursOf(from)[0]);
      name.append(bdi);
      message.append(name);
    }
    this.#above = from;
    const body = part('p', 'text');
    // Each message runs in the direction of its own language.
    body.dir = 'auto';
    body.append(...linkedText(text));
    message.append(body);
    return message;
  }

  /** Those who have left keep the name that they had. */
  #nameOf(index: number): string {
    return this.#names.get(index) ?? nameOf(index, undefined);
  }

  #form(): HTMLElement {
    const form = part('form', 'form');
    const field = this.#field;
    field.rows = 1;
    field.maxLength = MAX_CHAT_CHARACTERS;
    field.placeholder = TALK_TEXTS.field;
    field.dir = 'auto';
    field.setAttribute('aria-label', TALK_TEXTS.field);
    field.enterKeyHint = 'send';
    const send = button(TALK_TEXTS.send, () => this.#send(), 'send');
    form.append(field, send);
    form.addEventListener('submit', (event) => event.preventDefault());
    return form;
  }

  #watchKeys(): void {
    const field = this.#field;
    field.addEventListener('keydown', (event) => {
      this.#wroteAt = performance.now();
      // Enter also ends the composition of a word (IME).
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !event.isTrusted) return;
      event.preventDefault();
      this.#send();
    });
    this.#keepFocus();
    const { element } = this;
    element.addEventListener('keydown', (event) => {
      if (event.key === 'Tab') this.#wroteAt = -Infinity;
      if (event.key !== 'Escape' || event.isComposing || !event.isTrusted) return;
      event.preventDefault();
      this.close();
    });
    // The page around has shortcuts of its own.
    for (const type of ['keydown', 'keypress', 'keyup'] as const) {
      element.addEventListener(type, (event) => event.stopPropagation());
    }
  }

  /**
   * While somebody writes, a follower's hand that goes into a field of the page takes the focus out of this one, and what is
   * written here would go there. The writer's own hand leaves by a press or a key.
   */
  #keepFocus(): void {
    const field = this.#field;
    let pressed = new AbortController();
    field.addEventListener('focus', () => {
      pressed = new AbortController();
      const leave = ({ isTrusted }: Event) => {
        if (isTrusted) this.#wroteAt = -Infinity;
      };
      for (const window of this.#options.windows()) {
        const options = { capture: true, passive: true, signal: pressed.signal };
        window.addEventListener('pointerdown', leave, options);
      }
    });
    field.addEventListener('blur', () => {
      pressed.abort();
      if (performance.now() - this.#wroteAt > WRITES) return;
      setTimeout(() => {
        if (this.isOpen && document.activeElement?.localName === 'iframe') field.focus();
      });
    });
  }

  #send(): void {
    const text = this.#field.value.trim();
    if (text === '') return;
    if (!this.#people.connected || !this.#options.send(text)) {
      say(this.#trouble, TALK_TEXTS.notSent);
      return;
    }
    say(this.#trouble, '');
    this.#sent.push(text);
    this.#unsure = [];
    this.#field.value = '';
    this.#field.focus();
  }

  #toEnd(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

/** @returns whether it was there */
function remove(list: string[], text: string): boolean {
  const at = list.indexOf(text);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

function cross(): SVGSVGElement {
  const SVG = 'http://www.w3.org/2000/svg';
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', 'M3 3l10 10M13 3L3 13');
  icon.append(path);
  return icon;
}
