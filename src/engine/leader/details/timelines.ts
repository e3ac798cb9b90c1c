import type { Json } from '../../../protocol/records.js';
import type { NodeIds } from '../recorder/node-ids.js';

type Ranged = Animation & { rangeStart?: RangeEnd; rangeEnd?: RangeEnd };
type RangeEnd = string | { rangeName: string | null; offset: CSSNumericValue };

/** What a timeline goes with that goes with scrolling: a scroller, or what comes into sight in one. Null where that is missing. */
export function driverOf({ timeline }: Animation): Element | null | undefined {
  const { subject, source } = (timeline ?? {}) as Partial<ViewTimeline>;
  return subject ?? source;
}

/** @returns what an animation goes with, as records have it; undefined where replicas have nothing of that */
export function timelineOf(one: Ranged, ids: NodeIds): Json[] | undefined {
  const driver = driverOf(one);
  if (driver === undefined) return [];
  const id = driver && ids.of(driver);
  const { subject, axis } = one.timeline as ViewTimeline;
  const ends = [one.rangeStart, one.rangeEnd].map(textOf);
  return id ? [id, subject ? 1 : 0, axis, ...ends] : undefined;
}

function textOf(end: RangeEnd = 'normal'): string {
  if (typeof end === 'string') return end;
  const { rangeName, offset } = end;
  return rangeName && rangeName !== 'none' ? `${rangeName} ${String(offset)}` : String(offset);
}
