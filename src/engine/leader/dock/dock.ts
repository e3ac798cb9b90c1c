import type { WindowHost } from '../../session-window.js';
import { Ledger, type Counts } from './ledger.js';
import { Panel } from './panel.js';
import { button, create } from './parts.js';
import { Question } from './question.js';
import { dockStyles } from './styles.js';
import { takeBack } from '../take-back.js';
import { Wish } from './wish.js';

/** What the dock knows of the leader's window. */
export interface DockSource {
  readonly host: WindowHost;
  readonly node: HTMLIFrameElement;
  /** What the page is called, as the others read it. */
  title(): string;
  /** How much of the page is masked now. */
  masked(): Counts;
  /** Every frame that goes out from now on. @returns ends that */
  follow(take: (frame: Uint8Array) => void): () => void;
  /** Sends a snapshot. */
  snapshot(): void;
  /** Frames with the images and fonts of these hashes. */
  assets(hashes: readonly string[]): Uint8Array[];
}

/**
 * What the leader always sees of the session, over its window: that the page is shared and with how many, how to invite,
 * who has control and how to take it back, and the end. It lives in a closed shadow root of the outer page, out of reach
 * of the page inside and of every follower.
 */
export class Dock {
  readonly #source: DockSource;
  readonly #host: WindowHost;
  readonly #ledger = new Ledger();
  readonly #look: HTMLButtonElement;
  readonly #element = document.createElement('div');
  readonly #root: ShadowRoot;
  readonly #status: HTMLElement;
  readonly #invite: HTMLElement;
  readonly #control: HTMLElement;
  readonly #takeBack: HTMLButtonElement;
  readonly #notice: HTMLElement;
  readonly #live: HTMLElement;
  #question: Question | undefined;
  #wish: Wish | undefined;
  #panel: Panel | undefined;
  readonly #byKey = (event: KeyboardEvent) => takeBack(event, this.#host);
  #connected = true;

  constructor(source: DockSource) {
    const { host, node } = source;
    this.#source = source;
    this.#host = host;
    this.#element.className = 'surfly-dock';
    // eslint-disable-next-line wc/no-closed-shadow-root -- consent has to be out of the page's reach
    this.#root = this.#element.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(dockStyles);
    this.#root.adoptedStyleSheets = [sheet];

    this.#status = create('span', 'status');
    this.#invite = this.#inviteRow();
    this.#control = create('span', 'control');
    this.#takeBack = button('Take back control', () => host.giveControl(0));
    this.#takeBack.setAttribute('aria-keyshortcuts', 'Alt+Shift+C');
    this.#takeBack.title = 'Alt+Shift+C';
    this.#notice = create('div', 'notice');
    this.#live = create('div', 'live');
    this.#live.setAttribute('role', 'status');

    const bar = create('div', 'bar');
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', 'Shared session');
    this.#look = button('What the others see', () => this.#lookAgain());
    this.#look.setAttribute('aria-expanded', 'false');
    const end = button('End session', () => host.end());
    end.classList.add('end');
    bar.append(this.#status, this.#invite, this.#control, this.#takeBack, this.#look, end);
    this.#root.append(this.#notice, bar, this.#live);
    // Beside the window, so that what covers the window covers no more than it.
    node.after(this.#element);
    window.addEventListener('keydown', this.#byKey, true);
    this.update();
  }

  update(): void {
    const { participants } = this.#host;
    const viewers = participants.count - 1;
    const { controller } = participants;
    this.#ledger.people(participants, (index) => this.#nameOf(index));
    if (controller === 0) this.#wish?.close();
    const asking = this.#question?.index;
    if (asking !== undefined && (asking === controller || !participants.users.has(asking))) {
      this.#question?.withdraw();
      this.#question = undefined;
    }
    const state = this.#connected
      ? viewers === 0
        ? 'Shared. Waiting for someone to join'
        : `Shared with ${viewers === 1 ? 'one person' : `${viewers} people`}`
      : 'Connection lost. Reconnecting…';
    const control = controller === 0 ? '' : `${this.#nameOf(controller)} is in control`;
    this.#status.textContent = state;
    this.#status.classList.toggle('lost', !this.#connected);
    this.#invite.hidden = viewers > 0;
    this.#control.textContent = control;
    this.#control.hidden = this.#takeBack.hidden = controller === 0;
    const said = [state, control].filter(Boolean).join('. ');
    if (this.#live.textContent !== said) this.#live.textContent = said;
  }

  connected(connected: boolean): void {
    this.#connected = connected;
    this.update();
  }

  /** Asks the leader whether a follower may have control. */
  ask(index: number): void {
    this.#question?.withdraw();
    this.#question = new Question(this.#root, index, this.#nameOf(index), {
      allow: () => this.#host.giveControl(index),
      deny: () => void this.#host.send({ type: 'control_deny', to: index }),
    });
  }

  /** The follower in control tried what only the leader's own hand can do. */
  wish(again: (() => void) | undefined): void {
    const { controller } = this.#host.participants;
    if (controller === 0) return;
    this.#wish?.close();
    const wish = new Wish(this.#nameOf(controller), again, () => {
      if (this.#wish === wish) this.#wish = undefined;
    });
    this.#wish = wish;
    this.#root.insertBefore(wish.node, this.#root.querySelector('.bar'));
  }

  /** The window shows a page that cannot be shared. */
  foreign(back: () => void): void {
    this.#ledger.page(undefined, '');
    const text = document.createElement('p');
    text.textContent =
      'This page cannot be shared: it belongs to another site or does not allow to be shown here. The others see a notice instead.';
    this.#notice.replaceChildren(text, button('Back to the shared page', back));
  }

  /** The window shows a page that can be shared, at this address. */
  shared(address: string): void {
    this.#ledger.page(address, this.#source.title());
    this.#notice.replaceChildren();
  }

  /** The page that is shown goes; so much of it was masked. */
  leaves(title: string, counts: Counts): void {
    this.#wish?.close();
    this.#ledger.seen(title, counts);
  }

  remove(): void {
    window.removeEventListener('keydown', this.#byKey, true);
    this.#wish?.close();
    this.#panel?.close();
    this.#element.remove();
  }

  /** Opens the panel, or closes it. */
  #lookAgain(): void {
    if (this.#panel) {
      this.#panel.close();
      return;
    }
    this.#panel = new Panel(this.#source, this.#ledger, () => {
      this.#panel = undefined;
      this.#look.setAttribute('aria-expanded', 'false');
      this.#look.focus();
    });
    this.#look.setAttribute('aria-expanded', 'true');
    this.#root.insertBefore(this.#panel.node, this.#root.querySelector('.bar'));
    this.#panel.show();
  }

  #inviteRow(): HTMLElement {
    const row = create('span', 'invite');
    const { pin, followerLink } = this.#host;
    if (pin) row.append(`PIN ${pin}`);
    if (followerLink && this.#host.settings['sharing_button'] !== false) {
      const copy = button('Copy link', () => {
        void navigator.clipboard.writeText(followerLink).then(
          () => (copy.textContent = 'Copied'),
          () => prompt('Copy this link:', followerLink),
        );
      });
      row.append(copy);
    }
    return row;
  }

  #nameOf(index: number): string {
    return index === 0 ? 'You' : this.#host.participants.nameOf(index);
  }
}

export const openDock = (source: DockSource): Dock => new Dock(source);
