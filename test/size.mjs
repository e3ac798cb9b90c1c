// Holds the built browser files to the budgets in package.json ("sizeBudgets", bytes after gzip -9).
// A budget for several files, "a + b", is one for their sum.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const { sizeBudgets } = JSON.parse(readFileSync('package.json', 'utf8'));

const rows = Object.entries(sizeBudgets).map(([name, budget]) => {
  const files = name.split(' + ');
  if (!files.every((file) => existsSync(file))) {
    return { name, budget, note: 'missing: run `npm run build` first' };
  }
  const size = files.reduce((sum, file) => sum + weigh(file), 0);
  return {
    name,
    budget,
    size,
    note: size > budget ? `${size - budget} bytes over its budget` : '',
  };
});

function weigh(file) {
  return gzipSync(readFileSync(file), { level: 9 }).length;
}

const width = Math.max(...rows.map(({ name }) => name.length));
for (const { name, budget, size = '-', note } of rows) {
  console.log(
    `${name.padEnd(width)} ${String(size).padStart(7)} of ${budget} bytes  ${note}`.trimEnd(),
  );
}
if (rows.some(({ note }) => note)) process.exitCode = 1;
