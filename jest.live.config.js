const { testPathIgnorePatterns: _, ...base } = require('./jest.config.js');

/** The tests on real clusters: each file has fleets of its own, of which a machine holds no more than a few. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  roots: ['<rootDir>/test/live'],
  maxWorkers: 2,
  testTimeout: 180_000,
};
