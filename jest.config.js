/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/live/'],
  randomize: true,
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
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
  coverageProvider: 'v8',
  collectCoverageFrom: ['lib/**/*.ts', '!lib/model/generated/**'],
};
