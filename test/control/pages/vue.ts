/** The app of the catalogue made with Vue, as a part of the page or as a custom element. Vue is installed by the tests. */
import { start } from './harness.js';

interface Vue {
  createApp(component: object): { mount(at: Element): void; unmount(): void };
  defineCustomElement(component: object): CustomElementConstructor;
  nextTick(): Promise<void>;
}

const address = '/packages/vue.js';
const { createApp, defineCustomElement, nextTick } = (await import(address)) as Vue;

const app = {
  data: () => ({
    ...{
      count: 0,
      inside: false,
      name: '',
      upper: '',
      area: '',
      gift: false,
      colour: '',
      size: 's',
      range: '50',
      sent: '',
    },
  }),
  styles: ['input:not([type=checkbox], [type=radio]), textarea { width: 240px }'],
  template: `<form id="form" @submit.prevent="sent = name">
    <button type="button" id="count" @click="count += 1" @mouseenter="inside = true" @mouseleave="inside = false">count</button>
    <p><input id="name" v-model="name"></p>
    <p><input id="upper" :value="upper" @input="upper = $event.target.value.toUpperCase()"></p>
    <p><textarea id="area" v-model="area"></textarea></p>
    <input type="checkbox" id="gift" v-model="gift">
    <input type="radio" name="colour" id="red" value="red" v-model="colour">
    <input type="radio" name="colour" id="blue" value="blue" v-model="colour">
    <select id="size" v-model="size"><option>s</option><option>m</option><option>l</option></select>
    <p><input type="range" id="range" v-model="range"></p>
    <output id="known">{{ [count, inside, name, upper, area, gift, colour, size, range, sent].join('|') }}</output>
    <button id="send">send</button></form>`,
};
customElements.define('vue-app', defineCustomElement(app));

let mounted: ReturnType<Vue['createApp']> | undefined;

start({
  async mount(stage, name) {
    if (name.startsWith('Vue element')) {
      const element = stage.appendChild(document.createElement('vue-app'));
      element.id = 'app';
    } else {
      mounted = createApp(app);
      mounted.mount(stage);
    }
    await nextTick();
  },
  unmount() {
    mounted?.unmount();
    mounted = undefined;
  },
});
