import { expect } from '@open-wc/testing';
import { encodeFrame, FrameKind } from '../../src/protocol/frames.js';
import { encodeInput } from '../../src/protocol/input.js';
import { decodeInput } from '../../src/protocol/input-schema.js';
import { RemoteInput } from '../../src/engine/leader/input/remote-input.js';
import type { WindowHost } from '../../src/engine/session-window.js';

type Sent = Parameters<WindowHost['send']>[0];

it('answers an action that comes once more as it did before, and carries out none twice', () => {
  const sent: Sent[] = [];
  const node = document.createElement('iframe');
  document.body.append(node);
  const participants = { hasControl: false, controlEpoch: 3, controller: 2, others: () => [] };
  const host = {
    ...{ settings: {}, participants, decodeInput },
    send: (message: Sent) => sent.push(message) > 0,
  };
  // Between two pages there is nothing to act on.
  const input = new RemoteInput({
    ...{ host: host as unknown as WindowHost, node },
    ...{ target: () => undefined, wish: () => undefined },
  });
  const text = { type: 'text', how: 'write', text: 'a', seen: 0 } as const;
  const take = (stream: number, seq: number) => {
    sent.length = 0;
    input.receive(
      encodeFrame({
        ...{ kind: FrameKind.input, first: true, last: true, more: false },
        ...{ stream, seq, payload: encodeInput(text) },
      }),
    );
    return sent.map((message) => 'outcome' in message && [message.n, message.outcome]);
  };
  expect(take(3, 1)).to.deep.equal([[1, 'stale']]);
  expect(take(3, 1)).to.deep.equal([[1, 'stale']]);
  expect(take(2, 1)).to.deep.equal([[1, 'not_permitted']]);
  input.remove();
  node.remove();
});
