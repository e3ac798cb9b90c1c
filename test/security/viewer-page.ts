/** The side that looks: a page under the policy of the follower's window, with replicas of whatever arrives. */
import { createReplica, type Replica } from '../../src/engine/follower/replica/replica.js';
import { RecordDecoder, RecordEncoder } from '../../src/protocol/deflate.js';
import type { MirrorRecord } from '../../src/protocol/records.js';
import { attack, hear, nodesOf } from './attack.js';
import { CLAIMED_HASH } from './node-list.js';

export interface Outcome {
  /** Numbers of payloads that ran. */
  ran: number[];
  /** What the replica should not have let in. */
  unsafe: string[];
  /** Records that could not be shown. */
  refused: string[];
}

const IMAGE = `<svg xmlns="http://www.w3.org/2000/svg" onload="top.ran(self)"><script>top.ran(self)</script></svg>`;

let shown: { replica: Replica; place: HTMLElement }[] = [];

/** Shows records, one replica for each. */
function show(records: readonly (MirrorRecord | null)[]): string[] {
  const refused: string[] = [];
  for (const [i, record] of records.entries()) {
    const place = document.createElement('div');
    Object.assign(place.style, {
      position: 'absolute',
      width: '200px',
      height: '150px',
      left: `${(i % 5) * 200}px`,
      top: `${(Math.floor(i / 5) % 5) * 150}px`,
    });
    document.body.append(place);
    const replica = createReplica(place, {
      wantAssets: () =>
        replica.asset(CLAIMED_HASH, 'image/svg+xml', new TextEncoder().encode(IMAGE)),
    });
    shown.push({ replica, place });
    if (!record) {
      refused.push(`${i}: was not recorded`);
      continue;
    }
    try {
      const bytes = new RecordEncoder().encode('snapshot', record);
      replica.apply('snapshot', new RecordDecoder().decode('snapshot', bytes));
    } catch (error) {
      refused.push(`${i}: ${String(error)}`);
    }
  }
  return refused;
}

async function endure(records: readonly (MirrorRecord | null)[], ms: number): Promise<Outcome> {
  const refused = show(records);
  const frames = shown.map(
    ({ replica }) =>
      (replica.document?.defaultView?.frameElement ?? undefined) as HTMLIFrameElement | undefined,
  );
  const heard = hear(frames);
  const unsafe: string[] = [];
  for (const { replica } of shown) {
    if (!replica.document) continue;
    heard.listen(replica.document.defaultView as Window);
    unsafe.push(...unsafeIn(replica.document));
  }
  await new Promise((resolve) => setTimeout(resolve, ms / 2));
  for (const { replica } of shown) if (replica.document) attack(replica.document);
  await new Promise((resolve) => setTimeout(resolve, ms / 2));
  clear();
  return { ran: heard.ran(), unsafe, refused };
}

function clear(): void {
  for (const { replica, place } of shown) {
    replica.destroy();
    place.remove();
  }
  shown = [];
}

const SANDBOX = 'allow-same-origin';
const NEVER =
  'script, object, embed, link, base, frame, frameset, applet, portal, fencedframe, annotation-xml';

/** What must not be there even though a sandbox and a policy would stop it. */
function unsafeIn(page: Document): string[] {
  const found: string[] = [];
  const sandbox = page.defaultView?.frameElement?.getAttribute('sandbox');
  if (sandbox !== SANDBOX) found.push(`The picture's frame has the sandbox "${sandbox}".`);
  for (const element of nodesOf(page)) {
    const isUnknown = Object.prototype.toString.call(element) === '[object HTMLUnknownElement]';
    if (element.matches(NEVER) && !isUnknown) found.push(`<${element.localName}>`);
    if (element.localName === 'iframe' && element.getAttribute('sandbox') !== SANDBOX) {
      found.push('An iframe has another sandbox.');
    }
    for (const { name, value } of Element.prototype.getAttributeNames.call(element).map((key) => ({
      name: key.toLowerCase(),
      value: Element.prototype.getAttribute.call(element, key) ?? '',
    }))) {
      if (isUnsafe(name, value))
        found.push(`<${element.localName} ${name}="${value.slice(0, 80)}">`);
    }
  }
  return found;
}

const ADDRESSES =
  /^(?:src|href|xlink:href|poster|background|action|formaction|data|ping|srcdoc|srcset|http-equiv|cite|manifest|codebase)$/;

function isUnsafe(name: string, value: string): boolean {
  if (name.startsWith('on') || name === 'srcdoc' || name === 'ping') return true;
  if (ADDRESSES.test(name)) return !/^(?:#|blob:|data:,$|data:(?:image|font)\/)/.test(value);
  if (name === 'attributename') return /href|^on/i.test(value);
  if (name === 'style') {
    return /url\(["']?(?!["']?(?:#|blob:|data:,|data:image|data:font))/i.test(declared(value));
  }
  return false;
}

/** What the browser makes of a style: in a string, or in what it cannot read, a URL is none. */
function declared(style: string): string {
  const element = document.createElement('p');
  element.setAttribute('style', style);
  return element.style.cssText;
}

/** Places to click, of each picture a few. */
function targets(): [number, number][] {
  return shown.flatMap(({ replica, place }) => {
    const page = replica.document;
    if (!page) return [];
    const frame = page.defaultView?.frameElement as HTMLIFrameElement;
    // In the product an overlay takes all clicks.
    frame.style.pointerEvents = 'auto';
    const outer = place.getBoundingClientRect();
    return nodesOf(page)
      .filter((element) => element.matches('body *'))
      .slice(0, 2)
      .map((element): [number, number] => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return [
          outer.left + Math.min(190, left + width / 2),
          outer.top + Math.min(140, top + height / 2),
        ];
      });
  });
}

/** The policies that refuse an image from elsewhere in the picture of this record. */
async function policies(record: MirrorRecord): Promise<string[]> {
  show([record]);
  const page = shown[0]?.replica.document;
  const found = new Set<string>();
  page?.addEventListener('securitypolicyviolation', ({ originalPolicy }) => {
    found.add(originalPolicy);
  });
  const image = page?.createElement('img') as HTMLImageElement;
  image.src = 'http://127.0.0.1:9/';
  page?.body.append(image);
  await new Promise((resolve) => setTimeout(resolve, 500));
  clear();
  return [...found];
}

const viewerPage = { show, endure, clear, targets, policies };
export type ViewerPage = typeof viewerPage;
Object.assign(window, viewerPage);
