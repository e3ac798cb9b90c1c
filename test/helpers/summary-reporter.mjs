import { writeFileSync } from 'node:fs';

/**
 * A web-test-runner reporter that writes how many tests passed, failed and were skipped.
 * @param {string | undefined} file where to write `{passed, failed, skipped}` as JSON; nowhere when absent
 * @returns {import('@web/test-runner').Reporter}
 */
export function summaryReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const total = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const tests = session.testResults ? leaves(session.testResults) : [];
        const failed = tests.filter((test) => !test.passed && !test.skipped).length;
        total.skipped += tests.filter((test) => test.skipped).length;
        total.passed += tests.filter((test) => test.passed && !test.skipped).length;
        // A file that could not even load fails as one.
        total.failed += failed === 0 && !session.passed ? 1 : failed;
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
