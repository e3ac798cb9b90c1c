// rrweb as its documents show it: every event as JSON, a full snapshot for whoever joins.
import { record } from 'rrweb';
import { openSocket } from './socket.js';

const socket = await openSocket('leader');
record({ emit: (event) => socket.send(JSON.stringify(event)) });
socket.onmessage = () => {
  // Somebody has joined. The others need no snapshot.
  socket.send('newest');
  record.takeFullSnapshot(true);
  socket.send('all');
};
