/** The app of the catalogue made with Lit, in a shadow root. */
import { LitElement, html } from 'lit';
import { start } from './harness.js';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const valueOf = (event: Event) => (event.target as Field).value;

class LitApp extends LitElement {
  static override readonly properties = {
    ...{
      count: {},
      inside: {},
      name: {},
      upper: {},
      area: {},
      gift: {},
      colour: {},
      size: {},
      range: {},
      sent: {},
    },
  };
  declare count: number;
  declare inside: boolean;
  declare name: string;
  declare upper: string;
  declare area: string;
  declare gift: boolean;
  declare colour: string;
  declare size: string;
  declare range: string;
  declare sent: string;

  constructor() {
    super();
    this.count = 0;
    this.inside = this.gift = false;
    this.name = this.upper = this.area = this.colour = this.sent = '';
    this.size = 's';
    this.range = '50';
  }

  override render() {
    const { count, inside, name, upper, area, gift, colour, size, range, sent } = this;
    return html`
      <style>
        input:not([type='checkbox'], [type='radio']),
        textarea {
          width: 240px;
        }
      </style>
      <form
        id="form"
        @submit=${(event: Event) => {
          event.preventDefault();
          this.sent = this.name;
        }}
      >
        <button
          type="button"
          id="count"
          @click=${() => (this.count += 1)}
          @mouseenter=${() => (this.inside = true)}
          @mouseleave=${() => (this.inside = false)}
        >
          count
        </button>
        <p>
          <input
            id="name"
            aria-label="n"
            .value=${name}
            @input=${(e: Event) => (this.name = valueOf(e))}
          />
        </p>
        <p>
          <input
            id="upper"
            aria-label="u"
            .value=${upper}
            @input=${(e: Event) => (this.upper = valueOf(e).toUpperCase())}
          />
        </p>
        <p>
          <textarea
            id="area"
            aria-label="a"
            .value=${area}
            @input=${(e: Event) => (this.area = valueOf(e))}
          ></textarea>
        </p>
        <input
          type="checkbox"
          id="gift"
          aria-label="g"
          .checked=${gift}
          @change=${(e: Event) => (this.gift = (e.target as HTMLInputElement).checked)}
        />
        ${['red', 'blue'].map(
          (value) =>
            html`<input
              type="radio"
              name="colour"
              aria-label=${value}
              id=${value}
              .checked=${colour === value}
              @change=${() => (this.colour = value)}
            />`,
        )}
        <select
          id="size"
          aria-label="s"
          .value=${size}
          @change=${(e: Event) => (this.size = valueOf(e))}
        >
          <option>s</option>
          <option>m</option>
          <option>l</option>
        </select>
        <p>
          <input
            type="range"
            id="range"
            aria-label="r"
            .value=${range}
            @input=${(e: Event) => (this.range = valueOf(e))}
          />
        </p>
        <output id="known"
          >${[count, inside, name, upper, area, gift, colour, size, range, sent].join('|')}</output
        >
        <button id="send">send</button>
      </form>
    `;
  }
}

customElements.define('lit-app', LitApp);

start({
  async mount(stage) {
    const app = document.createElement('lit-app') as LitApp;
    app.id = 'app';
    stage.append(app);
    await app.updateComplete;
  },
});
