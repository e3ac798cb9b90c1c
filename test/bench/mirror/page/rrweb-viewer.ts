// rrweb's live mode as its documents show it.
import { Replayer, type eventWithTime } from 'rrweb';
import { openSocket } from './socket.js';

const replayer = new Replayer([], { liveMode: true, showWarning: false, root: document.body });
replayer.startLive();
const socket = await openSocket('viewer');
socket.onmessage = ({ data }: MessageEvent<string>) => {
  replayer.addEvent(JSON.parse(data) as eventWithTime);
};
