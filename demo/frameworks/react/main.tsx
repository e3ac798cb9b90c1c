import { createRoot } from 'react-dom/client';
import '../shared/page.css';
import { App } from './app.js';

createRoot(document.querySelector('#app')!).render(<App />);
