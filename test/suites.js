const rootDir = require('node:path').join(__dirname, '..');

/** @type {import('jest').Config} */
const common = {
  rootDir,
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^fed8s$': '<rootDir>/lib/index.ts',
    '^fed8s/model$': '<rootDir>/lib/model-api.ts',
    '^fed8s/fleet$': '<rootDir>/lib/fleet-api.ts',
    '^fed8s/testing$': '<rootDir>/lib/testing-api.ts',
  },
};

/** The tests that need nothing but Node. */
const unit = {
  ...common,
  displayName: 'unit',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['<rootDir>/test/live/'],
};

/** The tests on real clusters, which need the programs of a local fleet. */
const live = {
  ...common,
  displayName: 'live',
  roots: ['<rootDir>/test/live'],
  setupFilesAfterEnv: ['<rootDir>/test/live/timeout.js'],
};

/**
 * A run of both suites, or of those that `--selectProjects` names.
 *
 * @param leftOut why the live tests are not part of it, for people.
 * @returns {import('jest').Config}
 */
function runOf({ leftOut } = {}) {
  return {
    rootDir,
    projects: leftOut === undefined ? [unit, live] : [unit],
    randomize: true,
    reporters: ['default', ['<rootDir>/test/closing-line-reporter.js', { leftOut }]],
    // Each file of live tests has clusters of its own, of which a machine holds no more than a few.
    ...(leftOut === undefined && { maxWorkers: 2 }),
    coverageProvider: 'v8',
    collectCoverageFrom: ['lib/**/*.ts', '!lib/model/generated/**'],
  };
}

module.exports = { runOf };
