import { readFileSync } from 'node:fs';
import { HELP, parseOptions, wantedText } from './command-line.js';
import { UsageError } from './options.js';
import type { RelayOptions } from './options.js';
import { startRelay } from './relay.js';
import type { Plug, Relay } from './relay.js';

export interface RunExtras extends Plug {
  /** What the command is called in its messages. */
  name: string;
  /** Options that win over those of the command line. */
  options?(given: RelayOptions): Partial<RelayOptions>;
  started?(relay: Relay): void;
}

const USAGE_ERROR = 2;

/**
 * Runs a server as a command: reads its options, starts it and stops it on SIGTERM or SIGINT. What the operator got wrong
 * is one line on stderr and exit code 2.
 *
 * @param argv - the arguments after the command
 */
export async function run(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  extras: RunExtras,
): Promise<void> {
  const wanted = wantedText(argv);
  if (wanted) {
    process.stdout.write(wanted === 'help' ? HELP : `${version()}\n`);
    return;
  }
  try {
    const given = parseOptions(argv, env);
    const options = { ...given, ...extras.options?.(given) };
    if (Object.keys(options.widgets).length === 0) throw new UsageError(NO_WIDGETS);
    const relay = await startRelay(options, extras);
    stopOnSignals(relay);
    extras.started?.(relay);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${extras.name}: ${error.message}\n`);
    process.exitCode = USAGE_ERROR;
  }
}

const NO_WIDGETS =
  'no widget is configured, so no page could use this server; write for instance ' +
  '{"widgets":{"my-shop":{"origins":["https://shop.example"],"agentKeys":["<16 characters or more, secret>"]}}} ' +
  'to surfly-session.json and add --config surfly-session.json';

function stopOnSignals(relay: Relay): void {
  let stopping = false;
  const stop = () => {
    // Asked twice: at once.
    if (stopping) process.exit(1);
    stopping = true;
    void relay.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

function version(): string {
  // Two floors below the root from its source, three when built.
  const up = import.meta.url.endsWith('.ts') ? '../../' : '../../../';
  const text = readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
