import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Lateness } from '../../src/engine/leader/input/lateness.js';

/** The viewer's clock is an hour ahead. */
const AHEAD = 3_600_000;

describe('an action that comes too late', () => {
  const arrive = (late: Lateness, made: number, at: number, epoch = 1) =>
    late.isTooLate(epoch, made + AHEAD, at);

  it('is one that was held up for more than three seconds, whatever the clocks say', () => {
    const late = new Lateness();
    assert.equal(arrive(late, 0, 100), false);
    assert.equal(arrive(late, 1_000, 1_050), false);
    assert.equal(arrive(late, 2_000, 5_040), false, 'three seconds');
    assert.equal(arrive(late, 2_000, 5_060), true, 'more than three seconds');
  });

  it('is each of those that were held up together, but not what was made just before they came', () => {
    const late = new Lateness();
    arrive(late, 0, 50);
    const outcomes = [1_000, 4_000, 6_500, 9_000].map((made) => arrive(late, made, 10_000));
    assert.deepEqual(outcomes, [true, true, true, false]);
    assert.equal(arrive(late, 10_100, 10_150), false);
  });

  it('is none of a viewer whose clock was set back', () => {
    const late = new Lateness();
    arrive(late, 0, 50);
    assert.equal(arrive(late, 10_000 - 60_000, 10_050), true, 'nobody can know it yet');
    assert.equal(arrive(late, 12_000 - 60_000, 12_050), false);
    assert.equal(arrive(late, 13_000 - 60_000, 13_050), false);
  });

  it('is measured anew for each who gets control', () => {
    const late = new Lateness();
    arrive(late, 0, 50);
    assert.equal(arrive(late, -AHEAD, 100, 2), false);
  });

  it('is none that does not say when it was made', () => {
    assert.equal(new Lateness().isTooLate(1, undefined), false);
  });
});
