// In the frame that is recorded: a table of rows as the benchmarks of frameworks have it, without a framework.

export type Operation =
  'create1k' | 'append1k' | 'update' | 'swap' | 'select' | 'clear' | 'create10k';

const ADJECTIVES =
  'pretty large big small tall short long handsome plain quaint clean elegant easy angry crazy'.split(
    ' ',
  );
const COLOURS = 'red yellow blue green pink brown purple brown white black orange'.split(' ');
const NOUNS =
  'table chair house bbq desk car pony cookie sandwich burger pizza mouse keyboard'.split(' ');

const body = document.querySelector('tbody')!;
const template = document.createElement('tr');
template.innerHTML =
  '<td class="col-md-1"></td><td class="col-md-4"><a class="lbl"></a></td>' +
  '<td class="col-md-1"><a class="remove"><span class="glyphicon glyphicon-remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td>';
let next = 1;
let turn = 0;

const pick = (from: string[]) => from[(next * 7 + from.length) % from.length]!;

function append(count: number): void {
  for (let i = 0; i < count; i += 1) {
    const row = template.cloneNode(true) as HTMLElement;
    row.firstElementChild!.textContent = String(next);
    row.querySelector('.lbl')!.textContent = `${pick(ADJECTIVES)} ${pick(COLOURS)} ${pick(NOUNS)}`;
    body.append(row);
    next += 1;
  }
}

const operations: Record<Operation, () => void> = {
  create1k() {
    body.textContent = '';
    append(1_000);
  },
  create10k() {
    body.textContent = '';
    append(10_000);
  },
  append1k: () => append(1_000),
  update() {
    const labels = body.querySelectorAll('.lbl');
    for (let i = 0; i < labels.length; i += 10) labels[i]!.firstChild!.nodeValue += ' !';
  },
  swap() {
    const { children } = body;
    const [a, b] = [children[1]!, children[998]!];
    const after = b.nextSibling;
    body.insertBefore(b, a);
    body.insertBefore(a, after);
  },
  select() {
    turn += 1;
    body.querySelector('.danger')?.removeAttribute('class');
    body.children[(turn * 31) % 1000]!.className = 'danger';
  },
  clear() {
    body.textContent = '';
  },
};
Object.assign(window, { operations });
