/**
 * Options of `Surfly.init()`, `Surfly.session()` and `Surfly.button()`, lowest priority first. Names and defaults of 2017, when the
 * documentation was last published in full; {@link laterNames} lists what they are called today. Unknown options are passed on.
 * Source: page "Widget options" of the Surfly documentation.
 */
export interface SurflySettings {
  /** Key of the company; the domains that may use it belong to it. Required by `init`. */
  widget_key?: string;

  // Control
  /** Control can be handed over at all. Default true. */
  allow_control_switching?: boolean;
  /** A follower may ask the leader for control. Default false. */
  agent_can_request_control?: boolean;
  /** A follower may take control without asking. Default false. */
  agent_can_take_control?: boolean;
  /** A follower may end the session. Default true. */
  agent_can_end_session?: boolean;
  /** The leader can pause the session. Default false. */
  allow_pause?: boolean;
  /** False replaces native select boxes by ones that another participant can drive. Default true. */
  native_selects?: boolean;

  // Start and queue
  /** The screen is blocked with a banner that shows the PIN until a follower joins. Default true. */
  block_until_agent_joins?: boolean;
  /** The session window stays invisible until the first follower joins. Default false. */
  hide_until_agent_joins?: boolean;
  /** Shows the session id in groups of three digits. Default true. */
  format_session_id?: boolean;
  /** Restores the session after the page was reloaded. Default true. */
  auto_restore?: boolean;
  /** Opens the session in a browser tab; not together with an iframe selector. */
  open_in_new_window?: boolean;
  /** True: no session rather than one in a browser tab where an iframe cannot work. Default false. */
  only_embedded_sessions?: boolean;
  /** First page of the session. Default: the current page. */
  url?: string;
  /** Extra request headers of the session, as name and value pairs or as JSON. */
  headers?: unknown;
  /** Only signed-in agents may join. */
  private_session?: boolean;
  /** A password is needed to join. */
  require_password?: boolean;
  /** Asks for consent before the start. */
  confirm_session_start?: boolean;
  /** Text of that question. */
  confirmation_modal_body?: string;
  /** Free text that comes back in webhooks. */
  meta?: unknown;
  /** Labels that come back in webhooks. */
  tags?: unknown;

  // Session UI
  /** No session UI at all. Default false. */
  ui_off?: boolean;
  /** Only the dock with its controls: no chat. Default false. */
  docked_only?: boolean;
  /** Starts as a dock that can be opened. Default false. */
  start_docked?: boolean;
  /** The dock is at the top. Default false. */
  dock_top_position?: boolean;
  /** Where the dock is, of later: `left` (default), `top`, `right` or `bottom`. */
  dock_position?: string;
  /** Accent colour of the session's UI. Default `#eb777f`. */
  chat_box_color?: string;
  /** Shows the "new URL" button. Default true. */
  newurl?: boolean;
  /** Shows the invite button. Default true. */
  sharing_button?: boolean;
  /** Hides the logo. Default false. */
  white_label?: boolean;
  /** Language of the session's UI. Default `en`. */
  language?: string;
  /** Splash screen. Default true. */
  splash?: boolean;
  /** Loading screen. Default true. */
  show_loading_screen?: boolean;
  /** Sounds. Default true. */
  enable_sounds?: boolean;
  /** False keeps unimportant lines out of the console. Default true. */
  verbose_console?: boolean;

  // Button
  /** Does not render the support button. Default false. */
  hidden?: boolean;
  /** Hides the button while no agent is available. Default true. */
  autohide_button?: boolean;
  /** Place of the button. Default `bottomleft`. */
  position?: 'bottomleft' | 'bottomright' | 'middleright' | (string & {});
  /** CTRL+ENTER starts a session. Default true. */
  stealth_mode?: boolean;

  // Drawing: at Surfly for participants who are not in control, with the engine here for everybody
  /** A CSS colour for all; `default` is each participant's pointer colour. */
  drawing_color?: string;
  /** `permanent` lines stay until they are cleared, the mode changes or the page does. Default `temporary`. */
  drawing_mode?: 'temporary' | 'permanent' | 'disabled';
  /** In CSS pixels of the leader's page; the engine here takes 1 to 64. Default 15. */
  drawing_width?: number;
  /** Seconds before a temporary line fades, counted from its end; the engine here takes up to 3600. Default 3. */
  drawing_timeout?: number;

  // Media, files, viewport
  /** Video chat is allowed. Default true. */
  videochat?: boolean;
  /** Video chat starts with the session. Default false. */
  videochat_autostart?: boolean;
  /** Video chat starts full screen. Default false. */
  videochat_start_fullscreen?: boolean;
  /** Everybody starts muted. Default false. */
  start_muted?: boolean;
  /** Documents can be shared. Default true. */
  filesharing?: boolean;
  /** False: shared documents can only be looked at. Default false. */
  allow_original_file_download?: boolean;
  /** Files downloaded in the session are shared. Default true. */
  share_downloads?: boolean;
  /** Turn off where canvases stay black. Default true. */
  enable_canvas_compression?: boolean;
  /** Smallest viewport in CSS pixels, 0 for none. Default 0. */
  min_width?: number;
  min_height?: number;
  /** Largest viewport in CSS pixels, 0 for none. Default 0. */
  max_width?: number;
  max_height?: number;
  /**
   * Uses the smallest participant's viewport, else the leader's. Default true at Surfly.
   *
   * With the engine here it has to be asked for: a follower's window is often a panel in an agent's desk, whose size says nothing
   * about what the visitor can read, and the picture is scaled to fit it anyway. Where the documents are silent: the leader's
   * page is as wide as the narrowest and as high as the lowest window in the session, never less than 320 × 256 CSS pixels;
   * the leader's window keeps its box and shows the smaller page in the middle of it; when the one with the smallest window
   * leaves, what is left of the others' decides.
   */
  set_to_smallest?: boolean;

  // End
  /** False: nobody is sent anywhere after the end. */
  end_redirect_enabled?: boolean;
  /** Where the leader goes after the end. */
  leader_redirect_url?: string;
  /** Where followers go after the end. */
  follower_redirect_url?: string;
  /** Followers go back to the queue after the end. Default false. */
  on_end_redirect_follower_to_queue?: boolean;
  /** Opened on the original page after the end; goes before the redirect of `end()`. Default false. */
  end_of_session_popup_url?: string | false;

  // Privacy, restriction, state
  /** CSS selectors of elements that followers must not see. */
  hide_selector?: string;
  /**
   * Nothing is shown to followers but what is in elements that carry the attribute `surfly_public`; what is private by other
   * rules is not shown there either. Default false. Not an option of Surfly: only our own engine knows it.
   */
  mask_all?: boolean;
  /** Array of `{pattern, redirect?, type?}`, or JSON of one: addresses that are not allowed. Default `[]`. */
  blacklist?: string | readonly unknown[];
  /** The same, for the only addresses that are allowed. Default `[]`. */
  whitelist?: string | readonly unknown[];
  /** Keeps the chat for the dashboard; the server here writes it to its audit log. Default false. */
  store_chat_logs?: boolean;
  /** Keeps an audit log. */
  store_session_logs?: boolean;
  /** Carries cookies into the session and back. Default true. */
  cookie_transfer_enabled?: boolean;
  /** Uses the continuation point, which http-only cookies need. Default true. */
  cookie_transfer_proxying?: boolean;
  /** Addresses of the continuation points. */
  cookie_transfer_urls?: unknown;
  /** `{name, path, domain}` of cookies that are not set at `/`. */
  cookie_transfer_scopes?: unknown;

  [option: string]: unknown;
}

/** Later names of options, and the names of 2017 they stand for. */
export const laterNames: Readonly<Record<string, keyof SurflySettings & string>> = {
  host_switching_allowed: 'allow_control_switching',
  participants_can_request_to_interact: 'agent_can_request_control',
  pause_enabled: 'allow_pause',
  session_autorestore_enabled: 'auto_restore',
  hide_support_button: 'hidden',
  support_button_position: 'position',
  embedded_sessions_only: 'only_embedded_sessions',
  hide_session_ui: 'ui_off',
  new_urls_allowed: 'newurl',
  invitations_allowed: 'sharing_button',
  blocklist: 'blacklist',
  allowlist: 'whitelist',
  start_with_videochat_on: 'videochat_autostart',
  start_with_fullscreen_videochat: 'videochat_start_fullscreen',
  start_with_loading_screen: 'show_loading_screen',
  hide_element_by_selector: 'hide_selector',
  password_required: 'require_password',
  session_start_confirmation: 'confirm_session_start',
};

/** A copy in which every option has its name of 2017. Where both names are given, that name's value stays. */
export function withClassicNames(settings: SurflySettings): SurflySettings {
  const classic: SurflySettings = {};
  for (const [name, value] of Object.entries(settings)) {
    const target = Object.hasOwn(laterNames, name) ? laterNames[name]! : name;
    if (target === name || !Object.hasOwn(settings, target)) classic[target] = value;
  }
  return classic;
}

/** A copy in which every option that is set can be read by its later name too. */
export function withLaterNames(settings: SurflySettings): SurflySettings {
  const both: SurflySettings = { ...settings };
  for (const [later, name] of Object.entries(laterNames)) {
    if (Object.hasOwn(settings, name)) both[later] ??= settings[name];
  }
  return both;
}
