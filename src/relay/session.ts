import { randomInt } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { streamNumber } from '../protocol/frames.js';
import type { RelayMessage, WaitingSession, Welcome } from '../protocol/messages.js';
import type { Client, Seat } from './client.js';
import { mayEnd } from './control.js';
import { ControlDesk } from './control-desk.js';
import { countOf, participantOf, presentFollowers } from './facts.js';
import type { Participant, SessionFacts } from './facts.js';
import { FollowerSeat } from './follower-seat.js';
import { InputGate } from './input-gate.js';
import { LeaderSeat } from './leader-seat.js';
import type { Limits, Timing } from './options.js';
import { Picture } from './picture.js';
import type { Viewer } from './picture.js';
import { newFollowerToken } from './places.js';
import type { Place } from './places.js';
import { Pointers } from './pointers.js';
import { Bucket, SharedBuckets } from './rate.js';
import { Talk } from './talk.js';
import { POINTER_BACKLOG } from './viewer-feed.js';
import type { Cursor } from './viewer-feed.js';

export interface SessionContext {
  limits: Limits;
  timing: Timing;
  /** Of images that viewers' browsers ask for themselves. */
  imageOrigins: readonly string[];
  log: FastifyBaseLogger;
  agentAvailable(): boolean;
  /** What agents see of this session in their queue has changed. */
  changed(): void;
  ended(session: Session): void;
}

type TakenPlace = Exclude<Place, string>;

/** A session as this process runs it: the connections of its participants around its facts. */
export class Session {
  readonly facts: SessionFacts;
  readonly picture: Picture;
  readonly inputs: InputGate;
  readonly pointers: Pointers;
  readonly control: ControlDesk;
  readonly talk: Talk;
  readonly #context: SessionContext;
  readonly #clients = new Map<number, Client>();
  readonly #viewers = new Map<number, Viewer>();
  readonly #away = new Map<number, NodeJS.Timeout[]>();
  /** Of one viewer's: two a second, twenty at once. Of all of them: what the leader's page can be asked for. */
  readonly #repairs = new SharedBuckets(2, 20, { perSecond: 8, burst: 80 });
  /** One a second, with some room for clocks and networks. */
  readonly #activity = new Bucket(1.2, 2);
  #unopened: NodeJS.Timeout | undefined;

  constructor(facts: SessionFacts, context: SessionContext) {
    const { limits, timing } = context;
    this.facts = facts;
    this.#context = context;
    this.picture = new Picture(limits, timing.ack);
    this.inputs = new InputGate(facts, timing.inputMaxAge, (to, epoch, n, outcome) => {
      this.tell(to, { type: 'result', epoch, n, outcome });
    });
    this.pointers = new Pointers({
      followers: () => this.#viewers.size,
      deliver: (from, frame) => this.#point(from, frame),
    });
    this.control = new ControlDesk({
      facts,
      answerMs: timing.controlRequest,
      tell: (index, message) => this.tell(index, message),
      tellAll: (message) => this.tellAll(message),
      moved: () => {
        this.inputs.void('not_permitted');
        this.#auditActions();
        this.audit('control', facts.control.to);
      },
    });
    this.talk = new Talk({
      facts,
      participants: () => countOf(facts),
      tellAll: (message) => this.tellAll(message),
      deliver: (from, frame, lossy) => this.#ink(from, frame, lossy),
      audit: (what, by, more) => this.audit(what, by, more),
    });
    this.#unopened = setTimeout(() => this.end('unopened'), timing.leaderLink);
  }

  /* ---- coming ---- */

  seatLeader(client: Client, place: TakenPlace): void {
    const { facts } = this;
    clearTimeout(this.#unopened);
    this.#take(client, place, new LeaderSeat(this, client));
    if (place.newWindow) {
      facts.leaderEpoch += 1;
      this.picture.begin(streamNumber(facts.leaderEpoch, randomInt(0x10000)));
      facts.hidden = facts.asked = false;
      this.audit('lead', 0);
    }
    client.send(this.#welcome(place));
    for (const { index, size } of presentFollowers(facts)) {
      if (size) client.send({ type: 'window_size', from: index, ...size });
    }
    this.picture.setLeader(client);
    this.tellLeaderState();
    this.inputs.leaderHere(client, place.newWindow);
    this.control.askAgain();
    this.#context.changed();
  }

  /** @param cursor - what this follower's window has of the picture already */
  seatFollower(client: Client, place: TakenPlace, cursor: Cursor | null): void {
    const { participant } = place;
    const { index } = participant;
    this.#take(client, place, new FollowerSeat(this, client, index));
    const news = !participant.announced;
    participant.announced = true;
    this.facts.visited = true;
    client.send(this.#welcome(place));
    const joined = this.#presence('joined', participant);
    if (news) {
      this.talk.joined(index);
      this.audit('join', index);
      this.tellAll(joined);
      this.#context.changed();
    } else if (place.newWindow) client.send(joined);
    const state = this.#leaderState;
    if (state !== 'here') client.send({ type: 'leader', state });
    this.#viewers.set(index, this.picture.addViewer(client, cursor));
  }

  /** Gives the place to this connection; the one that had it is told when another window took over. */
  #take(client: Client, { participant, newWindow }: TakenPlace, seat: Seat): void {
    const { index } = participant;
    const before = this.#clients.get(index);
    this.#unwatch(index);
    this.#clients.set(index, client);
    if (before !== client) {
      if (newWindow)
        before?.refuse('other_connection', 'This session was opened in another window.');
      else before?.close();
    }
    for (const timer of this.#away.get(index) ?? []) clearTimeout(timer);
    this.#away.delete(index);
    client.sit(seat);
  }

  #welcome({ participant, secret, newWindow }: TakenPlace): Welcome {
    const { facts } = this;
    const leads = participant.index === 0;
    return {
      type: 'welcome',
      session: facts.id,
      role: leads ? 'leader' : 'follower',
      index: participant.index,
      secret,
      settings: facts.settings,
      pin: facts.pin,
      url: facts.url,
      shared: facts.shared,
      participants: [facts.leader, ...presentFollowers(facts)].map(({ index, userData }) => ({
        index,
        userData,
      })),
      control: facts.control,
      stream: leads ? this.picture.cursor : null,
      followerToken: leads && newWindow ? newFollowerToken(facts) : null,
      available: this.#context.agentAvailable(),
      images: leads ? [...this.#context.imageOrigins] : [],
    };
  }

  /* ---- going ---- */

  /** A connection broke. Its participant has a while to come back. */
  lost(index: number): void {
    this.#clients.delete(index);
    this.#unwatch(index);
    const { timing } = this.#context;
    if (index === 0) {
      this.#leaderAway();
      return;
    }
    this.#away.set(index, [
      setTimeout(() => this.#left(index), timing.left),
      setTimeout(() => this.#forget(index), timing.resume),
    ]);
    // What this participant held down comes up: nobody knows whether they come back.
    const { control } = this.facts;
    if (control.to === index) this.tell(0, { type: 'control', ...control });
  }

  /** A participant leaves for good. Without its leader a session waits for one. */
  bye(index: number, client: Client): void {
    this.#clients.delete(index);
    this.#unwatch(index);
    client.close();
    if (index === 0) {
      this.#leaderAway();
      return;
    }
    this.#left(index);
    this.#forget(index);
  }

  /** @param by - index of the participant who ends it, or why it ends by itself */
  end(by: number | string): void {
    if (typeof by === 'number' && !mayEnd(this.facts, by)) return;
    this.#auditActions();
    this.audit('end', by);
    this.tellAll({ type: 'ended' });
    for (const client of this.#clients.values()) client.close();
    this.close();
    this.#context.ended(this);
  }

  /** Frees what the session holds, without a word to anybody. */
  close(): void {
    clearTimeout(this.#unopened);
    for (const timer of [...this.#away.values()].flat()) clearTimeout(timer);
    this.#away.clear();
    this.#clients.clear();
    this.#viewers.clear();
    this.control.close();
    this.inputs.close();
    this.pointers.close();
    this.picture.close();
  }

  #unwatch(index: number): void {
    const viewer = this.#viewers.get(index);
    if (viewer) this.picture.removeViewer(viewer);
    this.#viewers.delete(index);
    this.pointers.left(index);
  }

  #leaderAway(): void {
    this.picture.setLeader(undefined);
    this.inputs.leaderAway();
    this.tellLeaderState();
    const timer = setTimeout(() => this.end('leaderless'), this.#context.timing.resume);
    this.#away.set(0, [timer]);
  }

  #left(index: number): void {
    const participant = participantOf(this.facts, index);
    if (!participant?.announced) return;
    participant.announced = false;
    this.audit('leave', index);
    this.tellAll(this.#presence('left', participant));
    this.control.left(index);
    this.#context.changed();
  }

  #forget(index: number): void {
    this.#away.delete(index);
    this.talk.left(index);
    this.#repairs.left(index);
    this.control.forgotten(index);
    this.facts.followers.delete(index);
  }

  #presence(change: 'joined' | 'left', { index, userData }: Participant): RelayMessage {
    return { type: 'presence', change, index, userData, count: countOf(this.facts) };
  }

  /** Has a part of the picture told anew, of which a viewer has another idea. A viewer who asks more often is not heard. */
  repair(by: number, id: number): void {
    if (!this.#repairs.take(by)) return;
    this.audit('diverged', by, { node: id });
    this.tell(0, { type: 'repair', id });
  }

  /* ---- telling ---- */

  tell(index: number, message: RelayMessage): void {
    this.#clients.get(index)?.send(message);
  }

  tellAll(message: RelayMessage): void {
    for (const client of this.#clients.values()) client.send(message);
  }

  /** @param origin - tells only those whose page around is of this origin, or all for `*` */
  tellFollowers(message: RelayMessage, origin = '*'): void {
    for (const [index, client] of this.#clients) {
      if (index !== 0 && (origin === '*' || client.origin === origin)) client.send(message);
    }
  }

  /** Tells followers how the leader's page can be reached. */
  tellLeaderState(): void {
    this.tellFollowers({ type: 'leader', state: this.#leaderState });
  }

  get #leaderState(): 'here' | 'hidden' | 'asked' | 'away' {
    if (!this.#clients.has(0)) return 'away';
    if (this.facts.asked) return 'asked';
    return this.facts.hidden ? 'hidden' : 'here';
  }

  /** How large the picture may be in a follower's window. Told to the leader now, and to one who comes later. */
  resized(index: number, size: { width: number; height: number }): void {
    const participant = participantOf(this.facts, index);
    if (participant) participant.size = size;
    this.tell(0, { type: 'window_size', from: index, ...size });
  }

  /** Somebody is doing something. Only of the participant in control others are told. */
  activity(by: number): void {
    if (by !== this.facts.control.to || this.#activity.take() > 0) return;
    for (const [index, client] of this.#clients) {
      if (index !== by) client.send({ type: 'activity' });
    }
  }

  /** A follower's pointer, for the leader and every other follower who keeps up. It leaves no trace. */
  #point(from: number, frame: Buffer): void {
    const leader = this.#clients.get(0);
    if (leader && leader.backlog < POINTER_BACKLOG) leader.sendBytes(frame);
    for (const [index, { frames }] of this.#viewers) if (index !== from) frames.point(frame);
  }

  #ink(from: number, frame: Buffer, lossy: boolean): void {
    for (const [index, client] of this.#clients) {
      if (index === from || (lossy && client.backlog >= POINTER_BACKLOG)) continue;
      client.sendBytes(frame);
    }
  }

  /** A follower's share of the picture. */
  viewer(index: number): Viewer | undefined {
    return this.#viewers.get(index);
  }

  relocate(url: string, shared: boolean): void {
    const { facts } = this;
    // What a page has made itself is gone with it.
    if (/^http/.test(url) && new URL(url).origin === facts.origin) facts.home = url;
    this.talk.relocated(facts.url, url);
    facts.url = url;
    facts.shared = shared;
    this.tellFollowers({ type: 'location', url, shared });
    this.#context.changed();
  }

  /** What became of everything that was done, or tried, since control moved last. */
  #auditActions(): void {
    const outcomes = this.inputs.takeCounts();
    if (outcomes) this.audit('actions', 'followers', { outcomes });
  }

  audit(what: string, by: number | string, more: Record<string, unknown> = {}): void {
    this.#context.log.info({ audit: what, session: this.facts.id, by, ...more });
  }

  /** What agents see of it. */
  waiting(): WaitingSession {
    const { facts } = this;
    const { name } = facts.leader.userData;
    return {
      session: facts.id,
      pin: facts.pin,
      name: typeof name === 'string' ? name.slice(0, 200) : '',
      url: facts.url,
      age: Date.now() - facts.createdAt,
      viewers: countOf(facts) - 1,
      waiting: !facts.visited,
    };
  }
}
