import { webAddress } from './web-address.js';

/** Where a participant goes when a session has ended. */
export interface AfterEnd {
  leads: boolean;
  settings: Readonly<Record<string, unknown>>;
  /** What `end()` was given on this page. */
  redirectUrl: string | undefined;
  /** The page last shown, where the session's window covered this one. */
  inside: string | undefined;
}

/** "The user is sent to the page last visited inside the session", unless `end()` or a setting says otherwise. */
export function goOn({ leads, settings, redirectUrl, inside }: AfterEnd): void {
  if (settings['end_redirect_enabled'] === false) return;
  const asked = redirectUrl ?? settings[`${leads ? 'leader' : 'follower'}_redirect_url`];
  const address = typeof asked === 'string' && asked !== '' ? asked : inside;
  const page = address === undefined ? undefined : webAddress(address, location.href);
  if (page && page.href !== location.href) setTimeout(() => location.assign(page.href));
}
