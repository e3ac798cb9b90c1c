// The least that can be done: the page sends each change by hand.
import type { Site } from './site.js';
import { openSocket } from './socket.js';

const { site } = window as unknown as { site: Site };
const socket = await openSocket('leader');
site.tell = (change) => socket.send(JSON.stringify(change));
