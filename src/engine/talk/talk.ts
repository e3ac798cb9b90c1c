/** What participants draw over the page and write to each other. Loaded once somebody else is there. */
import type { Frame } from '../../protocol/frames.js';
import type { TalkMessage } from '../../protocol/messages.js';
import type { LazyPart } from '../lazy-part.js';
import { Chat } from './chat.js';
import { DrawingLayer } from './drawing.js';
import { FollowerPlace, type FollowerPlaceOptions } from './follower-place.js';
import { LeaderPlace, type LeaderPlaceOptions } from './leader-place.js';
import { button, part, say } from '../parts.js';
import type { People, TalkPlace } from './place.js';
import { talkStyles } from './styles.js';
import { speak, TALK_TEXTS, unreadText } from './texts.js';

export type TalkModule = typeof import('./talk.js');
export type LazyTalk = LazyPart<TalkModule, Talk>;

/** CSS pixels. */
const NARROW = 600;

export class Talk {
  readonly #place: TalkPlace;
  readonly #tools = part('div', 'tools');
  readonly #told = part('div', 'told');
  readonly #draw: HTMLButtonElement;
  readonly #wipe: HTMLButtonElement;
  readonly #write: HTMLButtonElement;
  readonly #badge = part('span', 'badge');
  readonly #layer: DrawingLayer;
  readonly #chat: Chat;
  #people: People = { connected: false, own: -1, others: [] };
  #hasChat = false;
  /** Ends what listens for Escape. */
  #drawing: AbortController | undefined;

  constructor(place: TalkPlace) {
    this.#place = place;
    const { spoken } = place;
    if (spoken) speak(spoken.code, spoken.talk);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(talkStyles);
    place.root.adoptedStyleSheets.push(sheet);
    this.#draw = button(TALK_TEXTS.draw, () => this.#toggle(), 'draw');
    this.#wipe = button(TALK_TEXTS.wipe, () => this.#wipeAll(), 'wipe');
    this.#write = button(
      TALK_TEXTS.chat,
      () => (this.#chat.isOpen ? this.#chat.close() : this.#openChat()),
      'write',
    );
    this.#badge.setAttribute('aria-hidden', 'true');
    this.#write.append(this.#badge);
    this.#told.setAttribute('role', 'status');
    this.#tools.append(this.#draw, this.#wipe, this.#write, this.#told);
    this.#layer = new DrawingLayer(place, () => this.#show());
    this.#chat = new Chat({
      send: (text) => place.send({ type: 'chat', text }),
      windows: () => place.surface.windows(),
      changed: () => this.#show(),
      closed: () => this.#write.focus(),
    });
    place.show(this.#tools, this.#chat.element);
    this.#show();
  }

  /** Who is here; and whether the connection is. */
  update(people: People): void {
    const isBack = people.connected && !this.#people.connected;
    this.#people = people;
    this.#layer.update(people);
    this.#chat.update(people);
    if (isBack) this.#place.send({ type: 'talk', heard: this.#chat.heard });
    this.#show();
  }

  message(message: TalkMessage): void {
    switch (message.type) {
      case 'talk':
        this.#hasChat = message.chat;
        if (!message.chat) this.#chat.hide();
        this.#layer.set(message.drawing);
        this.#show();
        break;
      case 'wiped':
        this.#layer.wipe(message.of);
        break;
      case 'chat': {
        const said = this.#chat.hear(message.n, message.from, message.text);
        if (said !== undefined) say(this.#told, said);
        break;
      }
      case 'chat_refused':
        this.#chat.refused();
        break;
    }
  }

  /** A piece of somebody's line. */
  ink(frame: Frame): void {
    this.#layer.ink(frame);
  }

  /** This participant's own colour. */
  colour(colour: string): void {
    this.#layer.colour(colour);
  }

  /** The shared page may have another place. */
  moved(): void {
    this.#layer.moved();
  }

  /** The shared page has gone. */
  left(): void {
    this.#layer.wipe(null);
  }

  hideChat(): void {
    this.#chat.hide();
  }

  remove(): void {
    this.#layer.remove();
    this.#tools.remove();
    this.#chat.element.remove();
  }

  #toggle(): void {
    this.#layer.turn(!this.#layer.isOn);
    // Where there is little room the chat lies over all that could be drawn on.
    if (this.#layer.isOn && innerWidth < NARROW) this.#chat.hide();
  }

  #openChat(): void {
    this.#place.opening();
    this.#chat.open();
  }

  #wipeAll(): void {
    this.#place.send({ type: 'wipe' });
    // The button goes with the lines.
    this.#draw.focus();
  }

  #show(): void {
    const { isOn, settings, hasLines } = this.#layer;
    const { connected, own } = this.#people;
    this.#draw.hidden = settings.mode === 'disabled';
    this.#draw.disabled = !connected && !isOn;
    say(this.#draw, isOn ? TALK_TEXTS.stopDrawing : TALK_TEXTS.draw);
    this.#draw.classList.toggle('pressed', isOn);
    this.#wipe.hidden = !(settings.mode === 'permanent' && hasLines);
    say(this.#wipe, own === 0 ? TALK_TEXTS.wipe : TALK_TEXTS.wipeOwn);
    this.#write.hidden = !this.#hasChat;
    this.#tools.hidden = this.#draw.hidden && this.#wipe.hidden && this.#write.hidden;
    this.#write.setAttribute('aria-expanded', String(this.#chat.isOpen));
    const { unread } = this.#chat;
    say(this.#badge, unread === 0 ? '' : unread > 99 ? '99+' : String(unread));
    if (unread === 0) this.#write.removeAttribute('aria-label');
    else this.#write.setAttribute('aria-label', `${TALK_TEXTS.chat}, ${unreadText(unread)}`);
    this.#watchEscape(isOn);
  }

  /** Escape leaves drawing, wherever the focus is. */
  #watchEscape(on: boolean): void {
    if (on === (this.#drawing !== undefined)) return;
    say(this.#told, on ? TALK_TEXTS.drawing : TALK_TEXTS.drawingOff);
    this.#drawing?.abort();
    this.#drawing = on ? new AbortController() : undefined;
    const { signal } = this.#drawing ?? {};
    if (!signal) return;
    for (const window of this.#place.surface.windows()) {
      window.addEventListener(
        'keydown',
        (event) => {
          if (event.key !== 'Escape' || !event.isTrusted) return;
          event.preventDefault();
          event.stopImmediatePropagation();
          this.#layer.turn(false);
        },
        { capture: true, signal },
      );
    }
  }
}

export const openLeaderTalk = (options: LeaderPlaceOptions): Talk =>
  new Talk(new LeaderPlace(options));

export const openFollowerTalk = (options: FollowerPlaceOptions): Talk =>
  new Talk(new FollowerPlace(options));
