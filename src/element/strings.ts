/**
 * A text that depends on a number: one form for each plural category that the language has (CLDR, as `Intl.PluralRules`
 * names them), and `other` for the rest. `{n}` stands for the number.
 */
export type Plural = { other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };

/** Everything that the element says to people, in English. `{name}` and `{n}` stand for what is known when it is said. */
export const english = {
  start: 'Start session',
  join: 'Join session',
  busy: 'Connecting…',
  end: 'End session',
  retry: 'Try again',
  waiting: 'Waiting for someone to join. Share the PIN or the link.',
  ended: 'Session ended',
  pin: 'PIN',
  link: 'Session link',
  copy: 'Copy link',
  copied: 'Copied',
  count: { one: '{n} person in session', other: '{n} people in session' } as Plural,
  youControl: 'You have control',
  control: '{name} has control',
  leader: 'Leader',
  viewer: 'Viewer {n}',
  give: 'Give control to {name}',
  giveBack: 'Give control back',
  ask: 'Ask for control',
  asked: 'Asked for control',
  take: 'Take control',
  takeBack: 'Take control back',
  available: 'Agent available',
  unavailable: 'No agent available',
  window: 'Co-browsing session',
  unreachable: 'No connection to the co-browsing service.',
  badLink: 'This session link is not valid.',
  elsewhere: 'The session was opened in another window.',
  notShareable: 'This page cannot be shared.',
  notAvailable: 'Co-browsing is not available here.',
  misconfigured: 'Co-browsing is not set up correctly on this page.',
};

/** All texts in one language. */
export type Strings = typeof english;

/** Texts that the author of a page puts in place of the built-in ones. */
export type OwnStrings = {
  [Name in keyof Strings]?: Strings[Name] extends Plural ? Plural | string : string;
};

/** What a person is told for an error's code; developers find the error itself in the console and in `lastError`. */
const notices: Readonly<Record<string, keyof Strings>> = {
  network: 'unreachable',
  timeout: 'unreachable',
  connect_failed: 'unreachable',
  'bad-link': 'badLink',
  invalid_link: 'badLink',
  other_connection: 'elsewhere',
  not_shareable: 'notShareable',
  'bad-value': 'misconfigured',
};

/** The notice for an error. Every other code is one of a page that cannot have sessions, such as one with a wrong key. */
export const noticeFor = (strings: Strings, code: string): string =>
  strings[notices[code] ?? 'notAvailable'] as string;

/** The text with what its placeholders stand for. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/{(\w+)}/g, (placeholder, name: string) => values[name] ?? placeholder);
