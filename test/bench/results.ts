// What was measured, beside what it is measured against, as lines of a table.
import { median } from './report.js';

export interface Line {
  what: string;
  unit: string;
  ours: number;
  rrweb?: number;
  /** By hand, or not recorded. */
  bound?: number;
  /** What the target is a ratio to; without it the target is a number in the unit of the line. */
  of?: 'rrweb' | 'bound';
  ratio?: number;
  /** At most. A line without one is there to be read. */
  target?: number;
}

/** One number for each round; rounds of all were made in turn. */
export interface Rounds {
  ours: number[];
  rrweb?: number[];
  bound?: number[];
}

/** The ratio is the median of the rounds' own ratios: what else the machine did in a round was the same for all. */
export function line(
  what: string,
  unit: string,
  { ours, rrweb, bound }: Rounds,
  of?: 'rrweb' | 'bound',
  target?: number,
): Line {
  const other = of === 'rrweb' ? rrweb : of === 'bound' ? bound : undefined;
  return {
    what,
    unit,
    ours: median(ours),
    ...(rrweb && { rrweb: median(rrweb) }),
    ...(bound && { bound: median(bound) }),
    ...(of && other && { of, ratio: median(ours.map((value, i) => value / other[i]!)) }),
    ...(target !== undefined && { target }),
  };
}

export function isMet({ ours, ratio, target }: Line): boolean {
  return target === undefined || (ratio ?? ours) <= target;
}

export function percentile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

const HEAD = ['', 'ours', 'rrweb', 'bound', 'ratio', 'target', ''];

/** The cells of the table, its head first, without columns that have nothing. */
function cells(lines: Line[]): string[][] {
  const table = [
    HEAD,
    ...lines.map((one) => {
      const { what, unit, ours, rrweb, bound, of, ratio, target } = one;
      const value = (number?: number) => (number === undefined ? '' : shown(number));
      return [
        `${what}, ${unit}`,
        value(ours),
        value(rrweb),
        value(bound),
        ratio === undefined ? '' : `${ratio.toFixed(2)} of ${of}`,
        target === undefined ? '' : `<= ${target}`,
        target === undefined ? '' : isMet(one) ? 'pass' : 'MISS',
      ];
    }),
  ];
  const isUsed = HEAD.map((_, i) => table.slice(1).some((row) => row[i] !== ''));
  return table.map((row) => row.filter((_, i) => isUsed[i]));
}

function shown(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function asText(lines: Line[]): string {
  const table = cells(lines);
  const widths = table[0]!.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, i) => (i ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function asMarkdown(lines: Line[]): string {
  const [head, ...rows] = cells(lines);
  const row = (values: string[]) => `| ${values.join(' | ')} |`;
  const rule = head!.map((_, i) => (i ? '--:' : '---'));
  return [row(head!), row(rule), ...rows.map(row)].join('\n');
}
