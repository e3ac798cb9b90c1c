import type { dockTexts } from '../../texts/english.js';
import { fill } from '../../texts/fill.js';
import { button, notByChance, part } from '../../parts.js';

export interface Answers {
  allow(): void;
  deny(): void;
  /** It is not shown any more. */
  gone(): void;
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
    const title = part('h2', 'question', fill(texts.asks, { name }));
    title.id = 'question';
    const text = part('p', '', texts.asksHelp);
    const allow = button(texts.allow, () => answers.allow());
    const refuse = button(texts.refuse, () => answers.deny());
    allow.classList.add('allow');
    const row = part('div', 'answers');
    row.append(refuse, allow);
    text.id = 'question-help';
    dialog.setAttribute('aria-labelledby', title.id);
    dialog.setAttribute('aria-describedby', text.id);
    dialog.append(title, text, row);
    for (const answer of [allow, refuse]) answer.addEventListener('click', () => dialog.close());
    notByChance([allow, refuse], () => refuse.focus());
    dialog.addEventListener('cancel', () => answers.deny());
    dialog.addEventListener('close', () => {
      dialog.remove();
      answers.gone();
    });
    root.append(dialog);
    dialog.showModal();
  }

  /** It has become pointless: somebody else has answered it, or nobody waits for the answer. */
  withdraw(): void {
    this.#dialog.close();
  }
}
