import type { ClientMessage } from '../protocol/messages.js';
import { newParticipant, participantOf } from './facts.js';
import type { OnceToken, Participant, SessionFacts } from './facts.js';
import { digestOf, matchAmong, matches, newSecret } from './tokens.js';

export type Join = Extract<ClientMessage, { type: 'join' }>;
export type Resume = Extract<ClientMessage, { type: 'resume' }>;

export type Place =
  | {
      participant: Participant;
      /** For the participant alone; kept only as a digest. */
      secret: string;
      /** Another window than the one that had this place before. */
      newWindow: boolean;
    }
  | 'invalid_link'
  | 'gone'
  | 'other_connection'
  | 'too_many';

const MAX_FORMER_SECRETS = 8;
const MAX_FOLLOWER_TOKENS = 64;
const MAX_ONCE_TOKENS = 64;

/** Opens a leader or a follower link. A token of the other role opens nothing. */
export function openLink(facts: SessionFacts, join: Join, maxFollowers: number): Place {
  if (join.role === 'leader') {
    if (!matches(join.token, facts.leaderToken)) return 'invalid_link';
    facts.opened = true;
    return take(facts.leader, join);
  }
  // The same link once more in the same browser: the newer window gets the place of the older one.
  for (const one of facts.followers.values()) {
    if (one.browser === join.browser && one.token && matches(join.token, one.token)) {
      return take(one, join);
    }
  }
  // Into a private session only agents come, by the links that are made for them.
  const links = facts.settings['private_session'] === true ? [] : facts.followerTokens;
  const token = matchAmong(join.token, links) ?? spend(facts, join.token);
  if (!token) return 'invalid_link';
  if (facts.followers.size >= maxFollowers) return 'too_many';
  const follower = newParticipant(facts.nextIndex);
  facts.nextIndex += 1;
  facts.followers.set(follower.index, follower);
  follower.token = token;
  return take(follower, join);
}

/** Takes up a place again. A window whose place has gone to a newer one is told so. */
export function resumePlace(facts: SessionFacts, resume: Resume): Place {
  const participant = participantOf(facts, resume.index);
  if (!participant?.secret) return 'gone';
  const sameWindow = participant.instance === resume.instance;
  if (matches(resume.secret, participant.secret)) {
    if (sameWindow) return { participant, secret: resume.secret, newWindow: false };
    return { participant, secret: changeHands(participant, resume.instance), newWindow: true };
  }
  if (!matchAmong(resume.secret, participant.formerSecrets)) return 'gone';
  // The window that has the place but never heard its new secret.
  if (sameWindow) {
    return { participant, secret: changeHands(participant, resume.instance), newWindow: false };
  }
  return 'other_connection';
}

/** A follower link for whoever gets it, valid as long as the session. */
export function newFollowerToken(facts: SessionFacts): string {
  const token = newSecret();
  const [creators, ...later] = facts.followerTokens;
  const kept = later.slice(-(MAX_FOLLOWER_TOKENS - 2));
  facts.followerTokens = [...(creators ? [creators] : []), ...kept, digestOf(token)];
  return token;
}

/** A follower link for one agent: good for one place, to be taken within a time. */
export function newOnceToken(facts: SessionFacts, forMs: number): string {
  const token = newSecret();
  const made: OnceToken = { digest: digestOf(token), until: Date.now() + forMs };
  facts.onceTokens = [...unexpired(facts).slice(-(MAX_ONCE_TOKENS - 1)), made];
  return token;
}

function spend(facts: SessionFacts, token: string) {
  const digests = unexpired(facts).map(({ digest }) => digest);
  const found = matchAmong(token, digests);
  facts.onceTokens = unexpired(facts).filter(({ digest }) => digest !== found);
  return found;
}

function unexpired(facts: SessionFacts): OnceToken[] {
  const now = Date.now();
  return facts.onceTokens.filter(({ until }) => until > now);
}

function take(participant: Participant, join: Join): Place {
  participant.userData = join.userData;
  participant.browser = join.browser;
  return { participant, secret: changeHands(participant, join.instance), newWindow: true };
}

function changeHands(participant: Participant, instance: string): string {
  const secret = newSecret();
  if (participant.secret) {
    participant.formerSecrets = [
      ...participant.formerSecrets.slice(1 - MAX_FORMER_SECRETS),
      participant.secret,
    ];
  }
  participant.secret = digestOf(secret);
  participant.instance = instance;
  return secret;
}
