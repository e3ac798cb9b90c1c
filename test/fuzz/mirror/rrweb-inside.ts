// Runs in the page that changes: rrweb records the window that it is in.
import { record } from 'rrweb';

Object.assign(window, { rrwebRecord: record });
