/** The app of the catalogue made with React: every field is controlled. */
import { createElement as h, useState, type ChangeEvent } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { start } from './harness.js';

type Change = ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>;

function App() {
  const [count, setCount] = useState(0);
  const [inside, setInside] = useState(false);
  const [name, setName] = useState('');
  const [upper, setUpper] = useState('');
  const [area, setArea] = useState('');
  const [gift, setGift] = useState(false);
  const [colour, setColour] = useState('');
  const [size, setSize] = useState('s');
  const [range, setRange] = useState('50');
  const [sent, setSent] = useState('');
  const radio = (value: string) =>
    h('input', {
      ...{ type: 'radio', name: 'colour', id: value, checked: colour === value },
      onChange: () => setColour(value),
    });
  return h(
    'form',
    {
      id: 'form',
      onSubmit(event: { preventDefault(): void }) {
        event.preventDefault();
        setSent(name);
      },
    },
    h(
      'button',
      {
        ...{ type: 'button', id: 'count', onClick: () => setCount((now) => now + 1) },
        ...{ onMouseEnter: () => setInside(true), onMouseLeave: () => setInside(false) },
      },
      'count',
    ),
    h(
      'p',
      null,
      h('input', {
        id: 'name',
        value: name,
        onChange: (event: Change) => setName(event.target.value),
      }),
    ),
    h(
      'p',
      null,
      h('input', {
        id: 'upper',
        value: upper,
        onChange: (event: Change) => setUpper(event.target.value.toUpperCase()),
      }),
    ),
    h(
      'p',
      null,
      h('textarea', {
        id: 'area',
        value: area,
        onChange: (event: Change) => setArea(event.target.value),
      }),
    ),
    h('input', {
      ...{ type: 'checkbox', id: 'gift', checked: gift },
      onChange: (event: ChangeEvent<HTMLInputElement>) => setGift(event.target.checked),
    }),
    radio('red'),
    radio('blue'),
    h(
      'select',
      { id: 'size', value: size, onChange: (event: Change) => setSize(event.target.value) },
      ...['s', 'm', 'l'].map((value) => h('option', { key: value }, value)),
    ),
    h(
      'p',
      null,
      h('input', {
        type: 'range',
        id: 'range',
        value: range,
        onChange: (event: Change) => setRange(event.target.value),
      }),
    ),
    h(
      'output',
      { id: 'known' },
      [count, inside, name, upper, area, gift, colour, size, range, sent].join('|'),
    ),
    h('button', { id: 'send' }, 'send'),
  );
}

let root: Root | undefined;

start({
  mount(stage) {
    root = createRoot(stage);
    flushSync(() => root!.render(h(App)));
  },
  unmount() {
    flushSync(() => root?.unmount());
    root = undefined;
  },
});
