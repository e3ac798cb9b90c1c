import { driveAll } from './drive.js';

driveAll('chromium');
