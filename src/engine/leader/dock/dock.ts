import { decodeFrame } from '../../../protocol/frames.js';
import type { RelayMessage } from '../../../protocol/messages.js';
import type { WindowHost } from '../../session-window.js';
import { LazyPart } from '../../lazy-part.js';
import type { DrawnPage } from '../../talk/leader-place.js';
import type { LazyTalk, TalkModule } from '../../talk/talk.js';
import { dockTexts } from '../../texts/english.js';
import { count, fill } from '../../texts/fill.js';
import { speakIn } from '../../texts/texts.js';
import type { SentAsset } from '../assets/reading.js';
import { Ledger } from './ledger.js';
import { Panel } from './panel.js';
import { button, part } from '../../parts.js';
import { Question } from './question.js';
import type { Seen } from './seen.js';
import { dockStyles } from './styles.js';
import { takeBack } from '../take-back.js';
import { Wish } from './wish.js';

/** What the dock knows of the leader's window. */
export interface DockSource {
  readonly host: WindowHost;
  readonly node: HTMLIFrameElement;
  /** What the window shows now. */
  seen(): Seen;
  /** The page that is shown now, if it is recorded. */
  page(): DrawnPage | undefined;
  /** Tells the others where the leader's own pointer is. */
  pointer(x: number, y: number): void;
  /** Every frame that goes out from now on. @returns ends that */
  follow(take: (frame: Uint8Array) => void): () => void;
  /** Sends a snapshot. */
  snapshot(): void;
  /** Hands out the images and fonts of these hashes. */
  assets(hashes: readonly string[], take: (asset: SentAsset) => void): void;
}

/** Milliseconds after which it is looked anew how much of the page is masked. */
const LOOK_EVERY = 1000;

/**
 * What the leader always sees of the session, over its window: that the page is shared and with how many, how to invite,
 * who has control and how to take it back, and the end. It lives in a closed shadow root of the outer page, out of reach
 * of the page inside and of every follower.
 */
export class Dock {
  readonly #source: DockSource;
  readonly #looking: ReturnType<typeof setInterval>;
  readonly #host: WindowHost;
  readonly #ledger = new Ledger();
  readonly #texts: typeof dockTexts;
  readonly #language: string;
  readonly #look: HTMLButtonElement;
  readonly #element = document.createElement('div');
  readonly #root: ShadowRoot;
  readonly #bar = part('div', 'bar');
  readonly #status: HTMLElement;
  readonly #invite: HTMLElement;
  readonly #control: HTMLElement;
  readonly #takeBack: HTMLButtonElement;
  readonly #notice: HTMLElement;
  readonly #live: HTMLElement;
  /** Followers who ask for control, in their order. */
  readonly #asking = new Set<number>();
  #question: Question | undefined;
  #wish: Wish | undefined;
  #panel: Panel | undefined;
  #talk: LazyTalk | undefined;
  readonly #byKey = (event: KeyboardEvent) => takeBack(event, this.#host);
  #connected = true;
  /** What is said of a page that cannot be shared. */
  #foreign = '';

  constructor(source: DockSource) {
    const { host, node } = source;
    this.#source = source;
    this.#host = host;
    this.#texts = host.spoken?.dock ?? dockTexts;
    this.#language = host.spoken?.code ?? 'en';
    this.#element.className = 'surfly-dock';
    speakIn(this.#element, this.#language);
    // eslint-disable-next-line wc/no-closed-shadow-root -- consent has to be out of the page's reach
    this.#root = this.#element.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(dockStyles);
    this.#root.adoptedStyleSheets = [sheet];

    this.#status = part('span', 'status');
    this.#invite = this.#inviteRow();
    this.#control = part('span', 'control');
    this.#takeBack = button(this.#texts.takeBack, () => host.giveControl(0));
    this.#takeBack.setAttribute('aria-keyshortcuts', 'Alt+Shift+C');
    this.#takeBack.title = 'Alt+Shift+C';
    this.#notice = part('div', 'notice');
    this.#live = part('div', 'live');
    this.#live.setAttribute('role', 'status');

    const { settings } = host;
    const place = settings['dock_top_position'] === true ? 'top' : settings['dock_position'];
    if (/^(top|right|bottom)$/.test(String(place)))
      this.#element.classList.add(`surfly-dock-${place}`);
    const bar = this.#bar;
    bar.tabIndex = -1;
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', this.#texts.label);
    this.#look = button(this.#texts.look, () => this.#lookAgain());
    this.#look.classList.add('extra');
    this.#look.setAttribute('aria-expanded', 'false');
    const end = button(this.#texts.end, () => host.end());
    end.classList.add('end');
    bar.append(this.#status, this.#invite, this.#control, this.#takeBack, this.#look, end);
    if (settings['start_docked'] === true) this.#startSmall(bar);
    this.#root.append(this.#notice, bar, this.#live);
    // Beside the window, so that what covers the window covers no more than it.
    node.after(this.#element);
    window.addEventListener('keydown', this.#byKey, true);
    this.#looking = setInterval(() => this.#note(), LOOK_EVERY);
    this.update();
  }

  update(): void {
    const { participants } = this.#host;
    const viewers = participants.count - 1;
    const { controller } = participants;
    this.#ledger.people(participants, (index) => this.#nameOf(index));
    if (controller === 0) this.#wish?.close();
    for (const index of this.#asking) {
      if (index === controller || !participants.users.has(index)) this.#asking.delete(index);
    }
    if (this.#question && !this.#asking.has(this.#question.index)) this.#question.withdraw();
    const state = this.#connected
      ? viewers === 0
        ? this.#texts.waiting
        : count(this.#texts.shared, this.#language, viewers)
      : this.#texts.lost;
    const control =
      controller === 0 ? '' : fill(this.#texts.control, { name: this.#nameOf(controller) });
    this.#status.textContent = state;
    this.#status.classList.toggle('lost', !this.#connected || this.#foreign !== '');
    this.#keepFocus(() => {
      this.#invite.hidden = viewers > 0;
      this.#control.hidden = this.#takeBack.hidden = controller === 0;
    });
    this.#control.textContent = control;
    const said = [state, control, this.#foreign].filter(Boolean).join('. ');
    if (this.#live.textContent !== said) this.#live.textContent = said;
    this.#panel?.reach(this.#connected, this.#foreign === '');
    this.#withTalk(viewers);
  }

  /** What somebody draws or writes, and how. */
  message(message: RelayMessage): void {
    switch (message.type) {
      case 'control_request':
        this.#asking.add(message.from);
        this.#ask();
        break;
      case 'control':
      case 'presence':
        this.update();
        break;
      case 'talk':
      case 'wiped':
      case 'chat':
      case 'chat_refused':
        this.#talk?.tell((talk) => talk.message(message));
        break;
      default:
    }
  }

  ink(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (typeof frame !== 'string') this.#talk?.tell((talk) => talk.ink(frame));
  }

  connected(connected: boolean): void {
    this.#connected = connected;
    this.update();
  }

  /** The follower in control tried what only the leader's own hand can do. */
  wish(again: (() => void) | undefined): void {
    const { controller } = this.#host.participants;
    if (controller === 0) return;
    this.#wish?.close();
    const wish = new Wish(this.#texts, this.#nameOf(controller), again, (focused) => {
      if (this.#wish === wish) this.#wish = undefined;
      if (focused) this.#bar.focus();
    });
    this.#wish = wish;
    this.#root.insertBefore(wish.node, this.#bar);
  }

  /** The window shows a page that cannot be shared. */
  foreign(back: () => void): void {
    this.#ledger.page(undefined, this.#source.seen());
    this.#foreign = this.#texts.foreign;
    this.#notice.replaceChildren(part('p', '', this.#foreign), button(this.#texts.back, back));
    this.update();
  }

  /** The window shows a page that can be shared, at this address. */
  shared(address: string): void {
    this.#ledger.page(address, this.#source.seen());
    this.#foreign = '';
    this.#keepFocus(() => this.#notice.replaceChildren());
    this.update();
  }

  /** The page that is shown goes. */
  leaves(seen: Seen): void {
    this.#wish?.close();
    this.#ledger.look(seen);
    this.#talk?.tell((talk) => talk.left());
  }

  remove(): void {
    clearInterval(this.#looking);
    window.removeEventListener('keydown', this.#byKey, true);
    this.#wish?.close();
    this.#panel?.close();
    this.#talk?.remove();
    this.#element.remove();
  }

  /** Asks the leader whether a follower may have control: the others who want it, after that. */
  #ask(): void {
    const [index] = this.#asking;
    if (index === undefined || this.#question) return;
    this.#question = new Question(this.#root, this.#texts, index, this.#nameOf(index), {
      allow: () => this.#host.giveControl(index),
      deny: () => void this.#host.send({ type: 'control_deny', to: index }),
      gone: () => {
        this.#asking.delete(index);
        this.#question = undefined;
        this.#ask();
      },
    });
  }

  /** Who is alone has nobody to draw or to write for. */
  #withTalk(viewers: number): void {
    if (viewers > 0) this.#talk ??= this.#openTalk();
    const { participants } = this.#host;
    const people = {
      connected: this.#connected,
      own: participants.own,
      others: participants.others(),
    };
    this.#talk?.tell((talk) => talk.update(people));
  }

  #openTalk(): LazyTalk {
    const { page, pointer, node } = this.#source;
    const root = this.#root;
    const host = this.#host;
    return new LazyPart(
      (isWanted) => host.load<TalkModule>('talk', isWanted),
      ({ openLeaderTalk }) =>
        openLeaderTalk({
          host,
          node,
          root,
          page,
          pointer,
          show: (tools, chat) => {
            this.#look.before(tools);
            root.insertBefore(chat, this.#bar);
          },
          opening: () => this.#panel?.close(),
        }),
    );
  }

  /** Opens the panel, or closes it. */
  #lookAgain(): void {
    if (this.#panel) {
      this.#panel.close();
      return;
    }
    this.#talk?.tell((talk) => talk.hideChat());
    const language = { texts: this.#texts, code: this.#language };
    this.#panel = new Panel(this.#source, language, this.#ledger, () => {
      this.#panel = undefined;
      this.#look.setAttribute('aria-expanded', 'false');
      this.#look.focus();
    });
    this.#look.setAttribute('aria-expanded', 'true');
    this.#root.insertBefore(this.#panel.node, this.#bar);
    this.#panel.reach(this.#connected, this.#foreign === '');
    this.#note();
    this.#panel.show();
  }

  /** What is masked may be gone before its page is. */
  #note(): void {
    this.#ledger.look(this.#source.seen());
    this.#panel?.update();
  }

  /** The bar has the focus of a button that goes: whoever pressed it is not left nowhere. */
  #keepFocus(change: () => void): void {
    const { activeElement } = this.#root;
    change();
    if (activeElement?.getClientRects().length === 0) this.#bar.focus();
  }

  /** What the dock can do is behind a button; who has control, how to take it back, and the end are not. */
  #startSmall(bar: HTMLElement): void {
    const more = button(this.#texts.more, () => {
      const isSmall = bar.classList.toggle('small');
      more.setAttribute('aria-expanded', String(!isSmall));
    });
    bar.classList.add('small');
    more.setAttribute('aria-expanded', 'false');
    bar.append(more);
  }

  #inviteRow(): HTMLElement {
    const row = part('span', 'invite extra');
    const { pin, followerLink, settings } = this.#host;
    // A private session is joined by agents, who have no use for the link.
    const isForAll = settings['sharing_button'] !== false && settings['private_session'] !== true;
    if (pin) row.append(fill(this.#texts.pin, { pin }));
    if (followerLink && isForAll) {
      const copy = button(this.#texts.copy, () => {
        void navigator.clipboard.writeText(followerLink).then(
          () => (copy.textContent = this.#texts.copied),
          () => prompt(this.#texts.copyThis, followerLink),
        );
      });
      row.append(copy);
    }
    return row;
  }

  #nameOf(index: number): string {
    return index === 0 ? this.#texts.you : this.#host.participants.nameOf(index);
  }
}

export const openDock = (source: DockSource): Dock => new Dock(source);
