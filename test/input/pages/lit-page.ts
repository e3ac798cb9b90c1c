/** A page made with Lit: a field and a button in a shadow root, bound to the state of their element. */
import { LitElement, html } from 'lit';

class TinyForm extends LitElement {
  static override readonly properties = { name: {}, count: {} };
  declare name: string;
  declare count: number;

  constructor() {
    super();
    this.name = '';
    this.count = 0;
  }

  override render() {
    return html`
      <input
        id="name"
        aria-label="Name"
        .value=${this.name}
        @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
      />
      <button id="more" @click=${() => (this.count += 1)}>more</button>
      <output id="known">${this.name} ${this.count}</output>
    `;
  }
}

customElements.define('tiny-form', TinyForm);
const form = document.createElement('tiny-form') as TinyForm;
document.body.append(form);
await form.updateComplete;
