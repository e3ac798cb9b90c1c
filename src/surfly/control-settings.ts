import type { SurflySettings } from './settings.js';

/** The options that decide who may do what with control: documented default and later name. */
const options = {
  allow_control_switching: [true, 'host_switching_allowed'],
  agent_can_request_control: [false, 'participants_can_request_to_interact'],
  agent_can_take_control: [false],
  agent_can_end_session: [true],
} as const satisfies Partial<Record<keyof SurflySettings, [boolean, string?]>>;

/** The control options of a session, all set. */
export type ControlSettings = Record<keyof typeof options, boolean>;

/**
 * The control options of a session. A value that is not a boolean counts as not given.
 *
 * @param layers - settings, highest priority first
 */
export function controlSettings(
  ...layers: readonly (SurflySettings | null | undefined)[]
): ControlSettings {
  const resolved = {} as ControlSettings;
  for (const [name, [fallback, later]] of Object.entries(options)) {
    const given = layers.flatMap((layer) => [layer?.[name], later && layer?.[later]]);
    const value = given.find((each) => typeof each === 'boolean') ?? fallback;
    resolved[name as keyof ControlSettings] = value;
  }
  return resolved;
}
