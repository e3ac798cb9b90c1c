import type { WindowHost } from '../session-window.js';
import { dockStyles } from './dock-styles.js';

/** Milliseconds before the answer to a request for control can be clicked: nobody should hit it by chance. */
const QUESTION_DELAY = 500;

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
    const dialog = document.createElement('dialog');
    const title = create('h2', 'question');
    title.id = 'question';
    title.textContent = `${this.#nameOf(index)} asks for control`;
    const text = document.createElement('p');
    text.textContent =
      'They could then click, type and scroll on this page. You see everything they do and can take control back at any time.';
    const deny = () => void this.#host.send({ type: 'control_deny', to: index });
    const allow = button('Allow', () => this.#host.giveControl(index));
    const refuse = button('Not now', deny);
    allow.classList.add('allow');
    const answers = create('div', 'answers');
    answers.append(refuse, allow);
    dialog.setAttribute('aria-labelledby', title.id);
    dialog.append(title, text, answers);
    for (const answer of [allow, refuse]) {
      answer.disabled = true;
      answer.addEventListener('click', () => dialog.close());
    }
    setTimeout(() => {
      allow.disabled = refuse.disabled = false;
      refuse.focus();
    }, QUESTION_DELAY);
    dialog.addEventListener('cancel', deny);
    dialog.addEventListener('close', () => dialog.remove());
    for (const earlier of this.#root.querySelectorAll('dialog')) earlier.close();
    this.#root.append(dialog);
    dialog.showModal();
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
    const name = this.#host.participants.users.get(index)?.['name'];
    return typeof name === 'string' && name.trim() !== ''
      ? name.trim().slice(0, 40)
      : `Viewer ${index}`;
  }
}

function create(name: string, className: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

function button(label: string, click: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  element.addEventListener('click', (event) => {
    // Only the leader's own hand: a page's script or a follower's action cannot press these.
    if (event.isTrusted) click();
  });
  return element;
}
