import type { dockTexts } from '../../texts/english.js';
import { fill } from '../../texts/fill.js';
import { button, create } from './parts.js';

/** Milliseconds before the answer to a question can be clicked: nobody should hit it by chance. */
const DELAY = 500;

export interface Answers {
  allow(): void;
  deny(): void;
}

/** Asks the leader whether a follower may have control. */
export class Question {
  /** The follower who asks. */
  readonly index: number;
  readonly #dialog = document.createElement('dialog');

  constructor(
    root: ShadowRoot,
    texts: typeof dockTexts,
    index: number,
    name: string,
    answers: Answers,
  ) {
    this.index = index;
    const dialog = this.#dialog;
    const title = create('h2', 'question');
    title.id = 'question';
    title.textContent = fill(texts.asks, { name });
    const text = document.createElement('p');
    text.textContent = texts.asksHelp;
    const allow = button(texts.allow, () => answers.allow());
    const refuse = button(texts.refuse, () => answers.deny());
    allow.classList.add('allow');
    const row = create('div', 'answers');
    row.append(refuse, allow);
    dialog.setAttribute('aria-labelledby', title.id);
    dialog.append(title, text, row);
    for (const answer of [allow, refuse]) {
      answer.disabled = true;
      answer.addEventListener('click', () => dialog.close());
    }
    setTimeout(() => {
      allow.disabled = refuse.disabled = false;
      refuse.focus();
    }, DELAY);
    dialog.addEventListener('cancel', () => answers.deny());
    dialog.addEventListener('close', () => dialog.remove());
    root.append(dialog);
    dialog.showModal();
  }

  /** It has become pointless: somebody else has answered it, or nobody waits for the answer. */
  withdraw(): void {
    this.#dialog.close();
  }
}
