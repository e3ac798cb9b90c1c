import { differences } from '../../mirror/compare.js';
import { mirror, settled, type LateReplica, type Mirror } from '../../mirror/mirror.js';
import { sheetDifferences } from '../../mirror/sheets.js';
import { FUZZ_PAGE, SECRET, Site } from './site.js';
import { act, type Step } from './steps.js';
import { styleDifferences } from './styles.js';

/** @returns what is wrong in the end, of everybody's picture; empty where all is right */
export async function trial(steps: readonly Step[]): Promise<string[]> {
  const page = mirror(FUZZ_PAGE);
  const site = new Site(page.document);
  const errors: string[] = [];
  const heard = (event: ErrorEvent) => {
    errors.push(
      `an uncaught error: ${event.message} ${(event.error as Error | null)?.stack ?? ''}`,
    );
    event.preventDefault();
  };
  window.addEventListener('error', heard);
  const others: LateReplica[] = [];
  try {
    for (const step of steps) {
      if (step[0] === 'microtask') await Promise.resolve();
      else if (step[0] === 'task') await new Promise((resolve) => setTimeout(resolve));
      else if (step[0] === 'frame') await settled(1);
      else if (step[0] !== 'join') act(site, step);
      else if (others.length === 0) others.push(page.late());
    }
    await complete(page);
    others.push(page.late());
    await complete(page);
    return [
      ...errors,
      ...page.failures,
      ...wrong(site, page, 'there from the start'),
      ...others.flatMap((other, i) =>
        wrong(site, joined(page, other), i + 1 < others.length ? 'joined midway' : 'joined late'),
      ),
      ...page.records
        .filter(({ json }) => json.includes(SECRET))
        .map(({ json }) => `a secret is told: ${aroundSecret(json)}`),
    ];
  } catch (error) {
    return [...errors, ...page.failures, `thrown: ${(error as Error).stack ?? String(error)}`];
  } finally {
    window.removeEventListener('error', heard);
    for (const other of others) other.close();
    page.close();
  }
}

/** Waits until all of the page has been told, however many records that takes. */
async function complete({ records }: Mirror): Promise<void> {
  let before;
  do {
    before = records.length;
    await settled(3);
  } while (records.length > before);
}

/** The same page, in the picture of somebody who came later. */
function joined(page: Mirror, other: LateReplica): Mirror {
  return {
    ...page,
    copy: other.document,
    replica: other.replica,
    twin<T extends Node>(node: T): T {
      const id = page.recorder.idOf(node);
      const twin = id === undefined ? undefined : other.replica.nodeOf(id);
      if (!twin) throw new Error(`${node.nodeName} is not in the replica.`);
      return twin as T;
    },
  };
}

function wrong(site: Site, page: Mirror, who: string): string[] {
  const shadowOf = (element: Element) => site.shadowOf(element);
  const except = (node: Node) => site.isDrawnPrivate(node);
  const isOfOtherSize = site
    .elements()
    .some((element) => site.isPrivate(element) || site.sealed.has(element));
  const tree = differences(page.document, page.copy, { shadowOf, except }).filter(
    // Masks take another room than what they stand for, as does what nobody can see, so there may be more to scroll through, or less.
    (text) => !isOfOtherSize || !/: scroll \S+ is \S+$/.test(text),
  );
  // Where the trees differ, so does all else.
  const rest =
    tree.length > 0
      ? []
      : [...sheetDifferences(page, { shadowOf, except }), ...styleDifferences(site, page)];
  return [...tree, ...rest].map((text) => `${who}: ${text}`);
}

function aroundSecret(json: string): string {
  const at = json.indexOf(SECRET);
  return json.slice(Math.max(0, at - 100), at + 40);
}
