import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Silence } from '../../src/engine/silence.js';

/** Milliseconds. */
const WITHIN = 400;

describe('a silence', () => {
  it('is told once, when nothing was heard for so long', async () => {
    let told = 0;
    const silence = new Silence(() => (told += 1));
    for (let heard = 0; heard < 6; heard += 1) {
      silence.expect(WITHIN);
      await wait(WITHIN / 4);
    }
    assert.equal(told, 0);
    await wait(2 * WITHIN);
    assert.equal(told, 1);
    silence.expect(WITHIN);
    await wait(2 * WITHIN);
    assert.equal(told, 2);
  });

  it('may be a longer or a shorter one than before', async () => {
    let told = 0;
    const silence = new Silence(() => (told += 1));
    silence.expect(60_000);
    silence.expect(WITHIN / 4);
    await wait(WITHIN);
    assert.equal(told, 1);
    silence.expect(WITHIN / 4);
    silence.expect(60_000);
    await wait(WITHIN);
    assert.equal(told, 1);
    silence.stop();
  });

  it('is not told once it does not matter', async () => {
    let told = 0;
    const silence = new Silence(() => (told += 1));
    silence.expect(WITHIN / 4);
    silence.stop();
    await wait(WITHIN);
    assert.equal(told, 0);
  });
});
