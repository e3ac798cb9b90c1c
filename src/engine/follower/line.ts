import { PORT } from './port.js';

/**
 * The line between a follower's window and the page around it. Where both are of one origin, as on the server's own join
 * page, what is said is heard as soon as the script that said it is done: the browser takes up to a millisecond to bring a
 * port's messages, each way. Elsewhere it is a port's.
 */
export interface Line<Said, Heard> {
  /** @param transfer - what the other side is to have for itself, where it gets a copy of everything else */
  post(message: Said, transfer?: Transferable[]): void;
  /** To be called in the task in which the line was made or came. */
  listen(hear: (message: Heard) => void): void;
  close(): void;
}

/** Dispatched in a window of the page's own origin, with its end of the line in `detail`. */
export const LINE = 'surfly-session:line';

export function lineOver<Said, Heard>(port: MessagePort): Line<Said, Heard> {
  return {
    post: (message, transfer = []) => port.postMessage(message, transfer),
    listen: (hear) => (port.onmessage = ({ data }: MessageEvent<Heard>) => hear(data)),
    close: () => port.close(),
  };
}

/** A line to the window of another page, which is given its end of it. @param origin - of that page */
export function lineTo<Said, Heard>(window: Window | null, origin: string): Line<Said, Heard> {
  const { port1, port2 } = new MessageChannel();
  window?.postMessage(PORT, origin, [port2]);
  return lineOver(port1);
}

/** @returns both ends */
export function directLine<A, B>(): [Line<A, B>, Line<B, A>] {
  let isOpen = true;
  const ears: { one?: (message: A) => void; other?: (message: B) => void } = {};
  const close = () => (isOpen = false);
  // Never at once: neither side expects an answer before it has said what it had to say.
  const soon = (tell: () => void) => queueMicrotask(() => isOpen && tell());
  return [
    {
      post: (message) => soon(() => ears.one?.(message)),
      listen: (hear) => (ears.other = hear),
      close,
    },
    {
      post: (message) => soon(() => ears.other?.(message)),
      listen: (hear) => (ears.one = hear),
      close,
    },
  ];
}
