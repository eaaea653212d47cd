import { goJson } from '../../lib/resolve/go-json';
import { propagatedVersion } from '../../lib/resolve/propagated-version';
import hashVectors from './hash-vectors.json';
import { thrown } from './thrown';

/** Had from KubeFed's own GetTemplateHash and GetOverrideHash. */
const vectors = hashVectors as unknown as readonly {
  readonly spec?: object;
  readonly templateVersion: string;
  readonly overridesVersion: string;
}[];

const NO_OVERRIDES = '2979b7538b527abe06492021841caf47';

describe('propagatedVersion', () => {
  test.each(vectors.map((vector) => [JSON.stringify(vector.spec), vector] as const))(
    'of %s',
    (_, { spec, ...hashes }) => {
      expect(propagatedVersion(spec)).toEqual(hashes);
    },
  );

  test('knows the vectors that everybody knows', () => {
    expect(propagatedVersion({ template: { spec: { foo: null } } })).toEqual({
      templateVersion: 'a5b8d4352d5aed51c51b93900258ccf3',
      overridesVersion: NO_OVERRIDES,
    });
  });

  test('does not depend on the order of keys', () => {
    expect(
      propagatedVersion({
        overrides: [{ clusterOverrides: [{ value: 1, path: '/a', op: 'add' }], clusterName: 'c' }],
        template: { b: 1, a: 2 },
      }),
    ).toEqual(
      propagatedVersion({
        template: { a: 2, b: 1 },
        overrides: [{ clusterName: 'c', clusterOverrides: [{ op: 'add', path: '/a', value: 1 }] }],
      }),
    );
  });

  test('takes undefined for nothing', () => {
    expect(propagatedVersion({ template: undefined, overrides: undefined })).toEqual({
      templateVersion: '',
      overridesVersion: NO_OVERRIDES,
    });
  });

  test.each([
    ['invalid-template', { template: null }],
    ['invalid-template', { template: 'x' }],
    ['invalid-template', { template: [] }],
    ['invalid-override', { overrides: {} }],
    ['invalid-override', { overrides: ['x'] }],
    ['invalid-override', { overrides: [{ clusterName: 5 }] }],
    ['invalid-override', { overrides: [{ clusterOverrides: [{ path: 5 }] }] }],
    ['invalid-federated-object', []],
    ['lone-surrogate', { template: { a: '\udc00' } }],
    ['lone-surrogate', { template: { '\ud800': 1 } }],
    ['unsafe-integer', { template: { a: 2 ** 53 } }],
    ['unsafe-integer', { overrides: [{ clusterOverrides: [{ path: '/a', value: -(2 ** 53) }] }] }],
    ['negative-zero', { template: { a: -0 } }],
    ['unserializable-value', { template: { a: undefined } }],
  ] as const)('throws %s for %j', (code, spec) => {
    expect(thrown(() => propagatedVersion(spec)).code).toBe(code);
  });
});

describe('JSON as Go writes it', () => {
  test.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    ['<a>&\u2028\u2029', '"\\u003ca\\u003e\\u0026\\u2028\\u2029"'],
    ['\b\f\n\r\t"\\/\u0000\u001f\u007f', '"\\b\\f\\n\\r\\t\\"\\\\/\\u0000\\u001f\u007f"'],
    [{ '😀': 1, '\ue000': 2, ab: 3, a: 4, é: 5 }, '{"a":4,"ab":3,"é":5,"\ue000":2,"😀":1}'],
    [[1e21, 1e20, 1e-7, 0.000001, 1.5], '[1e+21,100000000000000000000,1e-7,0.000001,1.5]'],
  ])('%j', (value, text) => {
    expect(goJson(value)).toBe(text);
  });
});
