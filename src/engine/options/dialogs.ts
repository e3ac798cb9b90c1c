import { button, notByChance, part } from '../parts.js';
import type { screenTexts } from '../texts/english.js';
import { layer } from './layer.js';

type Texts = typeof screenTexts;

/**
 * Asks a visitor whether the session may start (`confirm_session_start`).
 *
 * @param signal - takes the question back, which answers it too
 * @returns the answer
 */
export function askToStart(
  texts: Texts,
  language: string,
  body: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((answer) => {
    const { element, root } = layer(language);
    const dialog = part('dialog', 'ask');
    const title = part('h2', 'title', texts.confirmTitle);
    title.id = 'title';
    const text = part('p', 'body', typeof body === 'string' && body ? body : texts.confirmBody);
    text.id = 'body';
    dialog.setAttribute('aria-labelledby', title.id);
    dialog.setAttribute('aria-describedby', text.id);
    let agreed = false;
    const yes = button(
      texts.confirm,
      () => {
        agreed = true;
        dialog.close();
      },
      'main',
    );
    const no = button(texts.decline, () => dialog.close());
    // The click that started it all may be a double one.
    notByChance([yes, no], () => no.focus());
    const answers = part('div', 'answers');
    answers.append(no, yes);
    dialog.append(title, text, answers);
    dialog.addEventListener('close', () => {
      element.remove();
      answer(agreed);
    });
    signal.addEventListener('abort', () => dialog.close());
    root.append(dialog);
    document.body.append(element);
    dialog.showModal();
  });
}

/** Shows a page over the original one after the end (`end_of_session_popup_url`). */
export function showPopup(texts: Texts, language: string, url: string): void {
  const { element, root } = layer(language);
  const dialog = part('dialog', 'wide');
  const title = part('h2', 'title', texts.ended);
  title.id = 'title';
  title.tabIndex = -1;
  dialog.setAttribute('aria-labelledby', title.id);
  const page = part('iframe', 'page');
  page.title = texts.ended;
  page.src = url;
  const answers = part('div', 'answers');
  answers.append(button(texts.close, () => dialog.close(), 'main'));
  dialog.append(title, page, answers);
  dialog.addEventListener('close', () => element.remove());
  root.append(dialog);
  document.body.append(element);
  dialog.showModal();
  title.focus();
}
