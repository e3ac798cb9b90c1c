import { startDepartures } from './departures.js';
import { el, one, stamp } from '../shared/dom.js';
import { money, plural } from './format.js';
import type { Category, Product } from './products.js';
import { categories, pictureOf, searchProducts } from './products.js';
import { startSite } from './site.js';
import { beaufort, windScale } from './wind-scale.js';

const PAGE = 6;
const SHOP = 'Leeward: kites for the wind you have';

/** What the catalogue shows. It lives in the address, so that each state can be linked to and gone back to. */
interface View {
  query: string;
  category: Category | null;
  /** Beaufort; 0 is any wind. */
  wind: number;
}

const grid = one('#grid', HTMLElement);
const cardTemplate = one('#card', HTMLTemplateElement);
const more = one('#more', HTMLElement);
const status = one('#shelf-status', HTMLElement);
const wind = one('#wind', HTMLInputElement);
const windWords = one('#wind-words', HTMLOutputElement);
const anyWind = one('#wind-any', HTMLButtonElement);
const search = one('.search', HTMLFormElement);

const signs = [
  'smoke leans, leaves do not move.',
  'leaves rustle, you feel it on your face.',
  'leaves and thin twigs keep moving.',
  'dust and paper fly, branches move.',
  'small trees sway.',
  'large branches move, umbrellas give up.',
];

let limit = PAGE;

function readView(): View {
  const parameters = new URLSearchParams(location.search);
  const category = parameters.get('category') ?? '';
  const force = Number(parameters.get('wind'));
  return {
    query: (parameters.get('q') ?? '').slice(0, 80),
    category: Object.hasOwn(categories, category) ? (category as Category) : null,
    wind: Number.isInteger(force) && force > 0 && force < beaufort.length ? force : 0,
  };
}

function addressOf(view: View): string {
  const parameters = new URLSearchParams();
  if (view.query) parameters.set('q', view.query);
  if (view.category) parameters.set('category', view.category);
  if (view.wind) parameters.set('wind', String(view.wind));
  const text = parameters.toString();
  return text ? `/demo/shop/?${text}` : '/demo/shop/';
}

function matches(view: View): Product[] {
  return searchProducts(view.query, view.category).filter(
    ({ wind: range }) => !view.wind || (range && view.wind >= range[0] && view.wind <= range[1]),
  );
}

function card(product: Product): HTMLElement {
  const item = stamp(cardTemplate);
  one('img', HTMLImageElement, item).src = pictureOf(product);
  const link = one('a', HTMLAnchorElement, item);
  link.href = `/demo/shop/product.html?id=${product.id}`;
  link.textContent = product.name;
  one('.price', HTMLElement, item).textContent = money(product.price);
  one('p', HTMLElement, item).textContent = product.summary;
  if (product.wind) item.append(windScale(product.wind));
  return item;
}

function headline({ query, category }: View): string {
  const what = category ? categories[category] : 'All kites and gear';
  return query ? `${what}: “${query}”` : what;
}

function showCategories(view: View): void {
  const links = [null, ...(Object.keys(categories) as Category[])].map((category) =>
    el(
      'li',
      {},
      el(
        'a',
        {
          href: addressOf({ ...view, category }),
          'aria-current': category === view.category && 'true',
        },
        category ? categories[category] : 'Everything',
      ),
    ),
  );
  one('#categories', HTMLElement).replaceChildren(...links);
}

function showWind(force: number): void {
  wind.value = String(force);
  const name = beaufort[force];
  windWords.textContent =
    force && name
      ? `${force}, ${name}: ${signs[force - 1] ?? ''}`
      : 'Any wind: move the slider to choose.';
  wind.setAttribute('aria-valuetext', force && name ? `${force}, ${name}` : 'any wind');
  anyWind.hidden = force === 0;
}

function show(view: View): void {
  const found = matches(view);
  const shown = found.slice(0, limit);
  grid.replaceChildren(...shown.map(card));
  one('#shelf-title', HTMLElement).textContent = headline(view);
  document.title = view.query || view.category ? `${headline(view)}, Leeward` : SHOP;
  status.textContent = found.length ? `${shown.length} of ${plural(found.length, 'piece')}` : '';
  one('#nothing', HTMLElement).hidden = found.length > 0;
  more.hidden = shown.length === found.length;
  one('#q', HTMLInputElement).value = view.query;
  showCategories(view);
  showWind(view.wind);
}

/** Goes to another view without loading a page. `replace` stays at the same place in the history. */
function go(view: View, replace = false): void {
  limit = PAGE;
  if (replace) history.replaceState(null, '', addressOf(view));
  else history.pushState(null, '', addressOf(view));
  show(view);
}

one('#categories', HTMLElement).addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link) return;
  event.preventDefault();
  const category = new URL(link.href).searchParams.get('category') as Category | null;
  go({ ...readView(), category });
  one('#categories a[aria-current]', HTMLAnchorElement).focus();
});

wind.addEventListener('input', () => showWind(wind.valueAsNumber));
wind.addEventListener('change', () => {
  const view = readView();
  // Every press of an arrow key is a change: one step back leads out of them all.
  go({ ...view, wind: wind.valueAsNumber }, view.wind > 0);
});
anyWind.addEventListener('click', () => {
  go({ ...readView(), wind: 0 });
  wind.focus();
});

one('button', HTMLButtonElement, more).addEventListener('click', () => {
  const firstNew = grid.children.length;
  limit += PAGE;
  show(readView());
  one('a', HTMLAnchorElement, grid.children[firstNew]).focus();
});

/** A search starts over: it looks through everything, with a page load like any other form. */
search.addEventListener('submit', (event) => {
  if (one('#q', HTMLInputElement).value.trim()) return;
  event.preventDefault();
  go({ ...readView(), query: '' });
});

window.addEventListener('popstate', () => {
  limit = PAGE;
  show(readView());
});

startSite();
show(readView());
startDepartures(one('#departures', HTMLElement), one('#departures-pause', HTMLButtonElement));
