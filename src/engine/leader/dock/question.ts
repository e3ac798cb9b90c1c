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

  constructor(root: ShadowRoot, index: number, name: string, answers: Answers) {
    this.index = index;
    const dialog = this.#dialog;
    const title = create('h2', 'question');
    title.id = 'question';
    title.textContent = `${name} asks for control`;
    const text = document.createElement('p');
    text.textContent =
      'They could then click, type and scroll on this page. You see everything they do and can take control back at any time.';
    const allow = button('Allow', () => answers.allow());
    const refuse = button('Not now', () => answers.deny());
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
