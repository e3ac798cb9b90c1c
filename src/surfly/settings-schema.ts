import * as z from 'zod/mini';
import type { SurflySettings } from './settings.js';

const flag = z.optional(z.boolean());
const text = z.optional(z.string());
const rules = z.optional(z.union([z.string(), z.array(z.unknown())]));
const size = z.optional(z.number().check(z.nonnegative()));

/** Schema of {@link SurflySettings} under its names of 2017 (see `withClassicNames`). Options it does not know are kept unchecked. */
export const settingsSchema: z.ZodMiniType<SurflySettings> = z.looseObject({
  widget_key: text,

  allow_control_switching: flag,
  agent_can_request_control: flag,
  agent_can_take_control: flag,
  agent_can_end_session: flag,
  allow_pause: flag,
  native_selects: flag,

  block_until_agent_joins: flag,
  hide_until_agent_joins: flag,
  format_session_id: flag,
  auto_restore: flag,
  open_in_new_window: flag,
  only_embedded_sessions: flag,
  url: text,
  private_session: flag,
  require_password: flag,
  confirm_session_start: flag,
  confirmation_modal_body: text,

  ui_off: flag,
  docked_only: flag,
  start_docked: flag,
  dock_top_position: flag,
  dock_position: text,
  chat_box_color: text,
  newurl: flag,
  sharing_button: flag,
  white_label: flag,
  language: text,
  splash: flag,
  show_loading_screen: flag,
  enable_sounds: flag,
  verbose_console: flag,

  hidden: flag,
  autohide_button: flag,
  position: text,
  stealth_mode: flag,

  drawing_color: text,
  drawing_mode: z.optional(z.enum(['temporary', 'permanent', 'disabled'])),
  drawing_width: size,
  drawing_timeout: size,

  videochat: flag,
  videochat_autostart: flag,
  videochat_start_fullscreen: flag,
  start_muted: flag,
  filesharing: flag,
  allow_original_file_download: flag,
  share_downloads: flag,
  enable_canvas_compression: flag,
  min_width: size,
  min_height: size,
  max_width: size,
  max_height: size,
  set_to_smallest: flag,

  leader_redirect_url: text,
  end_redirect_enabled: flag,
  follower_redirect_url: text,
  on_end_redirect_follower_to_queue: flag,
  end_of_session_popup_url: z.optional(z.union([z.string(), z.literal(false)])),

  hide_selector: text,
  mask_all: flag,
  blacklist: rules,
  whitelist: rules,
  store_chat_logs: flag,
  store_session_logs: flag,
  cookie_transfer_enabled: flag,
  cookie_transfer_proxying: flag,
});

/** One setting that the schema refused. */
export interface SettingIssue {
  /** Name of the option; empty when the settings themselves are not an object. */
  name: string;
  /** What the contract wants there, where that is known. */
  expected?: string;
  value: unknown;
}

/**
 * Checks settings and leaves out what is wrong, so that one bad option does not take the others with it.
 *
 * @param settings - options under their names of 2017
 */
export function parseSettings(settings: unknown): {
  settings: SurflySettings;
  issues: readonly SettingIssue[];
} {
  const result = settingsSchema.safeParse(settings);
  if (result.success) return { settings: result.data, issues: [] };
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    return { settings: {}, issues: [{ name: '', expected: 'object', value: settings }] };
  }
  const kept: SurflySettings = { ...settings };
  const issues = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return {
      name,
      ...('expected' in issue && { expected: String(issue.expected) }),
      value: kept[name],
    };
  });
  for (const issue of issues) delete kept[issue.name];
  return { settings: kept, issues };
}
