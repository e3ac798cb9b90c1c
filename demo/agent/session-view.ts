import type { WaitingSession } from '../../src/protocol/messages.js';
import type { SurflySessionElement } from '../../src/surfly-session.js';
import { one } from '../shared/dom.js';
import { sessionOf } from './links.js';
import { pageName, visitorName } from './queue-view.js';

interface SessionListener {
  /** @param joined - id of the session that is open now, if any */
  changed(joined: string | undefined): void;
  notice(text: string): void;
}

/** How long the relay waits for a visitor's answer. */
const ANSWER_MS = 30_000;

/** Events after which what is written above the session may be different. */
const telling = ['session_started', 'viewer_joined', 'viewer_left', 'control', 'error'] as const;

/** The session that the agent is in: the tag in follower mode, and the buttons above it. */
export class SessionView {
  /** Who joins: the name is shown to the visitor. */
  agent = { name: 'Agent', widgetKey: '' };

  private readonly tools = one('#tools', HTMLElement);
  private readonly stage = one('#stage', HTMLElement);
  private readonly empty = one('#work-empty', HTMLElement);
  private readonly title = one('#work-title', HTMLElement);
  private readonly page = one('#work-page', HTMLElement);
  private readonly state = one('#work-state', HTMLElement);
  private readonly control = one('#control', HTMLButtonElement);
  private element: SurflySessionElement | undefined;
  private joined: string | undefined;
  private queue: readonly WaitingSession[] = [];
  private asked: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly listener: SessionListener) {
    one('#leave', HTMLButtonElement).addEventListener('click', () => this.close());
    this.control.addEventListener('click', () => {
      if (this.element?.hasControl) this.element.giveControl(0);
      else this.ask();
    });
    const toggle = one('#toggle-side', HTMLButtonElement);
    toggle.addEventListener('click', () => {
      const side = one('#side', HTMLElement);
      side.hidden = !side.hidden;
      toggle.ariaExpanded = String(!side.hidden);
      toggle.textContent = side.hidden ? 'Show list' : 'Hide list';
    });
  }

  /** Leaves the session that is open and opens the one behind a follower link. */
  open(link: string): void {
    this.close();
    const element = document.createElement('surfly-session');
    element.setAttribute('mode', 'follower');
    element.setAttribute('script-src', '/surfly.js');
    element.setAttribute('widget-key', this.agent.widgetKey);
    element.setAttribute('session-link', link);
    element.setAttribute('user-data', JSON.stringify({ name: this.agent.name }));
    // The desk stays, wherever a session says that its followers are to go after the end.
    element.setAttribute('settings', '{"end_redirect_enabled": false}');
    element.setAttribute('autostart', '');
    for (const name of telling) {
      element.addEventListener(name, () => this.tell());
    }
    element.addEventListener('session_ended', () => {
      this.listener.notice(`The session with ${this.title.textContent} has ended.`);
      this.close();
    });
    element.addEventListener('control', () => this.setAsked(false));
    // A script that does not load is no event: the tag says so itself.
    customElements
      .whenDefined('surfly-session')
      .then(() => element.ready)
      .catch(() => this.tell());
    this.element = element;
    this.joined = sessionOf(link);
    this.stage.append(element);
    this.tell();
    this.title.focus({ preventScroll: true });
    // On a narrow screen the session is below the list.
    this.tools.scrollIntoView();
    this.listener.changed(this.joined);
  }

  /** Leaves the session. Removing the tag is all it takes. */
  close(): void {
    if (!this.element) return;
    this.element.remove();
    this.element = undefined;
    clearTimeout(this.asked);
    this.asked = undefined;
    this.joined = undefined;
    this.tell();
    this.listener.changed(undefined);
  }

  queueChanged(sessions: readonly WaitingSession[]): void {
    this.queue = sessions;
    this.tell();
  }

  private ask(): void {
    this.element?.requestControl();
    this.setAsked(true);
  }

  /** A visitor who does not answer has refused after a while. */
  private setAsked(asked: boolean): void {
    clearTimeout(this.asked);
    this.asked = asked ? setTimeout(() => this.setAsked(false), ANSWER_MS) : undefined;
    this.tell();
  }

  private tell(): void {
    const { element } = this;
    this.tools.hidden = !element;
    this.stage.hidden = !element;
    this.empty.hidden = element !== undefined;
    if (!element) return;
    const known = this.queue.find(({ session }) => session === this.joined);
    this.title.textContent = known ? visitorName(known) : 'Session by link';
    this.page.textContent = known ? pageName(known.url) : '';

    this.control.disabled = element.state !== 'started' || this.asked !== undefined;
    this.control.textContent = element.hasControl ? 'Give control back' : 'Ask for control';
    this.state.textContent = this.words(element);
  }

  private words(element: SurflySessionElement): string {
    if (element.state === 'failed') return 'Not in the session';
    if (element.state !== 'started') return 'Joining …';
    if (this.asked) return 'Waiting for the visitor to answer …';
    const people = `${element.viewerCount} ${element.viewerCount === 1 ? 'person' : 'people'} here`;
    if (element.hasControl) return `${people}, you have control`;
    const other = element.viewers.find(({ clientIndex }) => clientIndex === element.controller);
    return `${people}, ${other?.userData?.name ?? 'the visitor'} has control`;
  }
}
