#!/usr/bin/env node
import { HELP } from './command-line.js';
import { run } from './run.js';

const [command, ...rest] = process.argv.slice(2);
if (command === 'serve') await run(rest, process.env, { name: 'surfly-session' });
else if (command === '--version') await run(['--version'], process.env, { name: 'surfly-session' });
else if (command === '--help') process.stdout.write(HELP);
else {
  const given = command === undefined ? 'no command is given' : `there is no command "${command}"`;
  process.stderr.write(`surfly-session: ${given}; write "surfly-session serve", or --help\n`);
  process.exitCode = 2;
}
