// The least that a Lit element can be and still show something.
import { html, LitElement } from 'lit';

customElements.define(
  'bare-element',
  class extends LitElement {
    protected override render() {
      return html`<slot></slot>`;
    }
  },
);
