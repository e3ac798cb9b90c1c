import type { WindowHost } from '../session-window.js';
import { button, create } from './dock-parts.js';
import { dockStyles } from './dock-styles.js';
import { Question } from './question.js';

/**
 * What the leader always sees of the session, over its window: that the page is shared and with how many, how to invite,
 * who has control and how to take it back, and the end. It lives in a closed shadow root of the outer page, out of reach
 * of the page inside and of every follower.
 */
export class Dock {
  readonly #host: WindowHost;
  readonly #element = document.createElement('div');
  readonly #root: ShadowRoot;
  readonly #status: HTMLElement;
  readonly #invite: HTMLElement;
  readonly #control: HTMLElement;
  readonly #takeBack: HTMLButtonElement;
  readonly #notice: HTMLElement;
  readonly #live: HTMLElement;
  #question: Question | undefined;
  #connected = true;

  constructor(host: WindowHost, node: HTMLIFrameElement) {
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
    this.#notice = create('div', 'notice');
    this.#live = create('div', 'live');
    this.#live.setAttribute('role', 'status');

    const bar = create('div', 'bar');
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', 'Shared session');
    const end = button('End session', () => host.end());
    end.classList.add('end');
    bar.append(this.#status, this.#invite, this.#control, this.#takeBack, end);
    this.#root.append(this.#notice, bar, this.#live);
    // Beside the window, so that what covers the window covers no more than it.
    node.after(this.#element);
    this.update();
  }

  update(): void {
    const { participants } = this.#host;
    const viewers = participants.count - 1;
    const { controller } = participants;
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

  /** The window shows a page that cannot be shared. */
  foreign(back: () => void): void {
    const text = document.createElement('p');
    text.textContent =
      'This page cannot be shared: it belongs to another site or does not allow to be shown here. The others see a notice instead.';
    this.#notice.replaceChildren(text, button('Back to the shared page', back));
  }

  /** The window shows a page that can be shared. */
  shared(): void {
    this.#notice.replaceChildren();
  }

  remove(): void {
    this.#element.remove();
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
    return this.#host.participants.nameOf(index);
  }
}
