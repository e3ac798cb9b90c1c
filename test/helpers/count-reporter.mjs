import { relative } from 'node:path';

/**
 * A node:test reporter that counts: `{passed, failed, skipped, failures}` as JSON. Suites are not tests. A file
 * is reported as a test when it could not load, or when it ended without running one: both are failures.
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* countReporter(events) {
  const total = { passed: 0, failed: 0, skipped: 0, failures: [], problem: undefined };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) total.skipped += 1;
    else if (type === 'test:fail') {
      total.failed += 1;
      const { message, cause } = data.details.error;
      total.failures.push(
        `${relative('.', data.file ?? '')}: ${data.name}: ${cause?.message ?? message}`,
      );
    } else if (!isFile(data)) total.passed += 1;
    else {
      total.failed += 1;
      total.problem = `${data.name} ran no test`;
    }
  }
  yield JSON.stringify(total);
}

/** @param {{name: string, nesting: number, file?: string, line?: number}} data */
function isFile({ name, nesting, file }) {
  return nesting === 0 && file !== undefined && file.endsWith(name) && name.endsWith('.ts');
}
