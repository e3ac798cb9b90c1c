/** A page made with React: controlled fields, each of which shows what React knows of it. */
import { createElement as h, useState, type ChangeEvent, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function Known({ id, value }: { id: string; value: ReactNode }) {
  return h('output', { id: `${id}-known` }, String(value));
}

function useField(initial: string, change = (value: string) => value) {
  const [value, set] = useState(initial);
  return { value, onChange: (event: ChangeEvent<Field>) => set(change(event.target.value)) };
}

function Page() {
  const name = useField('');
  const upper = useField('', (value) => value.toUpperCase());
  const area = useField('');
  const size = useField('s');
  const date = useField('');
  const range = useField('0');
  const [gift, setGift] = useState(false);
  const [colour, setColour] = useState('red');
  const [clicks, setClicks] = useState(0);
  const [inside, setInside] = useState(false);
  const [keys, setKeys] = useState('');
  const [blurred, setBlurred] = useState(0);
  const [sent, setSent] = useState('');
  const radio = (value: string) =>
    h('input', {
      ...{ type: 'radio', name: 'colour', id: value, checked: colour === value },
      onChange: () => setColour(value),
    });
  return h(
    'form',
    {
      onSubmit(event: { preventDefault(): void }) {
        event.preventDefault();
        setSent(name.value);
      },
    },
    h('input', { id: 'name', ...name, onBlur: () => setBlurred((count) => count + 1) }),
    h(Known, { id: 'name', value: name.value }),
    h(Known, { id: 'blurred', value: blurred }),
    h('input', { id: 'upper', ...upper }),
    h(Known, { id: 'upper', value: upper.value }),
    h('textarea', { id: 'area', ...area }),
    h(Known, { id: 'area', value: area.value }),
    h('input', {
      ...{ type: 'checkbox', id: 'gift', checked: gift },
      onChange: (event: ChangeEvent<HTMLInputElement>) => setGift(event.target.checked),
    }),
    h(Known, { id: 'gift', value: gift }),
    radio('red'),
    radio('blue'),
    h(Known, { id: 'colour', value: colour }),
    h(
      'select',
      { id: 'size', ...size },
      ...['s', 'm', 'l'].map((value) => h('option', { key: value }, value)),
    ),
    h(Known, { id: 'size', value: size.value }),
    h('input', { type: 'date', id: 'date', ...date }),
    h(Known, { id: 'date', value: date.value }),
    h('input', { type: 'range', id: 'range', ...range }),
    h(Known, { id: 'range', value: range.value }),
    h('input', {
      id: 'keys',
      onKeyDown: ({ key }: { key: string }) => setKeys((all) => all + key),
    }),
    h(Known, { id: 'keys', value: keys }),
    h(
      'button',
      {
        ...{ type: 'button', id: 'count', onClick: () => setClicks((count) => count + 1) },
        ...{ onMouseEnter: () => setInside(true), onMouseLeave: () => setInside(false) },
      },
      'count',
    ),
    h(Known, { id: 'count', value: clicks }),
    h(Known, { id: 'inside', value: inside }),
    h('button', { id: 'send' }, 'send'),
    h(Known, { id: 'sent', value: sent }),
  );
}

const place = document.body.appendChild(document.createElement('div'));
flushSync(() => createRoot(place).render(h(Page)));
