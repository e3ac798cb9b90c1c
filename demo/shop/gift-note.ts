import { createElement as h, useEffect, useState } from 'react';
import type { ChangeEvent } from 'react';
import { createRoot } from 'react-dom/client';

interface Gift {
  wanted: boolean;
  to: string;
  text: string;
}

const KEY = 'leeward.gift';
const MAX_TEXT = 140;
const nothing: Gift = { wanted: false, to: '', text: '' };

function load(): Gift {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Gift> | null;
    return {
      wanted: stored?.wanted === true,
      to: String(stored?.to ?? '').slice(0, 40),
      text: String(stored?.text ?? '').slice(0, MAX_TEXT),
    };
  } catch {
    return nothing;
  }
}

/** Every field is controlled: React decides what it holds, and the tag beside it shows the same state. */
function GiftNote() {
  const [gift, setGift] = useState(load);
  const { wanted, to, text } = gift;
  useEffect(() => localStorage.setItem(KEY, JSON.stringify(gift)), [gift]);
  const left = MAX_TEXT - text.length;

  const checkbox = h(
    'label',
    { className: 'gift-switch' },
    h('input', {
      type: 'checkbox',
      name: 'gift',
      checked: wanted,
      onChange: (event: ChangeEvent<HTMLInputElement>) =>
        setGift({ ...gift, wanted: event.target.checked }),
    }),
    ' Tie a note to the line',
  );
  if (!wanted) return checkbox;

  const fields = h(
    'div',
    { className: 'gift-fields' },
    h('label', { htmlFor: 'gift-to' }, 'For'),
    h('input', {
      id: 'gift-to',
      className: 'field',
      maxLength: 40,
      autoComplete: 'off',
      value: to,
      onChange: (event: ChangeEvent<HTMLInputElement>) =>
        setGift({ ...gift, to: event.target.value }),
    }),
    h('label', { htmlFor: 'gift-text' }, 'Your words'),
    h('textarea', {
      id: 'gift-text',
      className: 'field',
      rows: 3,
      value: text,
      'aria-describedby': 'gift-left',
      onChange: (event: ChangeEvent<HTMLTextAreaElement>) =>
        setGift({ ...gift, text: event.target.value.slice(0, MAX_TEXT) }),
    }),
    h('p', { id: 'gift-left', className: 'soft hint' }, `${left} of ${MAX_TEXT} letters left`),
  );
  const tag = h(
    'div',
    { className: 'gift-tag', 'aria-hidden': true },
    h('p', { className: 'gift-tag-to' }, to ? `For ${to}` : 'For …'),
    h('p', { className: 'gift-tag-text' }, text || 'Hold on tight.'),
  );
  return h('div', null, checkbox, h('div', { className: 'gift-open' }, fields, tag));
}

/** Shows the gift note, a part of the page that is made with React. */
export function mountGiftNote(container: HTMLElement): void {
  createRoot(container).render(h(GiftNote));
}
