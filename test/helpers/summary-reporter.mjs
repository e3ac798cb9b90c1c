import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * A web-test-runner reporter that writes how many tests passed, failed and were skipped, and what failed.
 * @param {string | undefined} file where to write `{passed, failed, skipped, failures}` as JSON; nowhere when absent
 * @returns {import('@web/test-runner').Reporter}
 */
export function summaryReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
      for (const session of sessions) {
        const tests = session.testResults ? leaves(session.testResults) : [];
        const failed = tests.filter((test) => !test.passed && !test.skipped);
        total.skipped += tests.filter((test) => test.skipped).length;
        total.passed += tests.filter((test) => test.passed && !test.skipped).length;
        const where = `${session.browser.name}, ${relative('.', session.testFile ?? '')}`;
        const failures = failed.map(({ name, error }) => `${where}: ${name}: ${error?.message}`);
        // A file that could not even load fails as one.
        if (failed.length === 0 && !session.passed) {
          const problems = session.errors.map(({ message }) => message).join('; ');
          failures.push(`${where}: ${problems || 'did not pass'}`);
        }
        total.failed += failures.length;
        total.failures.push(...failures);
      }
      writeFileSync(file, JSON.stringify(total));
    },
  };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @returns {import('@web/test-runner').TestResult[]}
 */
function leaves(suite) {
  return [...suite.tests, ...suite.suites.flatMap(leaves)];
}
