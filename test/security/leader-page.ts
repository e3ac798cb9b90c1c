/** The side of a hostile leader: makes records of pages with payloads in them, and shows what they do to whoever is not careful. */
import { createMasking } from '../../src/engine/leader/masking.js';
import { record } from '../../src/engine/leader/recorder/recorder.js';
import type { MirrorRecord } from '../../src/protocol/records.js';
import { attack, hear, type Heard } from './attack.js';
import { buildAnything, hostileSnapshot } from './node-list.js';

/** Nothing of the page may load or run while it is recorded: what others make of the record is looked at, not this page. */
const STILL = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;

function raw(html: string): MirrorRecord {
  const { parseHTMLUnsafe } = Document as { parseHTMLUnsafe?(html: string): Document };
  const page = parseHTMLUnsafe
    ? parseHTMLUnsafe.call(Document, html)
    : new DOMParser().parseFromString(html, 'text/html');
  return hostileSnapshot(page);
}

/** @returns null for a page that keeps its own recorder out, by elements that take the names of what is asked for */
function recorded(html: string): MirrorRecord | null {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-same-origin');
  document.body.append(frame);
  const page = frame.contentDocument as Document;
  page.open();
  page.write(STILL + html);
  page.close();
  if (!page.body) page.documentElement.append(page.createElement('body'));
  let snapshot: MirrorRecord | null = null;
  try {
    const recorder = record({
      window: frame.contentWindow as Window & typeof globalThis,
      masking: createMasking(),
      emit: (_kind, content) => (snapshot = content),
      pointer: () => undefined,
      asset: () => undefined,
    });
    recorder.stop();
  } catch (error) {
    console.debug(String(error));
  }
  frame.remove();
  return snapshot;
}

/** @returns which of the payloads ran when they were built as they are, in frames without a sandbox */
async function control(payloads: readonly string[], ms: number): Promise<number[]> {
  const frames = payloads.map(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return frame;
  });
  const heard: Heard = hear(frames);
  for (const [i, html] of payloads.entries()) {
    const frame = frames[i] as HTMLIFrameElement;
    const page = frame.contentDocument as Document;
    heard.listen(page.defaultView as Window);
    try {
      buildAnything(raw(html), page);
    } catch (error) {
      console.debug(String(error));
    }
  }
  for (const frame of frames) if (frame.contentDocument) attack(frame.contentDocument);
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const frame of frames) frame.remove();
  return heard.ran();
}

const leaderPage = { raw, recorded, control };
export type LeaderPage = typeof leaderPage;
Object.assign(window, leaderPage);
