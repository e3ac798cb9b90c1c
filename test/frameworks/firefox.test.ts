import { driveAll } from './drive.js';

driveAll('firefox');
