/** The tests of what hostile markup does to whoever looks, for a sample of the payloads or for all of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Arena, payloads, sinkHoles } from './arena.js';
import { BEACONS, beacons } from './beacons.js';

const AT_ONCE = 25;
/** Milliseconds in which a payload that waits for something has its chance. */
const PATIENCE = 120;

export interface AssaultOptions {
  /** Every so-manieth payload; 1 for all. */
  every: number;
  /** The first of them; 0 unless told. */
  first?: number;
  /** How many of those have to run where nothing stops them. */
  controls: number;
}

export function assault({ every, first = 0, controls }: AssaultOptions): void {
  const chosen = payloads().filter((_, i) => i % every === first);
  const batches = Array.from({ length: Math.ceil(chosen.length / AT_ONCE) }, (_, i) =>
    chosen.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );

  describe(`${chosen.length} hostile payloads`, { timeout: 1_800_000 }, () => {
    let arena: Arena;
    before(async () => (arena = await Arena.open()));
    after(() => arena.close());

    for (const how of ['raw', 'recorded'] as const) {
      it(`do nothing to a viewer, ${how === 'raw' ? 'as no recorder would send them' : 'in a recorded page'}`, async () => {
        const found = { ran: [] as string[], unsafe: [] as string[], refused: [] as string[] };
        let clicks = 0;
        for (const [number, batch] of batches.entries()) {
          const records = await arena.records(how, batch);
          const outcome = await arena.endure(records, PATIENCE);
          found.ran.push(
            ...outcome.ran.map((i: number) => batch[i] ?? `one of ${JSON.stringify(batch)}`),
          );
          found.unsafe.push(...outcome.unsafe);
          found.refused.push(
            ...outcome.refused.map((text: string) => `${text}: ${batch[parseInt(text, 10)]}`),
          );
          if (number % 4 === 0) clicks += await arena.click(records);
        }
        assert.deepEqual({ ...found, refused: [] }, { ran: [], unsafe: [], refused: [] });
        // A payload that cannot be shown tries nothing.
        assert.ok(found.refused.length <= chosen.length / 100, found.refused.join('\n'));
        assert.deepEqual(
          { popups: await arena.popups(), navigations: arena.navigations, dialogs: arena.dialogs },
          { popups: 0, navigations: 0, dialogs: 0 },
        );
        assert.ok(clicks > batches.length, `only ${clicks} clicks were made`);
      });
    }

    it('call nobody', async () => {
      const holes = await sinkHoles(BEACONS);
      try {
        const pages = beacons(holes.urls);
        for (const how of ['raw', 'recorded'] as const) {
          const records = await arena.records(how, pages);
          // What the leader's own page has called is its own business.
          holes.called();
          await arena.endure(records, 1000);
          await arena.click(records);
          await new Promise((resolve) => setTimeout(resolve, 500));
          assert.deepEqual(
            holes.called().map((i) => pages[i]),
            [],
            how,
          );
        }
      } finally {
        holes.close();
      }
    });

    it('would meet two policies beyond the filter', async () => {
      const policies = await arena.policies(await arena.records('recorded', ['<p>x']));
      assert.equal(policies.length, 2, policies.join('\n'));
      for (const policy of policies) assert.match(policy, /default-src 'none'/);
    });

    it(`would run, and call, where nothing stops them`, async () => {
      let ran = 0;
      for (const batch of batches) {
        const found = await arena.control(batch, PATIENCE).catch(() => undefined);
        ran += found?.length ?? 0;
        // Some take the whole page away.
        if (!found) await arena.freshLeader();
      }
      await arena.freshLeader();
      const holes = await sinkHoles(BEACONS);
      await arena.control(beacons(holes.urls), 2000).catch(() => []);
      const called = holes.called();
      holes.close();
      console.log(
        `The control ran ${ran} of ${chosen.length} payloads and made ${called.length} of ${BEACONS} calls.`,
      );
      assert.ok(ran >= controls, `only ${ran} ran`);
      assert.ok(called.length >= 15, `only ${called.length} called`);
    });
  });
}
