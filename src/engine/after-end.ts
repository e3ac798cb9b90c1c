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
  if (address === undefined || !URL.canParse(address, location.href)) return;
  const { href, protocol } = new URL(address, location.href);
  // What others have a say in may lead to other pages, and to nothing else.
  if (/^https?:$/.test(protocol) && href !== location.href) setTimeout(() => location.assign(href));
}
