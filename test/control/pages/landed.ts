/** Where links and forms of the catalogue lead. */
import { start } from './harness.js';

start({
  mount(stage) {
    const text = stage.appendChild(document.createElement('p'));
    text.id = 'landed';
    text.textContent = 'Here you are.';
  },
});
