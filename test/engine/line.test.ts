import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { directLine, lineOver, type Line } from '../../src/engine/follower/line.js';

const heardBy = <Said, Heard>(line: Line<Said, Heard>): Heard[] => {
  const heard: Heard[] = [];
  line.listen((message) => heard.push(message));
  return heard;
};

describe('a line to a window', () => {
  it('of the page’s own origin: all that is said, in order, once whoever says it is done', async () => {
    const [page, window] = directLine<string, number>();
    const [atPage, atWindow] = [heardBy(page), heardBy(window)];
    page.post('one');
    window.post(1);
    page.post('two');
    assert.deepEqual([atPage, atWindow], [[], []]);
    await Promise.resolve();
    assert.deepEqual([atPage, atWindow], [[1], ['one', 'two']]);
  });

  it('of the page’s own origin: nothing more, once either side has closed it', async () => {
    for (const end of [0, 1] as const) {
      const ends = directLine<string, string>();
      const heard = ends.map((line) => heardBy(line));
      for (const line of ends) line.post('late');
      ends[end].close();
      for (const line of ends) line.post('later');
      await Promise.resolve();
      assert.deepEqual(heard, [[], []]);
    }
  });

  it('of another origin: over a port, which may give things away', async (test) => {
    const { port1, port2 } = new MessageChannel();
    test.after(() => port1.close());
    const [page, window] = [lineOver<Uint8Array, string>(port1), lineOver(port2)];
    const bytes = new Uint8Array([1, 2, 3]);
    page.post(bytes, [bytes.buffer]);
    const heard = await new Promise((resolve) => window.listen(resolve));
    assert.deepEqual(heard, new Uint8Array([1, 2, 3]));
    assert.equal(bytes.byteLength, 0);
  });
});
