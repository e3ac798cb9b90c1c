// rrweb as its documents show it: every event as JSON, from when somebody is there, and a full snapshot for whoever comes later.
import { record } from 'rrweb';
import { openSocket } from './socket.js';

const socket = await openSocket('leader');
let isRecording = false;
socket.onmessage = () => {
  if (!isRecording) {
    isRecording = true;
    record({ emit: (event) => socket.send(JSON.stringify(event)) });
    return;
  }
  // The others need no snapshot.
  socket.send('newest');
  record.takeFullSnapshot(true);
  socket.send('all');
};
