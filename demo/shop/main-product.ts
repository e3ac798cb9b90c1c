import { addToCart } from './cart-store.js';
import { el, one, stamp } from '../shared/dom.js';
import { money, month, plural } from './format.js';
import { drawPlan } from './plan-drawing.js';
import type { Colourway, Product } from './products.js';
import { categories, colourways, findProduct, pictureOf } from './products.js';
import { meanStars, reviewsOf } from './reviews.js';
import { startSite } from './site.js';
import { defineStarRating } from './star-rating.js';
import { startStepper } from './stepper.js';
import { beaufort, windScale } from './wind-scale.js';

/** Upper end of each step of the Beaufort scale in km/h, from 1. */
const speeds = [5, 11, 19, 28, 38, 49];

function showPictures(product: Product, colour: Colourway): void {
  const words = `${product.name} in ${colourways[colour]}`;
  for (const [selector, alt] of [
    ['#picture', words],
    ['#air-picture', `${words}, flying`],
  ] as const) {
    const picture = one(selector, HTMLImageElement);
    picture.src = pictureOf(product, colour);
    picture.alt = alt;
  }
  one('#colour-name', HTMLElement).textContent = colourways[colour];
}

function startGallery(product: Product): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-show]')];
  const views = [...document.querySelectorAll<HTMLElement>('[data-view]')];
  // Gear has nothing to fly and nothing to measure from corner to corner.
  if (!product.wind) one('.thumbs', HTMLElement).hidden = true;
  else drawPlan(one('#plan', SVGSVGElement), product);
  for (const button of buttons) {
    button.addEventListener('click', () => {
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      for (const view of views) view.hidden = view.dataset['view'] !== button.dataset['show'];
    });
  }
}

function showOptions(product: Product): void {
  const swatches = product.colours.map((colour, i) =>
    el(
      'label',
      {},
      el('input', { type: 'radio', name: 'colour', value: colour, checked: i === 0 }),
      el(
        'span',
        { class: 'sky' },
        el('img', {
          src: pictureOf(product, colour),
          alt: colourways[colour],
          width: 56,
          height: 56,
        }),
      ),
    ),
  );
  one('#colours', HTMLElement).replaceChildren(...swatches);

  const choice = one('#choice', HTMLSelectElement);
  one('#choice-row', HTMLElement).hidden = product.choices.length === 0;
  for (const { id, label, extra } of product.choices) {
    choice.append(el('option', { value: id }, extra ? `${label} (+ ${money(extra)})` : label));
  }
}

function startOptions(product: Product): void {
  const form = one('#options', HTMLFormElement);
  const quantity = one('#quantity', HTMLInputElement);
  const added = one('#added', HTMLElement);
  showOptions(product);
  startStepper(one('.stepper', HTMLElement, form));

  const read = () => {
    const data = new FormData(form);
    const colour = product.colours.find((name) => name === data.get('colour'));
    const choice = product.choices.find(({ id }) => id === data.get('choice'));
    return {
      colour: colour ?? product.colours[0],
      choice,
      quantity: quantity.validity.valid ? quantity.valueAsNumber : 1,
    };
  };
  const update = (): void => {
    const { colour, choice, quantity: count } = read();
    showPictures(product, colour);
    one('#price', HTMLElement).textContent = money((product.price + (choice?.extra ?? 0)) * count);
    added.textContent = '';
  };
  form.addEventListener('input', update);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { colour, choice, quantity: count } = read();
    addToCart({ productId: product.id, colour, choice: choice?.id ?? '', quantity: count });
    added.replaceChildren(
      `${plural(count, product.name, product.name)} in ${colourways[colour]} added. `,
      el('a', { href: '/demo/shop/cart.html' }, 'Go to the cart'),
    );
  });
  update();
}

function showWords(product: Product): void {
  document.title = `${product.name}, Leeward`;
  const crumb = one('#crumb-category', HTMLAnchorElement);
  crumb.textContent = categories[product.category];
  crumb.href = `/demo/shop/?category=${product.category}`;
  one('#name', HTMLElement).textContent = product.name;
  one('#summary', HTMLElement).textContent = product.summary;
  one('#description', HTMLElement).textContent = product.description;
  one('#stock', HTMLElement).textContent =
    product.stock > 5 ? 'On the shelf' : `Only ${product.stock} on the shelf`;
  const wind = one('#wind', HTMLElement);
  if (product.wind) wind.append(windScale(product.wind));
  else wind.hidden = true;
  const facts: readonly (readonly [string, string])[] = [
    ['Width', `${product.width} cm`],
    ['Height', `${product.height} cm`],
    ['Weight', `${product.weight} g`],
  ];
  one('#facts', HTMLElement).append(
    ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', { class: 'number' }, value)]),
  );
}

function showReviews(product: Product): void {
  const reviews = reviewsOf(product.id);
  const template = one('#review', HTMLTemplateElement);
  for (const review of reviews) {
    const item = stamp(template);
    one('h3', HTMLElement, item).textContent = review.title;
    one('star-rating', HTMLElement, item).setAttribute('value', String(review.stars));
    one('.review-meta > span', HTMLElement, item).textContent =
      `${review.from}, ${month(review.month)}`;
    one('.review-text', HTMLElement, item).textContent = review.text;
    one('#reviews', HTMLElement).append(item);
  }
  one('#no-reviews', HTMLElement).hidden = reviews.length > 0;

  const mean = meanStars(reviews);
  const rating = one('#rating', HTMLElement);
  rating.hidden = mean === null;
  if (mean === null) return;
  rating.append(
    el('star-rating', { value: mean }),
    el('a', { href: '#reviews-title' }, plural(reviews.length, 'review')),
  );
}

function showWindGuide(): void {
  const body = one('#wind-table tbody', HTMLElement);
  speeds.forEach((upper, i) => {
    const lower = (speeds[i - 1] ?? 0) + 1;
    body.append(
      el(
        'tr',
        {},
        el('td', { class: 'number' }, String(i + 1)),
        el('td', {}, beaufort[i + 1] ?? ''),
        el('td', { class: 'number' }, `${lower} to ${upper}`),
      ),
    );
  });
}

startSite();
defineStarRating();
showWindGuide();
const product = findProduct(new URLSearchParams(location.search).get('id'));
one('#missing', HTMLElement).hidden = product !== undefined;
one('#product', HTMLElement).hidden = product === undefined;
one('.crumbs', HTMLElement).hidden = product === undefined;
if (product) {
  showWords(product);
  startGallery(product);
  startOptions(product);
  showReviews(product);
}
