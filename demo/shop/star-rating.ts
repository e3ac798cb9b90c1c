const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: inline-flex; align-items: center; gap: 0.4em; }
  :host([hidden]) { display: none; }
  svg { inline-size: 5.25em; block-size: 1.05em; flex: none; }
  .empty { fill: var(--star-empty, #cbd5df); }
  .full { fill: var(--star, #b7791f); }
  .words { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`);

const STAR = 'M10 1.6l2.6 5.4 5.9.8-4.3 4.1 1 5.9L10 15l-5.2 2.8 1-5.9L1.5 7.8l5.9-.8z';
const NAMESPACE = 'http://www.w3.org/2000/svg';

function shape(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const node = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

/** `<star-rating value="4.5">`: five stars, of which `value` are filled, in an open shadow root. */
class StarRating extends HTMLElement {
  static readonly observedAttributes = ['value'];

  connectedCallback(): void {
    this.draw();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.draw();
  }

  private draw(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    const given = Number(this.getAttribute('value'));
    const value = Math.min(5, Math.max(0, Number.isFinite(given) ? given : 0));

    const svg = shape('svg', { viewBox: '0 0 100 20', 'aria-hidden': 'true' });
    const clip = shape('clipPath', { id: 'filled' });
    clip.append(shape('rect', { width: String(value * 20), height: '20' }));
    const five = (className: string): SVGElement => {
      const group = shape('g', { class: className });
      for (let i = 0; i < 5; i++)
        group.append(shape('path', { d: STAR, transform: `translate(${i * 20} 0)` }));
      return group;
    };
    const full = five('full');
    full.setAttribute('clip-path', 'url(#filled)');
    svg.append(clip, five('empty'), full);

    const words = document.createElement('span');
    words.className = 'words';
    words.textContent = `${value} out of 5 stars`;
    root.replaceChildren(svg, words, document.createElement('slot'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'star-rating': StarRating;
  }
}

/** Registers `<star-rating>`. */
export function defineStarRating(): void {
  if (!customElements.get('star-rating')) customElements.define('star-rating', StarRating);
}
