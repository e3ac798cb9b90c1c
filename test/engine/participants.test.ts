import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Participants } from '../../src/engine/participants.js';
import german from '../../src/engine/texts/languages/de.js';
import type { Welcome } from '../../src/protocol/messages.js';

function setUp() {
  const events: [string, object][] = [];
  const participants = new Participants((event, payload) => events.push([event, payload]));
  return { participants, events };
}

function welcome(part: Partial<Welcome>): Welcome {
  return {
    type: 'welcome',
    session: 's'.repeat(22),
    role: 'leader',
    index: 0,
    secret: 't'.repeat(43),
    settings: {},
    pin: '1234',
    url: 'https://shop.example/',
    shared: true,
    participants: [{ index: 0, userData: { name: 'Visitor' } }],
    control: { to: 0, epoch: 1 },
    stream: null,
    followerToken: null,
    available: false,
    images: [],
    ...part,
  };
}

const both = [
  { index: 0, userData: { name: 'Visitor' } },
  { index: 1, userData: { name: 'Agent' } },
];

describe('the participants', () => {
  it('count the leader too', () => {
    const { participants, events } = setUp();
    participants.welcome(welcome({}));
    participants.joined(1, { name: 'Agent' });
    participants.left(1);
    assert.deepEqual(events, [
      ['viewer_joined', { count: 2, clientIndex: 1, userData: { name: 'Agent' } }],
      ['viewer_left', { count: 1, clientIndex: 1, userData: { name: 'Agent' } }],
    ]);
  });

  it('announce a change of control once, with the data of who got it', () => {
    const { participants, events } = setUp();
    participants.welcome(welcome({ role: 'follower', index: 1, participants: both }));
    participants.joined(1, { name: 'Agent' });
    participants.control(1, 2);
    participants.control(1, 2);
    participants.control(0, 3);
    assert.deepEqual(events.slice(1), [
      ['control', { to: 1, userData: { name: 'Agent' }, gained: true }],
      ['control', { to: 0, userData: { name: 'Visitor' }, gained: false }],
    ]);
    assert.equal(participants.controlEpoch, 3);
  });

  it('find out after a lost connection what they missed', () => {
    const { participants, events } = setUp();
    participants.welcome(welcome({ participants: both }));
    participants.welcome(
      welcome({
        participants: [
          { index: 0, userData: { name: 'Visitor' } },
          { index: 2, userData: {} },
        ],
        control: { to: 2, epoch: 4 },
      }),
    );
    assert.deepEqual(events, [
      ['viewer_left', { count: 1, clientIndex: 1, userData: { name: 'Agent' } }],
      ['viewer_joined', { count: 2, clientIndex: 2, userData: {} }],
      ['control', { to: 2, userData: {}, gained: false }],
    ]);
  });

  it('announce nothing where nothing changed', () => {
    const { participants, events } = setUp();
    participants.welcome(welcome({ participants: both }));
    participants.welcome(welcome({ participants: both }));
    participants.joined(1, {});
    assert.deepEqual(events, []);
  });
});

describe('names', () => {
  const nameOf = (name: unknown, index = 1) => {
    const { participants } = setUp();
    participants.users.set(index, { name });
    return participants.nameOf(index);
  };

  it('are what the participant says, or what tells it from the others', () => {
    assert.equal(nameOf(' Ben  Smith '), 'Ben Smith');
    assert.equal(nameOf('דנה כהן'), 'דנה כהן');
    assert.equal(nameOf('علی\u200Cرضا'), 'علی\u200Cرضا');
    const unseen = ['', ' ', '\u200B', '\u200D\u0301', '\u3164\u115F', '\u2800'];
    for (const nothing of [undefined, null, 7, {}, ['Ben'], ...unseen]) {
      assert.equal(nameOf(nothing, 3), 'Guest 3');
      assert.equal(nameOf(nothing, 0), 'Leader');
    }
  });

  it('are short, in one line, and turn nothing around', () => {
    assert.equal(nameOf('x'.repeat(33)), `${'x'.repeat(31)}…`);
    assert.equal(nameOf('a\u202Eb\nc\u2066d\0'), 'a b c d');
    assert.equal(nameOf(`a${'\u0301'.repeat(400)}`), `a${'\u0301'.repeat(4)}`);
    // A pair of code units is never cut in two.
    assert.equal(nameOf('😀'.repeat(40)), `${'😀'.repeat(31)}…`);
  });

  it('are told of everybody but oneself, with who is in control', () => {
    const { participants } = setUp();
    const others = [
      { index: 0, userData: { name: 'Visitor' } },
      { index: 1, userData: {} },
      { index: 2, userData: { name: 'Cleo' } },
    ];
    participants.welcome(
      welcome({ role: 'follower', index: 2, participants: others, control: { to: 1, epoch: 2 } }),
    );
    assert.deepEqual(participants.others(), [
      { index: 0, name: 'Visitor', mark: '' },
      { index: 1, name: 'Guest 1', mark: 'in control' },
    ]);
    participants.texts = german.window;
    assert.deepEqual(participants.others()[1], {
      index: 1,
      name: 'Gast 1',
      mark: 'hat die Steuerung',
    });
  });
});
