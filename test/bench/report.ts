/** Ours beside a baseline, measured in turn. */
export interface Row {
  what: string;
  unit: string;
  /** One number for each round. */
  ours: number[];
  baseline: number[];
  /** How many times the baseline ours may take; a row without one is there to be read. */
  target?: number;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Prints the rows. @returns whether every target is met */
export function report(title: string, rows: Row[]): boolean {
  const lines = [['', 'ours', 'baseline', 'ratio', 'target', '']];
  let met = true;
  for (const { what, unit, ours, baseline, target } of rows) {
    const [a, b] = [median(ours), median(baseline)];
    const ratio = a / b;
    const good = target === undefined || ratio <= target;
    met &&= good;
    lines.push([
      what,
      `${a.toFixed(2)} ${unit}`,
      `${b.toFixed(2)} ${unit}`,
      ratio.toFixed(2),
      target === undefined ? '' : `<= ${target}`,
      target === undefined ? '' : good ? 'pass' : 'FAIL',
    ]);
  }
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const pad = (cell: string, i: number) =>
    i ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!);
  console.log(`\n===== ${title} (medians)`);
  for (const line of lines) console.log(line.map(pad).join('  ').trimEnd());
  return met;
}
