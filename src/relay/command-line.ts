import { parseArgs } from 'node:util';
import { port as portSchema, readConfig } from './config.js';
import { DEFAULT_OPTIONS, UsageError } from './options.js';
import type { RelayOptions } from './options.js';

export const HELP = `Usage: surfly-session serve --config <file.json> [options]

Serves surfly.js and <surfly-session>, and relays co-browsing sessions.

Options:
  --config <file.json>   widgets, limits and the options below; flags win over it
  --port <number>        port to listen on (default: PORT, or 8080; 0 takes a free one)
  --host <address>       address to listen on (default: 127.0.0.1, this computer only;
                         0.0.0.0 for every network, behind a proxy that adds TLS)
  --help                 shows this
  --version              shows the version

A configuration file names who may use the server:
  { "widgets": { "my-shop": { "origins": ["https://shop.example"],
                              "agentKeys": ["<16 characters or more, secret>"] } } }
`;

const VALUES = ['config', 'port', 'host'] as const;
const SWITCHES = ['help', 'version'] as const;

/** Whether the user asked for a text instead of a server. */
export function wantedText(argv: readonly string[]): 'help' | 'version' | undefined {
  return SWITCHES.find((name) => argv.includes(`--${name}`));
}

/**
 * Reads the options of `surfly-session serve`: flags, then the environment's `PORT`, then the configuration file, then
 * the defaults.
 *
 * @param argv - the arguments after the command
 * @throws UsageError naming what is wrong, its value and the way out
 */
export function parseOptions(argv: readonly string[], env: NodeJS.ProcessEnv): RelayOptions {
  const flags = readFlags(argv);
  const config = flags.config === undefined ? {} : readConfig(flags.config);
  const options = { ...DEFAULT_OPTIONS, ...config };
  if (flags.host !== undefined) options.host = flags.host;
  if (flags.port !== undefined) options.port = readPort('--port', flags.port);
  else if (env['PORT']) options.port = readPort('PORT', env['PORT']);
  return options;
}

function readFlags(argv: readonly string[]): Partial<Record<(typeof VALUES)[number], string>> {
  const { tokens } = parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(VALUES.map((name) => [name, { type: 'string' as const }])),
      ...Object.fromEntries(SWITCHES.map((name) => [name, { type: 'boolean' as const }])),
    },
    strict: false,
    tokens: true,
  });
  const flags: Partial<Record<(typeof VALUES)[number], string>> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new UsageError(`there is no argument "${token.value}"; --help shows the options`);
    }
    if (token.kind === 'option-terminator' || isOneOf(SWITCHES, token.name)) continue;
    if (!isOneOf(VALUES, token.name)) {
      throw new UsageError(`there is no option ${token.rawName}; --help shows the options`);
    }
    if (!token.value || token.value.startsWith('--')) {
      throw new UsageError(`${token.rawName} wants a value after it; --help shows the options`);
    }
    flags[token.name] = token.value;
  }
  return flags;
}

function readPort(name: string, text: string): number {
  const port = portSchema.safeParse(/^\d+$/.test(text) ? Number(text) : Number.NaN);
  if (port.success) return port.data;
  throw new UsageError(`${name} ${text}: a port is a whole number from 0 to 65535`);
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}
