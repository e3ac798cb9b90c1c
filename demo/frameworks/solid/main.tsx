import { render } from 'solid-js/web';
import '../shared/page.css';
import { App } from './app.js';

render(() => <App />, document.querySelector('#app')!);
