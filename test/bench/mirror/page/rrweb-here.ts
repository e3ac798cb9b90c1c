// In the frame that is recorded: rrweb, with its events as JSON.
import { record } from 'rrweb';

let bytes = 0;
Object.assign(window, {
  rrweb: {
    start: (json: boolean) =>
      record({ emit: (event) => (bytes += json ? JSON.stringify(event).length : 1) }),
    snapshot: () => record.takeFullSnapshot(true),
    bytes: () => bytes,
  },
});
