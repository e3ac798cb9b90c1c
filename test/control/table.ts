import { nameOf, type Case } from './cases/case.js';
import { KNOWN } from './known.js';

/** The catalogue with what came of it. */
export class Table {
  readonly #lines: [Case, result: string, ms: number][] = [];

  add(one: Case, result: string, ms: number): void {
    this.#lines.push([one, result, ms]);
  }

  print(): void {
    const rows = this.#lines.map(([one, result, ms]) => [
      one.page,
      one.element,
      one.gesture,
      result,
      `${Math.round(ms)} ms`,
    ]);
    const widths = [0, 1, 2, 3, 4].map((i) => Math.max(0, ...rows.map((row) => row[i]!.length)));
    console.log(`\n===== control: ${rows.length} cases`);
    for (const row of rows)
      console.log(
        row
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join('  ')
          .trimEnd(),
      );
    const count = (start: string) => rows.filter((row) => row[3]!.startsWith(start)).length;
    console.log(
      `${count('same')} the same, ${count('refused')} refused, ${count('stays')} kept in the session, ${count('DIFFERENT')} different; ` +
        `${Math.round(this.#lines.reduce((sum, [, , ms]) => sum + ms, 0) / 1000)} s`,
    );
    const used = new Set(this.#lines.map(([one]) => one.known));
    for (const [name, reason] of Object.entries(KNOWN)) {
      if (used.has(name as keyof typeof KNOWN)) console.log(`${name}: ${reason}`);
    }
  }
}

export { nameOf };
