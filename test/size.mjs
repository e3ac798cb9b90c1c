// Holds the built browser files to the budgets in package.json ("sizeBudgets", bytes after gzip -9).
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const { sizeBudgets } = JSON.parse(readFileSync('package.json', 'utf8'));

const rows = Object.entries(sizeBudgets).map(([file, budget]) => {
  if (!existsSync(file)) return { file, budget, note: 'missing: run `npm run build` first' };
  const size = gzipSync(readFileSync(file), { level: 9 }).length;
  return {
    file,
    budget,
    size,
    note: size > budget ? `${size - budget} bytes over its budget` : '',
  };
});

const width = Math.max(...rows.map(({ file }) => file.length));
for (const { file, budget, size = '-', note } of rows) {
  console.log(
    `${file.padEnd(width)} ${String(size).padStart(7)} of ${budget} bytes  ${note}`.trimEnd(),
  );
}
if (rows.some(({ note }) => note)) process.exitCode = 1;
