/**
 * Every option of Surfly's documentation, and what the engine of this package makes of it. The README's table is made of
 * this, and so is what the console says of settings that have no effect.
 */

/** What an option takes. `any`: the documents do not tell, or nothing here looks at it. */
export type Takes = 'boolean' | 'string' | 'number' | 'list' | 'any';

/** `yes`, `partly` or `no`; the note tells what is missing, or why it cannot be. */
export type Support = 'yes' | 'partly' | 'no';

export interface Option {
  readonly name: string;
  readonly takes: Takes;
  /** Documented default, as one writes it. Empty where the documents name none. */
  readonly fallback: string;
  readonly support: Support;
  readonly note: string;
}

type Row = readonly [
  name: string,
  takes: Takes,
  fallback: string,
  support: Support,
  // A clause that follows a colon: what is decided here, or why not.
  note?: string,
];

const NO_PROXY = 'the session shows the site itself, in the visitor’s own browser';
const NO_MEDIA = 'there is no audio and no video';
const NO_FILES = 'files are not shared';
const NO_SCREENSHOTS = 'no screenshots are made';
const NO_DASHBOARD = 'there is no dashboard';
const NO_WEBHOOKS = 'there are no webhooks';
const NO_QUEUE_HOOKS = 'left for the session’s events, which tell the same';
const OLD_LOOK = 'gone from the documents since 2017; style `.surfly-button`';

const rows: readonly Row[] = [
  ['widget_key', 'string', '', 'yes'],

  ['allow_control_switching', 'boolean', 'true', 'yes', 'the leader can always take control back'],
  ['agent_can_request_control', 'boolean', 'false', 'yes', 'a request waits for 30 seconds'],
  ['agent_can_take_control', 'boolean', 'false', 'yes'],
  ['agent_can_end_session', 'boolean', 'true', 'yes'],
  ['allow_pause', 'boolean', 'false', 'no', 'a session cannot be paused'],
  [
    'native_selects',
    'boolean',
    'true',
    'no',
    'whoever has control gets a list of the options in any case',
  ],

  [
    'block_until_agent_joins',
    'boolean',
    'true',
    'yes',
    'by itself only for sessions that the support button or CTRL+ENTER starts; with `true` for any. Not with `ui_off`',
  ],
  ['hide_until_agent_joins', 'boolean', 'false', 'yes', 'goes before `block_until_agent_joins`'],
  [
    'format_session_id',
    'boolean',
    'true',
    'partly',
    'a session has a PIN and no number of nine digits; a PIN of more than four digits is shown in groups of three',
  ],
  ['auto_restore', 'boolean', 'true', 'yes'],
  [
    'open_in_new_window',
    'boolean',
    '',
    'yes',
    'the tab shows a page of the same site, which has to have `surfly.js` too; where the browser refuses the tab, the window covers the page',
  ],
  [
    'only_embedded_sessions',
    'boolean',
    'false',
    'yes',
    'the session window never needs cookies of a third party, so there is nothing to fall back from',
  ],
  ['url', 'string', '', 'yes', 'an address of the same site; by default the page’s own'],
  ['headers', 'any', '', 'no', NO_PROXY],
  [
    'private_session',
    'boolean',
    '',
    'yes',
    'the follower link opens nothing: agents join from their desk, by the queue or the PIN',
  ],
  [
    'require_password',
    'boolean',
    '',
    'no',
    'the documents do not say whose password it is; `private_session` lets agents in alone',
  ],
  [
    'confirm_session_start',
    'boolean',
    '',
    'yes',
    'asked before the session is made; who declines gets `session_ended`',
  ],
  ['confirmation_modal_body', 'string', '', 'yes', 'plain text'],
  ['auto_start', 'boolean', 'false', 'no', 'call `startLeader()`, or give the tag `autostart`'],
  ['meta', 'any', '', 'no', NO_WEBHOOKS],
  ['tags', 'any', '', 'no', NO_WEBHOOKS],
  ['queued', 'any', '', 'no', 'every session is in the queue until somebody joins'],
  ['region', 'any', '', 'no', 'the server is the one that `surfly.js` comes from'],
  ['script_embedded', 'any', '', 'no', NO_PROXY],
  ['alternative_proxy_enabled', 'any', '', 'no', NO_PROXY],
  ['QUEUE_METADATA_CALLBACK', 'any', 'false', 'no', NO_QUEUE_HOOKS],
  ['QUEUE_HANDLER', 'any', 'false', 'no', NO_QUEUE_HOOKS],
  ['QUEUE_ENDPOINT', 'any', 'false', 'no', NO_QUEUE_HOOKS],
  ['QUEUE_CALLBACK', 'any', 'false', 'no', NO_QUEUE_HOOKS],

  ['ui_off', 'boolean', 'false', 'yes', 'then nobody can be asked for control'],
  ['docked_only', 'boolean', 'false', 'yes', 'no chat'],
  [
    'start_docked',
    'boolean',
    'false',
    'yes',
    'the dock starts small: what it can do is behind a button',
  ],
  ['dock_top_position', 'boolean', 'false', 'yes'],
  ['dock_position', 'string', "'left'", 'yes', '`left`, `top`, `right` or `bottom`'],
  ['chat_enabled', 'boolean', 'true', 'yes'],
  ['chat_box_color', 'string', "'#eb777f'", 'no', 'the chat has the colours of the dock'],
  ['newurl', 'boolean', 'true', 'no', 'the dock has no such button'],
  ['sharing_button', 'boolean', 'true', 'yes'],
  ['white_label', 'boolean', 'false', 'yes', 'there is no logo to hide'],
  [
    'language',
    'string',
    "'en'",
    'yes',
    '`en`, `ar`, `de`, `es`, `fr`, `ja` or `nl`; a follower’s own goes before the session’s',
  ],
  ['splash', 'boolean', 'true', 'yes', 'from the start until the session window is there'],
  [
    'show_loading_screen',
    'boolean',
    'true',
    'yes',
    'from then until the first page in it has been parsed',
  ],
  ['enable_sounds', 'boolean', 'true', 'no', 'there are no sounds'],
  [
    'verbose_console',
    'boolean',
    'true',
    'yes',
    'with `false` nothing is said of settings and calls without effect; errors are',
  ],

  ['hidden', 'boolean', 'false', 'yes'],
  ['autohide_button', 'boolean', 'true', 'yes'],
  ['position', 'string', "'bottomleft'", 'yes', '`bottomleft`, `bottomright` or `middleright`'],
  [
    'stealth_mode',
    'boolean',
    'true',
    'yes',
    'not while something is typed, and not where the page uses these keys itself',
  ],
  ['theme_font_background', 'any', "'red'", 'no', OLD_LOOK],
  ['theme_font_color', 'any', "'white'", 'no', OLD_LOOK],
  ['theme_font_size', 'any', '14', 'no', OLD_LOOK],
  ['theme_inverted', 'any', '', 'no', OLD_LOOK],
  ['autohide_control', 'any', '', 'no', OLD_LOOK],

  [
    'drawing_color',
    'string',
    "'default'",
    'yes',
    "by default the colour of each participant's pointer",
  ],
  ['drawing_mode', 'string', "'temporary'", 'yes'],
  ['drawing_width', 'number', '15', 'yes', 'between 1 and 64'],
  ['drawing_timeout', 'number', '3', 'yes', 'up to 3,600'],

  ['videochat', 'boolean', 'true', 'no', NO_MEDIA],
  ['videochat_autostart', 'boolean', 'false', 'no', NO_MEDIA],
  ['videochat_start_fullscreen', 'boolean', '', 'no', NO_MEDIA],
  ['start_muted', 'boolean', 'false', 'no', NO_MEDIA],
  ['low_quality_video', 'boolean', 'false', 'no', NO_MEDIA],
  ['filesharing', 'boolean', 'true', 'no', NO_FILES],
  ['allow_original_file_download', 'boolean', 'false', 'no', NO_FILES],
  [
    'share_downloads',
    'boolean',
    'true',
    'no',
    `${NO_FILES}: a download stays in the visitor’s browser, and \`file_download\` tells of it`,
  ],
  [
    'enable_canvas_compression',
    'boolean',
    'true',
    'no',
    'canvases are told as pictures in any case',
  ],
  ['min_width', 'number', '0', 'yes', 'the page is scaled down to fit; not in a given iframe'],
  ['min_height', 'number', '0', 'yes', 'the same'],
  [
    'max_width',
    'number',
    '0',
    'yes',
    'the page is in the middle of the window; not in a given iframe',
  ],
  ['max_height', 'number', '0', 'yes', 'the same'],
  [
    'set_to_smallest',
    'boolean',
    'true',
    'partly',
    'has to be asked for: a follower’s window is often a panel of a desk, and the picture is scaled to fit it',
  ],

  [
    'leader_redirect_url',
    'string',
    "''",
    'yes',
    'a URL given to `end()` on the same page goes before it',
  ],
  [
    'follower_redirect_url',
    'string',
    "''",
    'yes',
    'the same; a follower’s own goes before the session’s',
  ],
  [
    'end_redirect_enabled',
    'boolean',
    '',
    'yes',
    'with `false` nobody is sent anywhere after the end',
  ],
  ['on_end_redirect_follower_to_queue', 'boolean', 'false', 'no', NO_DASHBOARD],
  [
    'end_of_session_popup_url',
    'string',
    'false',
    'yes',
    'shown over the original page; goes before every redirect',
  ],
  ['soft_session_end', 'any', '', 'no', NO_PROXY],
  [
    'blacklist',
    'list',
    "'[]'",
    'partly',
    'rules are for pages; `"type": "all"` does not reach the requests that a page makes. As JSON or as an array',
  ],
  [
    'whitelist',
    'list',
    "'[]'",
    'partly',
    'the same; the first rule with a `redirect` tells where to go',
  ],

  ['hide_selector', 'string', '', 'yes'],
  ['mask_all', 'boolean', 'false', 'yes', 'ours, not Surfly’s'],
  [
    'store_chat_logs',
    'boolean',
    'false',
    'partly',
    "written to the server's audit log; there is no dashboard",
  ],
  ['store_session_logs', 'boolean', '', 'partly', 'the server’s log always has the audit entries'],
  ['cookie_transfer_enabled', 'boolean', 'true', 'no', NO_PROXY],
  ['cookie_transfer_proxying', 'boolean', 'true', 'no', NO_PROXY],
  ['cookie_transfer_urls', 'any', '', 'no', NO_PROXY],
  ['cookie_transfer_scopes', 'any', '', 'no', NO_PROXY],
  ['privacy_user_agent', 'boolean', 'false', 'no', NO_PROXY],
  ['privacy_canvas', 'boolean', 'false', 'no', NO_PROXY],
  ['privacy_date', 'boolean', 'false', 'no', NO_PROXY],
  ['privacy_devices', 'boolean', 'false', 'no', NO_PROXY],
  ['s3_screenshots_bucket', 'any', '', 'no', NO_SCREENSHOTS],
  ['s3_access_key', 'any', '', 'no', NO_SCREENSHOTS],
  ['s3_access_secret', 'any', '', 'no', NO_SCREENSHOTS],
  ['automatic_screenshots_enabled', 'boolean', 'false', 'no', NO_SCREENSHOTS],
  ['screenshot_image_size', 'any', '1920', 'no', NO_SCREENSHOTS],
  ['screenshot_interval', 'any', '15', 'no', NO_SCREENSHOTS],
  ['screenshots_on_annotation', 'boolean', 'false', 'no', NO_SCREENSHOTS],
  ['use_webrtc_for_screenshots', 'boolean', 'false', 'no', NO_SCREENSHOTS],
];

export const options: readonly Option[] = rows.map(
  ([name, takes, fallback, support, note = '']) => ({ name, takes, fallback, support, note }),
);
