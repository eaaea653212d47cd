import { type OverrideOperation } from '../../../lib/model/override';
import {
  type OverrideListener,
  applyCompiledOverrides,
  compileOverrides,
} from '../../../lib/resolve/overrides/compile-overrides';
import { thrown } from '../thrown';
import { overrideNoticeProblem } from '../../../lib/resolve/overrides/override-notice';

const object = { kind: 'Deployment', spec: { replicas: 3, paused: null, args: ['a', { b: 1 }] } };

function notices(...operations: readonly OverrideOperation[]): readonly string[] {
  const listener: OverrideListener = { notices: [], failures: [] };
  applyCompiledOverrides(object, compileOverrides(operations), listener);
  expect(listener.failures).toEqual([]);
  return listener.notices.map(({ kind, path }) => `${kind} ${path}`);
}

describe('what strict semantics hear of', () => {
  test('nothing, of an override that changes what is there', () => {
    expect(
      notices(
        { path: '/spec/replicas', value: 4 },
        { op: 'add', path: '/spec/fresh', value: 1 },
        { op: 'add', path: '/spec/args/0', value: 'a' },
        { op: 'remove', path: '/spec/paused' },
        { path: '/spec/args/1', value: 'b' },
      ),
    ).toEqual([]);
  });

  test.each([
    ['a path without a leading slash', { path: 'x/spec/replicas', value: 4 }, 'no-leading-slash x/spec/replicas'],
    ['a replaced field that is not there', { path: '/spec/replica', value: 4 }, 'missing-leaf /spec/replica'],
    ['a value that stands there already', { path: '/spec/replicas', value: 3 }, 'no-effect /spec/replicas'],
    ['one that is added again', { op: 'add', path: '/spec/replicas', value: 3 }, 'no-effect /spec/replicas'],
    ['a null on a null', { path: '/spec/paused', value: null }, 'no-effect /spec/paused'],
    ['an addition without a value', { op: 'add', path: '/spec/fresh' }, 'no-value /spec/fresh'],
    ['an equal map', { path: '/spec/args/1', value: { b: 1 } }, 'no-effect /spec/args/1'],
    ['an equal object', { path: '', value: plainCopyOf(object) }, 'no-effect '],
    ['an object replaced by a text', { path: '', value: 'x' }, 'dropped '],
    ['a test', { op: 'test', path: '/spec/replicas', value: 3 }, 'not-admitted /spec/replicas'],
  ])('%s', (_, operation, notice) => {
    expect(notices(operation)).toEqual([notice]);
  });

  test('each operation is seen on what the ones before it left', () => {
    expect(
      notices(
        { path: '/spec/replicas', value: 4 },
        { path: '/spec/args/0', value: 'z' },
        { op: 'add', path: '/spec/args/00', value: 'z' },
      ),
    ).toEqual([]);
    expect(notices({ path: '/spec/args/0', value: 'z' }, { path: '/spec/args/00', value: 'z' })).toEqual([
      'no-effect /spec/args/00',
    ]);
  });

  test('the result is the same whether somebody listens or not', () => {
    const compiled = compileOverrides([{ path: '/spec/fresh', value: [1] }]);
    const listener = { notices: [], failures: [] };
    expect(applyCompiledOverrides(object, compiled, listener)).toEqual(applyCompiledOverrides(object, compiled));
  });

  test('what fails does not hide what is wrong further on, unless it lies within', () => {
    const listener: OverrideListener = { notices: [], failures: [] };
    const compiled = compileOverrides([
      { op: 'add', path: '/spec/none/labels', value: {} },
      { op: 'add', path: '/spec/none/labels/app', value: 'x' },
      { op: 'remove', path: '/spec/gone' },
      { path: '/spec/replicas', value: 3 },
      { op: 'replace', path: '/kind', value: '' },
    ]);
    expect(applyCompiledOverrides(object, compiled, listener)).toEqual(object);
    expect(listener.notices.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['no-effect /spec/replicas']);
    expect(listener.failures.map(({ path, message }) => path ?? message)).toEqual([
      '/spec/none/labels',
      '/spec/gone',
      'The object is no manifest after its overrides: it has no kind.',
    ]);
  });

  test.each([
    ['no-leading-slash', 'error'],
    ['missing-leaf', 'error'],
    ['no-effect', 'warning'],
    ['dropped', 'error'],
    ['no-value', 'warning'],
    ['not-admitted', 'error'],
  ] as const)('%s is an %s with a remedy and a place', (kind, severity) => {
    const problem = overrideNoticeProblem({ kind, op: 'replace', path: '/spec/x' });
    expect(problem).toMatchObject({ severity, path: '/spec/x' });
    expect(problem.message).toContain('"/spec/x"');
    expect(problem.remedy).toMatch(/\.$/);
  });
});

describe('compiled overrides', () => {
  test('serve any number of objects', () => {
    const compiled = compileOverrides([{ op: 'add', path: '/a', value: 1 }]);
    expect(applyCompiledOverrides({ kind: 'A' }, compiled)).toEqual({ kind: 'A', a: 1 });
    expect(applyCompiledOverrides({ kind: 'B' }, compiled)).toEqual({ kind: 'B', a: 1 });
  });

  test('without operations leave the object itself', () => {
    expect(applyCompiledOverrides(object, compileOverrides([]))).toBe(object);
  });

  test('put a value in by reference', () => {
    const value = { deep: [] };
    expect(applyCompiledOverrides(object, compileOverrides([{ path: '/spec', value }])).spec).toBe(value);
  });

  test('work on frozen objects', () => {
    const frozen = Object.freeze({ kind: 'A', list: Object.freeze([1]) });
    expect(applyCompiledOverrides(frozen, compileOverrides([{ op: 'add', path: '/list/-', value: 2 }]))).toEqual({
      kind: 'A',
      list: [1, 2],
    });
  });

  test('are refused with all of their values that are no JSON', () => {
    const operations = [
      { path: '/a', value: { wrong: undefined } },
      { path: '/b', value: 1 },
      { path: '/c', value: 2 ** 53 },
    ];
    expect(thrown(() => compileOverrides(operations)).problems.map(({ path }) => path)).toEqual(['/a', '/c']);
  });

  test('parse more paths than they remember', () => {
    for (let round = 0; round < 2; round += 1) {
      for (let path = 0; path < 1500; path += 1) {
        const compiled = compileOverrides([{ op: 'add', path: `/p${path}`, value: path }]);
        expect(applyCompiledOverrides({ kind: 'A' }, compiled)).toEqual({ kind: 'A', [`p${path}`]: path });
      }
    }
  });
});

/** Made of this realm's objects, unlike what structuredClone gives inside jest. */
function plainCopyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
