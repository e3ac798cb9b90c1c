// The viewer of a page that sends each change by hand: the same page, changed by hand.
import type { Change } from './site.js';
import { openSocket } from './socket.js';

const list = document.querySelector('#list')!;
const rows = [...list.children];
let added: Element | undefined;
const socket = await openSocket('viewer');
socket.onmessage = ({ data }: MessageEvent<string>) => {
  const change = JSON.parse(data) as Change;
  if (change[0] === 'text') rows[change[1]]!.querySelector('em')!.textContent = change[2];
  else if (change[0] === 'mark') rows[change[1]]!.setAttribute('data-mark', change[2]);
  else {
    added?.remove();
    list.insertAdjacentHTML('afterbegin', change[1]);
    added = list.firstElementChild!;
  }
};
