import { type OverrideOperation } from '../../../lib/model/override';
import { applyCompiledOverrides, compileOverrides } from '../../../lib/resolve/overrides/compile-overrides';
import { type OverrideNotice, overrideNoticeProblem } from '../../../lib/resolve/overrides/override-notice';

const object = { kind: 'Deployment', spec: { replicas: 3, paused: null, args: ['a', { b: 1 }] } };

function notices(...operations: readonly OverrideOperation[]): readonly string[] {
  const found: OverrideNotice[] = [];
  applyCompiledOverrides(object, compileOverrides(operations), found);
  return found.map(({ kind, path }) => `${kind} ${path}`);
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
    ['a null on a null', { path: '/spec/paused' }, 'no-effect /spec/paused'],
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
    expect(applyCompiledOverrides(object, compiled, [])).toEqual(applyCompiledOverrides(object, compiled));
  });

  test.each([
    ['no-leading-slash', 'error'],
    ['missing-leaf', 'error'],
    ['no-effect', 'warning'],
    ['dropped', 'error'],
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

  test('do not walk values that are known to be JSON', () => {
    const value = { wrong: undefined };
    expect(() => compileOverrides([{ path: '/a', value }])).toThrow();
    expect(() => compileOverrides([{ path: '/a', value }], new WeakSet([value]))).not.toThrow();
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
