import { optionText, type ActionOf } from '../../../protocol/input.js';
import { openPanel, type Panel, type PanelOptions } from './panel.js';
import { TEXTS } from './texts.js';

/** More options than this are not shown: the page that is shown may be hostile. */
const MAX_OPTIONS = 10_000;
/** Milliseconds for which letters typed one after the other make one word to look for. */
const WORD_TIME = 700;

/** Whether a press opens a menu of the browser's, which cannot be seen in the replica. */
export function opensMenu(element: Element): element is HTMLSelectElement {
  const select = element as HTMLSelectElement;
  return element.localName === 'select' && !select.multiple && select.size <= 1;
}

/** The options of a select box of the replica, to choose from in the viewer's own window. */
export function openOptionList(
  select: HTMLSelectElement,
  options: PanelOptions & { choose(chosen: ActionOf<'select'>['chosen']): void },
): Panel {
  const list = document.createElement('div');
  list.className = 'surfly-options';
  list.tabIndex = 0;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', select.labels[0]?.textContent?.trim() || TEXTS.options);
  const items = fill(list, select);
  let active = items.find((item) => item.getAttribute('aria-selected') === 'true') ?? items[0];
  let word = '';
  let typedAt = 0;

  const activate = (item: HTMLElement | undefined) => {
    if (!item) return;
    active?.classList.remove('surfly-active');
    active = item;
    item.classList.add('surfly-active');
    list.setAttribute('aria-activedescendant', item.id);
    item.scrollIntoView({ block: 'nearest' });
  };
  const choose = (item: HTMLElement | undefined) => {
    if (!item || item.getAttribute('aria-disabled') === 'true') return;
    const index = Number(item.dataset['index']);
    panel.close();
    options.choose([{ index, text: optionText(select.options[index]?.text ?? '') }]);
  };
  const lookFor = (letter: string) => {
    const now = performance.now();
    word = now - typedAt < WORD_TIME ? word + letter : letter;
    typedAt = now;
    const at = active ? items.indexOf(active) : -1;
    // One letter again goes on to the next option with it.
    const from = word.length === 1 ? at + 1 : at;
    const next = [...items.slice(from), ...items.slice(0, from)];
    const wanted = word.toLocaleLowerCase();
    activate(next.find((item) => item.textContent?.toLocaleLowerCase().startsWith(wanted)));
  };
  const byKey = (key: string): boolean => {
    const at = active ? items.indexOf(active) : -1;
    if (key === 'ArrowDown') activate(items[at + 1]);
    else if (key === 'ArrowUp') activate(items[at - 1]);
    else if (key === 'Home') activate(items[0]);
    else if (key === 'End') activate(items.at(-1));
    else if (key === 'Enter' || (key === ' ' && word === '')) choose(active);
    else if (key === 'Tab') panel.close();
    else if ([...key].length === 1) lookFor(key);
    else return false;
    return true;
  };

  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (byKey(event.key)) event.preventDefault();
  });
  const itemAt = ({ target }: Event) =>
    (target as Element).closest<HTMLElement>('.surfly-option') ?? undefined;
  list.addEventListener('pointermove', (event) => activate(itemAt(event)));
  list.addEventListener('click', (event) => choose(itemAt(event)));

  const panel = openPanel(list, options);
  list.focus({ preventScroll: true });
  activate(active);
  return panel;
}

let made = 0;

function fill(list: HTMLElement, select: HTMLSelectElement): HTMLElement[] {
  const items: HTMLElement[] = [];
  let group: Element | null = null;
  let into = list;
  for (const option of [...select.options].slice(0, MAX_OPTIONS)) {
    const parent = option.parentElement?.closest('optgroup') ?? null;
    if (parent !== group) {
      group = parent;
      into = parent ? list.appendChild(groupOf(parent)) : list;
    }
    const item = document.createElement('div');
    made += 1;
    item.id = `surfly-option-${made}`;
    item.className = 'surfly-option';
    item.dataset['index'] = String(option.index);
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', String(option.selected));
    if (option.disabled || parent?.disabled) item.setAttribute('aria-disabled', 'true');
    item.textContent = option.label;
    into.append(item);
    items.push(item);
  }
  return items;
}

function groupOf({ label }: HTMLOptGroupElement): HTMLElement {
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', label);
  const title = document.createElement('div');
  title.className = 'surfly-group';
  title.setAttribute('aria-hidden', 'true');
  title.textContent = label;
  group.append(title);
  return group;
}
