/** The app of the catalogue as custom elements without a framework, the shadow root open or closed. */
import { start } from './harness.js';

const INSIDE = `<style>input:not([type=checkbox], [type=radio]), textarea { width: 240px }</style>
  <form id="form"><button type="button" id="count">count</button><p><input id="name"></p><p><input id="upper"></p>
  <p><textarea id="area"></textarea></p><input type="checkbox" id="gift"><input type="radio" name="colour" id="red">
  <input type="radio" name="colour" id="blue"><select id="size"><option>s<option>m<option>l</select>
  <p><input type="range" id="range"></p><output id="known"></output><button id="send">send</button></form>`;

class OwnApp extends HTMLElement {
  protected readonly mode: ShadowRootMode = 'open';
  #count = 0;
  #inside = false;
  #sent = '';

  connectedCallback(): void {
    const root = this.attachShadow({ mode: this.mode });
    root.innerHTML = INSIDE;
    const get = <T extends HTMLElement = HTMLInputElement>(id: string) =>
      root.querySelector<T>(`#${id}`)!;
    const show = () => {
      const colour = root.querySelector('[name=colour]:checked')?.id ?? '';
      const values = ['name', 'upper', 'area', 'size', 'range'].map((id) => get(id).value);
      get('known').textContent = [
        this.#count,
        this.#inside,
        ...values,
        get('gift').checked,
        colour,
        this.#sent,
      ].join('|');
    };
    get('count').addEventListener('click', () => (this.#count += 1));
    for (const type of ['mouseenter', 'mouseleave']) {
      get('count').addEventListener(type, () => {
        this.#inside = type === 'mouseenter';
        show();
      });
    }
    get('upper').addEventListener(
      'input',
      () => (get('upper').value = get('upper').value.toUpperCase()),
    );
    get('form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#sent = get('name').value;
      show();
    });
    for (const type of ['click', 'input', 'change']) root.addEventListener(type, show);
    show();
  }
}

class ClosedApp extends OwnApp {
  protected override readonly mode = 'closed';
}

customElements.define('own-app', OwnApp);
customElements.define('closed-app', ClosedApp);

start({
  mount(stage, name) {
    const app = document.createElement(name.startsWith('closed') ? 'closed-app' : 'own-app');
    app.id = 'app';
    stage.append(app);
  },
});
