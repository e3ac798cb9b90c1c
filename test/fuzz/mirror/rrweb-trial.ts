import { Replayer, type eventWithTime } from 'rrweb';
import { openPage, settled } from '../../mirror/mirror.js';
import { FUZZ_PAGE, innerOf, Site } from './site.js';
import { act, type Step } from './steps.js';

type Recorded = Window & {
  rrwebRecord(options: { emit(event: eventWithTime): void }): () => void;
};

/** Milliseconds in which rrweb's player has shown everything. */
const LATEST = 300;
/** Told otherwise, or not at all. */
const CHILDLESS = new Set(['script', 'noscript', 'style', 'textarea', 'template']);

/**
 * The same steps, recorded and shown by rrweb, for comparison.
 * @param script - that gives a window rrweb's `record`
 * @returns whether elements and texts are the same in the end; attributes and states are not looked at
 */
export async function rrwebTrial(steps: readonly Step[], script: string): Promise<boolean> {
  const frame = openPage(FUZZ_PAGE);
  const place = document.createElement('div');
  document.body.append(place);
  const page = frame.contentDocument as Document;
  const element = page.createElement('script');
  element.textContent = script;
  page.head.append(element);
  element.remove();
  const replayer = new Replayer([], {
    liveMode: true,
    showWarning: false,
    showDebug: false,
    root: place,
  });
  replayer.startLive();
  const stop = (frame.contentWindow as unknown as Recorded).rrwebRecord({
    emit: (event) => replayer.addEvent(structuredClone(event)),
  });
  try {
    const site = new Site(page);
    for (const step of steps) {
      if (step[0] === 'microtask') await Promise.resolve();
      else if (step[0] === 'task') await new Promise((resolve) => setTimeout(resolve));
      else if (step[0] === 'frame') await settled(1);
      else act(site, step);
    }
    await settled(3);
    await new Promise((resolve) => setTimeout(resolve, LATEST));
    return isSame(page.documentElement, replayer.iframe.contentDocument?.documentElement ?? null);
  } catch {
    return false;
  } finally {
    stop();
    replayer.destroy();
    frame.remove();
    place.remove();
  }
}

function isSame(mine: Node, theirs: Node | null): boolean {
  if (theirs?.nodeType !== mine.nodeType) return false;
  if (mine.nodeType === 3) return mine.nodeValue === theirs.nodeValue;
  // It disarms scripts by another name.
  const name = mine.nodeName === 'SCRIPT' ? 'NOSCRIPT' : mine.nodeName;
  if (name !== theirs.nodeName) return false;
  if (CHILDLESS.has(name.toLowerCase())) return true;
  const inner = innerOf(mine)?.documentElement;
  if (inner) return isSame(inner, innerOf(theirs)?.documentElement ?? null);
  const [ours, copies] = [shown(mine), shown(theirs)];
  return ours.length === copies.length && ours.every((node, i) => isSame(node, copies[i] ?? null));
}

/** Its player adds styles of its own, to the head or before it. */
function shown(node: Node): Node[] {
  if (node.nodeName === 'HEAD') return [];
  const children = [...node.childNodes].filter(({ nodeType }) => nodeType === 1 || nodeType === 3);
  return node.nodeName === 'HTML'
    ? children.filter(({ nodeName }) => nodeName !== 'STYLE')
    : children;
}
