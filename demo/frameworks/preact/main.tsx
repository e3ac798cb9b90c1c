import { render } from 'preact';
import '../shared/page.css';
import { App } from './app.js';

render(<App />, document.querySelector('#app')!);
