// Before a leader's page runs: counts what its sockets send, with the headers of WebSocket frames (RFC 6455, 5.2).

export interface Sent {
  bytes: number;
  messages: number;
}

const sent: Sent = { bytes: 0, messages: 0 };
Object.assign(window, { sent });

const encoder = new TextEncoder();
const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')!.value as (
  this: WebSocket,
  data: string | ArrayBufferView,
) => void;
WebSocket.prototype.send = function (data) {
  const size =
    typeof data === 'string' ? encoder.encode(data).length : (data as ArrayBufferView).byteLength;
  // Two bytes, the length where it is long, and the mask.
  sent.bytes += size + 6 + (size < 126 ? 0 : size < 65_536 ? 2 : 8);
  sent.messages += 1;
  send.call(this, data as string);
};
