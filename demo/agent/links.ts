import type { AgentLink } from './desk-client.js';

const FRAGMENT = /^#([\w-]{22})\.[\w-]{43}$/;

/** A follower link on the server that this page came from. */
export function linkTo({ session, token }: AgentLink): string {
  return `${location.origin}/join/#${session}.${token}`;
}

/** The session that a follower link opens, or undefined where it is no follower link. */
export function sessionOf(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { pathname, hash } = new URL(link);
  return pathname.endsWith('/join/') ? FRAGMENT.exec(hash)?.[1] : undefined;
}
