// Around the frame that is recorded: does things to its page and says what they took, recorded or not.
import { createMasking } from '../../../../src/engine/leader/masking.js';
import { loadLate } from '../../../mirror/late-parts.js';
import { record } from '../../../../src/engine/leader/recorder/recorder.js';
import { RecordEncoder } from '../../../../src/protocol/deflate.js';
import { Op } from '../../../../src/protocol/records.js';
import type { Operation } from './rows.js';

/** The least is an observer that writes down what changed as JSON: nothing masked, nothing packed, nothing sent. */
export type How = 'off' | 'rrweb' | 'ours' | 'least';

/** What is made of the records: nothing, or what goes out. */
export type Encoded = 'not' | 'encoded';

export interface Load {
  open(address: string): Promise<void>;
  /** Records from now on. Resolves when the first snapshot is there, with the longest time that the page could do nothing else. */
  start(how: How, encoded: Encoded): Promise<number>;
  /** Takes one more snapshot. Resolves when it is there. */
  snapshot(): Promise<void>;
  /** The same. Resolves with the longest time that the page could do nothing else; to look for it is script, too. */
  pause(): Promise<number>;
  /** Resolves when everything is done, with the milliseconds until the result was painted, one number for each time. */
  operate(operation: Operation, times: number): Promise<number[]>;
  /** What `operate` takes by itself. */
  idle(times: number): Promise<void>;
}

type Inside = Window &
  typeof globalThis & {
    operations: Record<Operation, () => void>;
    rrweb: { start(json: boolean): void; snapshot(): void; bytes(): number };
  };

const frame = document.querySelector('iframe')!;
const inside = () => frame.contentWindow as Inside;
let how: How = 'off';
let emitted = () => {};
let takeSnapshot = () => {};

const load: Load = {
  async open(address) {
    frame.src = address;
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  },
  start(chosen, encoded) {
    how = chosen;
    if (how === 'off') return Promise.resolve(0);
    if (how === 'least') {
      noteChanges(inside());
      return Promise.resolve(0);
    }
    if (how === 'rrweb') {
      takeSnapshot = () => inside().rrweb.snapshot();
      return withoutPause(() => inside().rrweb.start(encoded === 'encoded'));
    }
    const encoder = new RecordEncoder();
    let isWhole = false;
    return withoutPause(() => {
      const recorder = record({
        window: inside(),
        masking: createMasking(),
        emit(kind, content) {
          if (encoded === 'encoded') encoder.encode(kind, content);
          const says = (op: number) => content.some((one) => Array.isArray(one) && one[0] === op);
          isWhole = kind === 'snapshot' ? !says(Op.partial) : isWhole || says(Op.complete);
          // The recorder has not returned yet the first time.
          queueMicrotask(() => isWhole && emitted());
        },
        pointer() {},
        asset() {},
        load: loadLate,
      });
      takeSnapshot = () => recorder.snapshot();
    }, untilEmitted());
  },
  async snapshot() {
    const there = how === 'ours' ? untilEmitted() : undefined;
    await called(takeSnapshot);
    await there;
  },
  pause: () => withoutPause(takeSnapshot, how === 'ours' ? untilEmitted() : undefined),
  async operate(operation, times) {
    const act = inside().operations[operation];
    const painted: number[] = [];
    for (let i = 0; i < times; i += 1) {
      await nextFrame();
      const start = await called(act);
      await nextFrame();
      painted.push(performance.now() - start);
    }
    await quiet();
    return painted;
  },
  async idle(times) {
    for (let i = 0; i < times; i += 1) {
      await nextFrame();
      await called(() => {});
      await nextFrame();
    }
    await quiet();
  },
};
Object.assign(window, { load });

function noteChanges({ document, MutationObserver }: Inside): void {
  const numbers = new Map<Node, number>();
  const walker = document.createTreeWalker(document);
  for (let at: Node | null = document; at; at = walker.nextNode()) numbers.set(at, numbers.size);
  const of = (node: Node | null) => node && numbers.get(node);
  new MutationObserver((records) => {
    const noted = records.map(({ type, target, attributeName: name, addedNodes, removedNodes }) => {
      if (type === 'characterData') return [of(target), target.nodeValue];
      if (type === 'attributes') return [of(target), name, (target as Element).getAttribute(name!)];
      return [
        ...Array.from(removedNodes, (node) => [of(node)]),
        ...Array.from(addedNodes, (node) => [of(node), of(node.nextSibling)]),
      ];
    });
    noted.push([JSON.stringify(noted).length]);
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}

/** Calls as a browser calls what a page has asked for; script that a promise goes on with is not in its count. */
function called(act: () => void): Promise<number> {
  return new Promise((resolve) =>
    setTimeout(() => {
      const start = performance.now();
      act();
      resolve(start);
    }),
  );
}

/** A frame has been drawn. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    requestAnimationFrame(() => port2.postMessage(0));
  });
}

/** Nothing is left to be done. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function untilEmitted(): Promise<void> {
  return new Promise((resolve) => (emitted = resolve));
}

/** @returns the longest time, in milliseconds, for which nothing else could be done until the end */
async function withoutPause(
  act: () => void,
  end: Promise<void> = Promise.resolve(),
): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let going = true;
  const { port1, port2 } = new MessageChannel();
  const done = new Promise<void>((resolve) => {
    port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (going) port2.postMessage(0);
      else resolve();
    };
  });
  await new Promise((resolve) => setTimeout(resolve));
  last = performance.now();
  port2.postMessage(0);
  setTimeout(act);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await end;
  going = false;
  await done;
  return longest;
}
