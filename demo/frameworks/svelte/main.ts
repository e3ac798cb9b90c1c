import { mount } from 'svelte';
import '../shared/page.css';
import App from './app.svelte';

mount(App, { target: document.querySelector('#app')! });
