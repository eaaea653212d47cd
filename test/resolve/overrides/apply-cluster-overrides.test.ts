import { type OverrideOperation } from '../../../lib/model/override';
import { isFederationError } from '../../../lib/model/federation-error';
import { applyClusterOverrides } from '../../../lib/resolve/overrides/apply-cluster-overrides';
import { canonicalJson } from '../canonical-json';
import { thrown } from '../thrown';
import { type Expected, before, conformanceTable } from './conformance-table';
import overrideVectors from './override-vectors.json';

/** Found by running KubeFed's own code on random input. */
const vectors = overrideVectors as unknown as readonly {
  readonly object: object;
  readonly overrides: readonly OverrideOperation[];
  readonly result?: object;
  readonly outcome?: 'error' | 'crash';
}[];

function outcome(object: object, overrides: readonly OverrideOperation[]): Expected {
  try {
    return applyClusterOverrides(object, overrides);
  } catch (error) {
    if (!isFederationError(error)) throw error;
    return error.code === 'override-crash' ? 'crash' : 'error';
  }
}

describe('applyClusterOverrides', () => {
  test.each(conformanceTable)('answers as KubeFed does to: %s', (_, overrides, expected) => {
    expect(canonicalJson(outcome(before, overrides))).toBe(canonicalJson(expected));
  });

  test.each(vectors.map((vector) => [JSON.stringify(vector.overrides), vector] as const))(
    'answers as KubeFed does to %s',
    (_, { object, overrides, result, outcome: failure }) => {
      expect(canonicalJson(outcome(object, overrides))).toBe(canonicalJson(result ?? failure));
    },
  );

  test('leaves the object as it is, in every row of the table', () => {
    const text = canonicalJson(before);
    for (const [, overrides] of conformanceTable) outcome(before, overrides);
    expect(canonicalJson(before)).toBe(text);
  });

  test('shares with the object what no override reached into', () => {
    const object = { kind: 'Pod', metadata: { labels: {} }, spec: { volumes: [{ a: 1 }, { b: 2 }], tolerations: [] } };
    const result = applyClusterOverrides(object, [{ path: '/spec/volumes/0/a', value: 2 }]) as typeof object;
    expect(result).not.toBe(object);
    expect(result.metadata).toBe(object.metadata);
    expect(result.spec.tolerations).toBe(object.spec.tolerations);
    expect(result.spec.volumes[1]).toBe(object.spec.volumes[1]);
    expect(result.spec.volumes[0]).toEqual({ a: 2 });
  });

  test('answers with a new object where there are no overrides', () => {
    const object = { kind: 'Pod', spec: {} };
    const result = applyClusterOverrides(object, []) as typeof object;
    expect(result).not.toBe(object);
    expect(result).toEqual(object);
    expect(result.spec).toBe(object.spec);
  });

  test('does not change a value that a later override reaches into', () => {
    const value = { x: [1] };
    applyClusterOverrides({ kind: 'Pod' }, [
      { op: 'add', path: '/spec', value },
      { op: 'add', path: '/spec/x/-', value: 2 },
    ]);
    expect(value).toEqual({ x: [1] });
  });

  test('takes a value of undefined for a missing one', () => {
    expect(applyClusterOverrides({ kind: 'Pod' }, [{ path: '/spec', value: undefined }])).toEqual({
      kind: 'Pod',
      spec: null,
    });
  });

  test('reads the keys of an operation in any case, as KubeFed does', () => {
    const operation = { OP: 'add', Path: '/spec', vALUE: 1 } as unknown as OverrideOperation;
    expect(applyClusterOverrides({ kind: 'Pod' }, [operation])).toEqual({ kind: 'Pod', spec: 1 });
  });

  test('says what is wrong, where, and what to do', () => {
    const error = thrown(() => applyClusterOverrides(before, [{ path: '/spec/none/x', value: 1 }]));
    expect(error.code).toBe('override-failed');
    expect(error.details.path).toBe('/spec/none/x');
    expect(error.message).toContain('/spec/none is no map or list');
    expect(error.remedy).not.toBe('');
  });

  test.each([
    ['forbidden-override-path', [{ path: '/kind', value: 'x' }]],
    ['duplicate-override-path', [{ path: '/a' }, { path: '/a' }]],
    ['override-crash', [{ path: '' }]],
    ['unsafe-integer', [{ path: '/a', value: 2 ** 53 }]],
    ['unsafe-integer', [{ path: '/a', value: { b: [-(2 ** 60)] } }]],
    ['negative-zero', [{ path: '/a', value: -0 }]],
    ['lone-surrogate', [{ path: '/a', value: '\ud800' }]],
    ['unserializable-value', [{ path: '/a', value: NaN }]],
    ['unserializable-value', [{ path: '/a', value: [undefined] }]],
    ['unserializable-value', [{ path: '/a', value: new Date(0) }]],
    ['unserializable-value', [{ path: '/a', value: 1n }]],
  ] as const)('throws %s', (code, overrides) => {
    expect(thrown(() => applyClusterOverrides(before, overrides)).code).toBe(code);
  });

  test.each([[[null]], [[{}]]])('an operation without path, %j, would crash the controller', (overrides) => {
    const operations = overrides as unknown as readonly OverrideOperation[];
    expect(thrown(() => applyClusterOverrides(before, operations)).code).toBe('override-crash');
  });

  test.each([[5], ['x'], [[]], [{ path: 5 }], [{ path: '/a', op: true }]])(
    'refuses %j as an operation',
    (operation) => {
      const operations = [operation] as unknown as readonly OverrideOperation[];
      expect(thrown(() => applyClusterOverrides(before, operations)).code).toBe('invalid-override');
    },
  );

  test.each([[[]], [new Map()]])('refuses %p as an object', (object) => {
    expect(thrown(() => applyClusterOverrides(object, [])).code).toBe('not-a-manifest');
  });
});

describe('keys that name a part of every JavaScript object', () => {
  test.each(['add', 'replace', ''])('%s sets __proto__ as a key like any other', (op) => {
    const result = applyClusterOverrides({ kind: 'Pod' }, [{ op, path: '/__proto__', value: { polluted: 1 } }]);
    expect(Object.hasOwn(result, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
    expect(canonicalJson(result)).toBe('{"__proto__":{"polluted":1},"kind":"Pod"}');
  });

  test.each(['/__proto__/polluted', '/constructor/prototype/polluted', '/spec/__proto__/polluted', '/toString/x'])(
    'there is nothing at %s',
    (path) => {
      expect(thrown(() => applyClusterOverrides({ kind: 'Pod', spec: {} }, [{ op: 'add', path, value: 1 }])).code).toBe(
        'override-failed',
      );
      expect('polluted' in {}).toBe(false);
    },
  );

  test('keeps, changes and removes such keys', () => {
    const object = JSON.parse('{"kind":"Pod","constructor":{"a":1},"__proto__":{"b":{"c":1}}}') as object;
    const text = (overrides: readonly OverrideOperation[]): string =>
      canonicalJson(applyClusterOverrides(object, overrides));
    expect(text([{ path: '/__proto__/b/c', value: 2 }])).toBe(
      '{"__proto__":{"b":{"c":2}},"constructor":{"a":1},"kind":"Pod"}',
    );
    expect(text([{ op: 'remove', path: '/constructor' }])).toBe('{"__proto__":{"b":{"c":1}},"kind":"Pod"}');
    expect(text([{ op: 'remove', path: '/__proto__' }])).toBe('{"constructor":{"a":1},"kind":"Pod"}');
    expect(text([{ op: 'test', path: '/__proto__', value: { b: { c: 1 } } }])).toBe(canonicalJson(object));
  });
});

describe('many operations on one object', () => {
  it('change neither the object nor the values that they bring, though each sees what the ones before it have left', () => {
    const object = { kind: 'A', data: { old: [1, { x: 1 }] } };
    const value = { list: [{ y: 1 }] };
    const given = JSON.stringify([object, value]);
    const operations = [
      { op: 'add', path: '/data/new', value },
      { op: 'add', path: '/data/new/list/0/z', value: 2 },
      { op: 'remove', path: '/data/new/list/0/y' },
      { op: 'add', path: '/data/new/list/-', value: 3 },
      { path: '/data/old/1/x', value: 4 },
      { op: 'remove', path: '/data/old/0' },
    ];
    expect(applyClusterOverrides(object, operations)).toEqual({
      kind: 'A',
      data: { old: [{ x: 4 }], new: { list: [{ z: 2 }, 3] } },
    });
    expect(JSON.stringify([object, value])).toBe(given);
  });

  it('may be as many as there are', () => {
    const operations = Array.from({ length: 20_000 }, (_, index) => ({
      op: 'add',
      path: `/data/k${index}`,
      value: index,
    }));
    const { data } = applyClusterOverrides({ kind: 'A', data: {} }, operations) as { data: Record<string, number> };
    expect(Object.keys(data)).toHaveLength(20_000);
  });
});
