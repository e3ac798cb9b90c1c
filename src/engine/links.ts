/** A leader or a follower link, taken apart. The secrets are in the fragment, which no server ever sees. */
export interface SessionLink {
  role: 'leader' | 'follower';
  session: string;
  token: string;
}

const FRAGMENT = /^([\w-]{22})\.([\w-]{43})$/;
const PATHS = { leader: 'lead/', follower: 'join/' } as const;
/** Name of the fragment part by which a leader link reaches the page that it starts on. */
const HANDOVER = /[#&]surfly_session=([\w-]{22}\.[\w-]{43})/;

export function linkTo(base: string, link: SessionLink): string {
  return `${base}${PATHS[link.role]}#${link.session}.${link.token}`;
}

/** Takes a link apart; undefined when it is none of ours. Links of another deployment are none of ours. */
export function parseLink(base: string, url: string): SessionLink | undefined {
  for (const role of ['leader', 'follower'] as const) {
    const start = `${base}${PATHS[role]}#`;
    const parts = url.startsWith(start) && FRAGMENT.exec(url.slice(start.length));
    if (parts) return { role, session: parts[1] ?? '', token: parts[2] ?? '' };
  }
  return undefined;
}

/** Takes a leader link out of the page's own address, where the page behind the link has put it. */
export function takeHandover(base: string): string | undefined {
  const found = HANDOVER.exec(location.hash);
  if (!found) return undefined;
  const rest = location.hash.replace(found[0], '');
  history.replaceState(history.state, '', location.pathname + location.search + rest);
  return `${base}${PATHS.leader}#${found[1]}`;
}
