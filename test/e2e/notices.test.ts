import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { assetFrames } from '../../src/protocol/assets.js';
import { RecordEncoder } from '../../src/protocol/deflate.js';
import { encodeFrame, FrameKind } from '../../src/protocol/frames.js';
import { NodeKind, Op, RECORD_FORMAT, type Json } from '../../src/protocol/records.js';
import { joinAs, TestClient, unique } from '../relay/harness.js';
import { Person, until } from './person.js';
import { stage } from './stage.js';

const on = stage();

/** Number of the element that holds what such a leader's page says. */
const BODY = 4;

/** A leader made of nothing but a connection: it sends whatever it likes. */
class StrangeLeader {
  readonly client: TestClient;
  readonly link: string;
  readonly #stream: number;
  readonly #encoder = new RecordEncoder();
  #seq = 0;
  #record = 0;

  private constructor(client: TestClient, link: string, stream: number) {
    this.client = client;
    this.link = link;
    this.#stream = stream;
  }

  static async enter(): Promise<StrangeLeader> {
    const { origin } = on.demo;
    const client = await TestClient.connect({ url: `${origin}/` }, origin);
    const url = `${origin}/demo/shop/`;
    client.send({ type: 'create', v: 1, widgetKey: 'demo', url, settings: {} });
    const { session, leaderToken, followerToken } = await client.next('created');
    client.send(joinAs('leader', session, leaderToken, { instance: unique() }));
    const { stream } = await client.next('welcome');
    return new StrangeLeader(client, `${origin}/join/#${session}.${followerToken}`, stream!.stream);
  }

  raw(kind: FrameKind, payload: Uint8Array): void {
    this.#seq += 1;
    const seq = this.#seq;
    this.client.send(
      encodeFrame({ kind, first: true, last: true, stream: this.#stream, seq, payload }),
    );
  }

  /** A page that says one thing. */
  page(text: string): void {
    this.#record += 1;
    const { document, element } = NodeKind;
    const nodes: Json[] = [
      ...[document, 0, 1, element, 'html', 0, 2, element, 'head', 0, 0],
      ...[element, 'body', 0, 1, NodeKind.text, text],
    ];
    const ops: Json[] = [[Op.viewport, 800, 600, 800]];
    // Each is another page: one that a replica has already is not made again.
    const record: Json[] = [RECORD_FORMAT, this.#record, this.#record, [1, 5], nodes, ...ops];
    this.raw(FrameKind.snapshot, this.#encoder.encode('snapshot', record));
  }

  /** Something on it is different. */
  change(op: Json, record = this.#record + 1): void {
    this.#record = record;
    this.raw(FrameKind.change, this.#encoder.encode('change', [record, 6, op]));
  }

  beat(): void {
    this.client.send({ type: 'beat' });
  }
}

/** Bytes that are no record. */
const garbage = () => new Uint8Array(64).fill(255);

/** What the follower's window says, and what its picture shows. */
async function seen(person: Person) {
  return person.followerWindow!.evaluate(() => {
    const picture = document.querySelector<HTMLIFrameElement>('.stage iframe');
    return {
      notice: document.querySelector('.notice')!.textContent,
      note: document.querySelector('.note')!.textContent,
      role: document.querySelector('.notice')!.getAttribute('role'),
      again: document.querySelector('.again') !== null,
      picture: picture?.contentDocument?.body?.textContent ?? '',
      pictures: document.querySelectorAll('.stage iframe').length,
    };
  });
}

const says = (person: Person, key: 'notice' | 'note' | 'picture', wanted: RegExp) =>
  until(`${key} ${String(wanted)}`, async () => {
    const now = await seen(person);
    return wanted.test(now[key]) ? now : undefined;
  });

describe('a picture that cannot be made', () => {
  let leader: StrangeLeader;
  let ben: Person;

  // Each with a follower who has seen nothing bad before: too much of it, and he is asked.
  beforeEach(async () => {
    leader = await StrangeLeader.enter();
    leader.page('the first page');
    ben = await Person.enter(on.browser, leader.link);
    await says(ben, 'picture', /^the first page$/);
  });
  afterEach(async () => {
    await ben.leave();
    await leader.client.cut();
  });

  for (const [what, send] of [
    ['a change that is no record', () => leader.raw(FrameKind.change, garbage())],
    ['a change that is out of order', () => leader.change([Op.text, 5, 'never'], 1_000)],
    ['a change that has no bytes', () => leader.raw(FrameKind.change, new Uint8Array(0))],
    [
      'a change of another format',
      () => leader.raw(FrameKind.change, gzipSync(Buffer.from('[1,2]'))),
    ],
  ] as const) {
    it(`${what}: the last picture stays, and a new one is asked for`, async () => {
      send();
      leader.page(`after ${what}`);
      const now = await says(ben, 'picture', new RegExp(`^after ${what}$`));
      assert.equal(now.pictures, 1);
      await says(ben, 'notice', /^$/);
    });
  }

  it('a picture that grows beyond bounds: the last one stays', async () => {
    const bomb = deflateRawSync(Buffer.alloc(30 * 1024 * 1024, ' '));
    assert.ok(bomb.byteLength < 64 * 1024);
    leader.raw(FrameKind.snapshot, bomb);
    leader.page('after the bomb');
    await says(ben, 'picture', /^after the bomb$/);
    await says(ben, 'notice', /^$/);
  });

  it('every picture: it says so, stops asking, and tries again when it is told to', async () => {
    const tried = () => ben.complaints.filter((line) => line.includes('did not fit')).length;
    const before = tried();
    leader.raw(FrameKind.snapshot, garbage());
    const answering = setInterval(() => {
      leader.beat();
      if (leader.client.take('need_snapshot').length > 0) leader.raw(FrameKind.snapshot, garbage());
    }, 50);
    try {
      const mending = await says(ben, 'notice', /made anew/);
      assert.match(mending.picture, /^the first page$/);
      assert.equal(mending.role, 'status');
      assert.equal(mending.again, false);
      const stuck = await says(ben, 'notice', /cannot be shown/);
      assert.match(stuck.picture, /^the first page$/, 'the last right picture is there');
      assert.ok(stuck.again);
      const tries = tried() - before;
      assert.ok(tries >= 3 && tries <= 8, `${tries} tries`);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      assert.equal(tried() - before, tries, 'nothing is tried meanwhile');
    } finally {
      clearInterval(answering);
    }
    leader.page('a page again');
    await ben.followerWindow!.evaluate(() =>
      document.querySelector<HTMLElement>('.again')!.click(),
    );
    const now = await says(ben, 'picture', /^a page again$/);
    assert.equal(now.pictures, 1);
    const well = await says(ben, 'notice', /^$/);
    assert.equal(well.again, false);
    leader.change([Op.text, 5, 'and it goes on']);
    await says(ben, 'picture', /^and it goes on$/);
  });

  it('an image that is none: the page is shown, and a note says what is missing', async () => {
    const hash = 'ab'.repeat(32);
    const bytes = new TextEncoder().encode('<script>alert(1)</script>');
    for (const frame of assetFrames({ hash, type: 'text/html', bytes })) leader.client.send(frame);
    leader.page('with an image');
    leader.change([Op.attributes, BODY, 'style', 'background: url("asset:1")']);
    leader.change([Op.assets, 1, hash]);
    await says(ben, 'note', /images/);
    assert.equal((await seen(ben)).picture, 'with an image');
  });
});

describe('what a follower is told of the leader', () => {
  it('that nothing has come yet, that its tab is in the background, that its connection is lost', async () => {
    const leader = await StrangeLeader.enter();
    const ben = await Person.enter(on.browser, leader.link);
    await until('the window', () => seen(ben));
    await says(ben, 'notice', /Waiting/);
    leader.page('a page');
    await says(ben, 'notice', /^$/);
    leader.client.send({ type: 'hidden', hidden: true });
    await says(ben, 'note', /another tab/);
    leader.client.send({ type: 'hidden', hidden: false });
    await says(ben, 'note', /^$/);
    await leader.client.cut();
    await says(ben, 'note', /lost its connection/);
    assert.equal((await seen(ben)).picture, 'a page');
    await ben.leave();
  });
});
