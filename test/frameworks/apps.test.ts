// The apps of demo/frameworks: each is checked and built by the compilers of its framework.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { buildAll, prepare, runFor } from '../../demo/frameworks/build.mjs';
import { apps } from './drive.js';

let results: Map<string, Error | undefined>;
before(async () => {
  await prepare();
  results = await buildAll(apps);
});

describe('the compilers of the frameworks', () => {
  for (const app of apps) {
    it(`${app} accepts the app, and refuses what the tag does not take`, () => {
      assert.ifError(results.get(app));
    });
  }

  it('angular refuses a payload that the event does not have', async () => {
    await assert.rejects(runFor('angular', ['ngc', '-p', 'tsconfig.wrong.json']), (error) => {
      const { message } = error as Error;
      assert.match(message, /Property 'trim' does not exist on type 'number'/);
      assert.match(message, /'unknown' is not assignable to parameter of type 'boolean'/);
      return true;
    });
  });
});
