/**
 * Ends a run with one plain line that any tool can read: `N passed, N failed, N skipped`. Before it, a run of everything says
 * which tests were left out, and how they are run.
 */
module.exports = class ClosingLineReporter {
  constructor({ testPathPatterns }, { leftOut } = {}) {
    this.leftOut = testPathPatterns?.patterns.length > 0 ? undefined : leftOut;
  }

  onRunComplete(_, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    if (this.leftOut !== undefined) {
      process.stdout.write(
        `\nwithout the tests on real clusters: ${this.leftOut}; \`npm run test:live\` builds what they need, once, and runs them\n`,
      );
    }
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`);
  }
};
