import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ClientMessage, clientMessages, Hello, RelayMessage } from '../../src/protocol/messages.js';

const token = 'A'.repeat(43);
const session = 'A'.repeat(22);
const join = {
  ...{ type: 'join', v: 1, role: 'leader', session, token, instance: 'i', browser: 'b' },
  userData: {},
};

const accepts = (schema: typeof Hello | typeof ClientMessage, value: unknown) =>
  schema.safeParse(value).success;

describe('a message', () => {
  it('is taken as it is', () => {
    assert.deepEqual(ClientMessage.parse(join), join);
    const data = { a: [1, { b: null }] };
    const message = { type: 'message', data, origin: 'https://a.example', targetOrigin: '*' };
    assert.deepEqual(ClientMessage.parse({ ...message, inside: true }), {
      ...message,
      inside: true,
    });
  });

  it('with an unknown key, a missing one or another version is not', () => {
    assert.equal(accepts(ClientMessage, { ...join, extra: 1 }), false);
    assert.equal(accepts(ClientMessage, { ...join, userData: undefined }), false);
    assert.equal(accepts(ClientMessage, { ...join, v: 2 }), false);
    assert.equal(accepts(ClientMessage, { ...join, type: 'joins' }), false);
    assert.equal(RelayMessage.safeParse({ type: 'ended', reason: 'x' }).success, false);
  });

  it('keeps to its bounds', () => {
    const wrong: Record<string, unknown>[] = [
      { token: token.slice(1) },
      { token: `${token}A` },
      { token: '+'.repeat(43) },
      { session: 'A'.repeat(23) },
      { role: 'agent' },
      { instance: '' },
      { browser: 'b'.repeat(65) },
      { userData: [] },
      { userData: null },
    ];
    for (const part of wrong) {
      assert.equal(accepts(ClientMessage, { ...join, ...part }), false, JSON.stringify(part));
    }
    const indexes = [-1, 1.5, '1', Number.NaN];
    for (const to of indexes) {
      assert.equal(accepts(ClientMessage, { type: 'control_give', to }), false);
    }
    for (const pin of ['123', '123456789', '12a4', 1234]) {
      assert.equal(accepts(ClientMessage, { type: 'agent_join_pin', pin }), false);
    }
    const hashes = Array.from({ length: 257 }, () => 'a'.repeat(64));
    assert.equal(accepts(ClientMessage, { type: 'want_assets', hashes }), false);
    assert.equal(accepts(ClientMessage, { type: 'want_assets', hashes: hashes.slice(1) }), true);
    assert.equal(accepts(ClientMessage, { type: 'want_assets', hashes: ['A'.repeat(64)] }), false);
  });

  it('opens a connection only where it says who is there', () => {
    assert.equal(accepts(Hello, join), true);
    assert.equal(accepts(Hello, { type: 'locate', v: 1, session, token }), true);
    for (const schema of clientMessages) {
      const type = schema.shape.type.def.values[0];
      assert.equal(accepts(Hello, { type }), false, type);
    }
  });
});
