import { readFileSync } from 'node:fs';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// What each folder of lib may import, beside itself; ARCHITECTURE.md says why.
const layers = JSON.parse(readFileSync(new URL('test/architecture/layers.json', import.meta.url), 'utf8'));
const zones = Object.entries(layers).map(([folder, allowed]) => ({
  target: `./lib/${folder}`,
  from: './lib',
  except: [folder, ...allowed].map((name) => `./${name}`),
  message: `lib/${folder} may import ${allowed.length === 0 ? 'nothing else of lib' : allowed.map((name) => `lib/${name}`).join(', ')}.`,
}));

export default tseslint.config(
  {
    ignores: [
      'build/',
      'coverage/',
      '**/dist/',
      '**/expected/',
      'lib/model/generated/*.ts',
      '!lib/model/generated/generate.ts',
      'lib/report/generated/page-assets.ts',
      '**/*.js',
      '*.mjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    rules: {
      complexity: ['error', 20],
      'max-depth': ['error', 4],
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-member-accessibility': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // `void` marks, in this code base, a call whose answer is not wanted.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'fed8s', message: 'Import by a relative path.' }],
          patterns: [{ group: ['@pulumi/*', '**/providers/**'], message: 'lib knows nothing of Pulumi.' }],
        },
      ],
    },
  },
  {
    files: ['lib/!(constructs)/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: ['cdk8s', 'constructs'].map((name) => ({ name, message: 'Only lib/constructs speaks cdk8s.' })) },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'examples/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Of a file within a ConfigMap nobody knows the type.
    files: ['examples/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-return': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
);
