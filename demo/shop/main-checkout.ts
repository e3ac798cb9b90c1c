import { activeCoupon, cartLines, onCartChange, rememberOrder, totalsOf } from './cart-store.js';
import { one } from '../shared/dom.js';
import { fillExample } from './example-order.js';
import { showBrief } from './brief.js';
import { startSite } from './site.js';
import { showTotals } from './totals.js';
import { startValidation } from './validation.js';
import { beaufort } from './wind-scale.js';

const form = one('#order', HTMLFormElement);

function show(): void {
  const lines = cartLines();
  one('#checkout', HTMLElement).hidden = lines.length === 0;
  one('#empty', HTMLElement).hidden = lines.length > 0;
  showBrief(one('#brief', HTMLElement), lines);
  showTotals(one('#totals', HTMLElement), totalsOf(lines, activeCoupon()), activeCoupon());
}

/** A range says nothing by itself: its words stand below it and are what a screen reader hears. */
function startWind(): void {
  const range = one('#usual-wind', HTMLInputElement);
  const words = one('#usual-wind-words', HTMLOutputElement);
  const update = (): void => {
    const text = `${range.value}, ${beaufort[range.valueAsNumber] ?? ''}`;
    words.textContent = text;
    range.setAttribute('aria-valuetext', text);
  };
  range.addEventListener('input', update);
  form.addEventListener('reset', () => setTimeout(update));
  update();
}

/** The buttons over the note wrap what is selected in it, or take the wrapping off again. */
function startNote(): void {
  const note = one('#note', HTMLElement);
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-format]')) {
    // The selection would leave the note before the click arrives.
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => {
      note.focus();
      document.execCommand(button.dataset['format'] ?? '');
    });
  }
  form.addEventListener('formdata', (event) => event.formData.set('note', note.innerText.trim()));
}

startSite();
show();
onCartChange(show);
startWind();
startNote();
startValidation(form, one('#errors', HTMLElement));
form.addEventListener('submit', (event) => {
  if (!event.defaultPrevented) rememberOrder();
});
one('#fill', HTMLButtonElement).addEventListener('click', () => fillExample(form));
