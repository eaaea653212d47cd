import * as fc from 'fast-check';
import { isFederationError } from '../../../lib/model/federation-error';
import { documentsText, manifestText, YamlText } from '../../../lib/synth/yaml/yaml-text';
import { anyDocument, anyString } from './awkward-documents';

const redis = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'redis', namespace: 'shop', labels: {}, finalizers: [] },
  spec: {
    replicas: 3,
    paused: false,
    strategy: null,
    template: {
      spec: {
        containers: [
          {
            name: 'redis',
            image: 'redis:7',
            args: ['--port=6379', '-v', 'yes'],
            resources: { limits: { cpu: '100m', memory: '1' } },
          },
          { name: 'web', env: [{ name: 'A', value: '' }] },
        ],
      },
    },
    matrix: [
      ['a', 1],
      [[{}], []],
    ],
  },
};

describe('the YAML of a manifest', () => {
  test('looks like what cdk8s writes: two spaces a level, lists indented under their key', () => {
    expect(manifestText(redis)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: redis
  namespace: shop
  labels: {}
  finalizers: []
spec:
  replicas: 3
  paused: false
  strategy: null
  template:
    spec:
      containers:
        - name: redis
          image: redis:7
          args:
            - --port=6379
            - -v
            - "yes"
          resources:
            limits:
              cpu: 100m
              memory: "1"
        - name: web
          env:
            - name: A
              value: ""
  matrix:
    - - a
      - 1
    - - - {}
      - []
`);
  });

  test('has the keys in the order of the object', () => {
    expect(manifestText({ b: 1, a: 2 })).toBe('b: 1\na: 2\n');
  });

  test('of an empty map is an empty map', () => {
    expect(manifestText({})).toBe('{}\n');
  });

  test('stands in one file with others, between document separators', () => {
    expect(documentsText([{ a: 1 }, { b: 'x\n\n' }, { c: 3 }])).toBe('a: 1\n---\nb: |+\n  x\n\n---\nc: 3\n');
    expect(documentsText([])).toBe('');
  });

  test('has __proto__ and constructor as keys like any other', () => {
    const map: unknown = JSON.parse('{ "__proto__": { "x": 1 }, "constructor": "y" }');
    expect(manifestText({ data: map })).toBe('data:\n  __proto__:\n    x: 1\n  constructor: "y"\n');
  });

  test.each([
    // plain: what nobody could take for anything but a string
    ['redis:7', 'redis:7'],
    ['hello, wide world', 'hello, wide world'],
    ['http://shop:80/a?b=c#d', 'http://shop:80/a?b=c#d'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['64Mi', '64Mi'],
    ['$(POD_NAME)', '$(POD_NAME)'],
    // quoted: other things to YAML 1.1, to YAML 1.2, or to both
    ['no', '"no"'],
    ['yEs', '"yEs"'],
    ['~', '"~"'],
    ['0123', '"0123"'],
    ['1:20', '"1:20"'],
    ['1e3', '"1e3"'],
    ['-e1', '"-e1"'],
    ['2001-01-01', '"2001-01-01"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['a:', '"a:"'],
    [' a', '" a"'],
    ['*.example.com', '"*.example.com"'],
    // quoted, with escapes for what no reader would see or keep
    ['tab\there', '"tab\\there"'],
    ['say "hi" \\o: ', '"say \\"hi\\" \\\\o: "'],
    ['\u0000\u0007\u001b', '"\\u0000\\u0007\\u001b"'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['a\u0085b\u2028c\ufeff', '"a\\u0085b\\u2028c\\ufeff"'],
    ['Zürich 😀', '"Zürich 😀"'],
    // block literals: texts of several lines, as people read them
    ['a\nb', '|-\n  a\n  b'],
    ['a\n\n\tb: "c"\n', '|\n  a\n\n  \tb: "c"'],
    ['a\n\n', '|+\n  a\n'],
    ['\n  a\nb\n', '|2\n\n    a\n  b'],
    // not exact as a block literal
    ['\n', '"\\n"'],
    ['\ta\nb', '"\\ta\\nb"'],
    ['a\n ', '"a\\n "'],
    ['a\n\u0007\n', '"a\\n\\u0007\\n"'],
  ])('writes the string %j as %j', (value, text) => {
    expect(manifestText({ k: value })).toBe(`k: ${text}\n`);
  });

  test.each([
    [0, '0'],
    [-7, '-7'],
    [9007199254740991, '9007199254740991'],
    [0.5, '0.5'],
    [1e21, '1.0e+21'],
    [-1e-7, '-1.0e-7'],
    [1.5e300, '1.5e+300'],
  ])('writes the number %d as %s, which has a point wherever it has an exponent', (value, text) => {
    expect(manifestText({ k: value })).toBe(`k: ${text}\n`);
  });

  test('never breaks a long line', () => {
    const words = 'word '.repeat(100).trim();
    expect(manifestText({ k: words, l: `${words}:` })).toBe(`k: ${words}\nl: "${words}:"\n`);
  });

  test('quotes a key by the rules of a string, and sets a key beyond the limit of YAML apart', () => {
    const long = 'x'.repeat(1025);
    expect(manifestText({ on: 1, '1': 2, 'a\nb': 3, list: [{ [long]: { a: 1 }, b: 2 }] })).toBe(
      `"1": 2\n"on": 1\n"a\\nb": 3\nlist:\n  - ? ${long}\n    :\n      a: 1\n    b: 2\n`,
    );
  });
});

describe('the memory of YamlText', () => {
  /** A copy of a document with one value replaced at a place inside it, everything off the way to it shared. */
  const withValue = (node: unknown, choices: readonly number[], value: unknown): unknown => {
    const [choice, ...rest] = choices;
    if (choice === undefined || typeof node !== 'object' || node === null) return value;
    const keys = Object.keys(node);
    const key = keys[choice % keys.length];
    if (key === undefined) return node;
    if (Array.isArray(node))
      return node.map((item: unknown, at) => (String(at) === key ? withValue(item, rest, value) : item));
    return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, k === key ? withValue(v, rest, value) : v]));
  };

  test('never changes a text: copies that differ anywhere read as if each were the first', () => {
    const changes = fc.array(
      fc.tuple(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }),
        fc.oneof(anyString, fc.constantFrom(0, 1, null, true, {}, [], [{}])),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(anyDocument, changes), { maxLength: 4 }), (families) => {
        const texts = new YamlText();
        for (const [document, edits] of families) {
          const copies = [document, ...edits.map(([at, value]) => withValue(document, at, value) as object), document];
          expect(copies.map((copy) => texts.manifest(copy))).toEqual(copies.map((copy) => manifestText(copy)));
        }
      }),
    );
  });

  test('tells zero from negative zero, which equals it', () => {
    const texts = new YamlText();
    for (const value of [0, 1, 0]) texts.manifest({ k: value });
    expect(() => texts.manifest({ k: -0 })).toThrow(expect.objectContaining({ code: 'negative-zero' }) as Error);
  });

  test('is in order again after a manifest that was refused', () => {
    const texts = new YamlText();
    const write = (value: unknown): string => texts.manifest({ kind: 'K', spec: { a: 'same', b: value } });
    const before = [write(1), write(2), write(3)];
    expect(() => write(Number.NaN)).toThrow('NaN is not JSON');
    expect([write(1), write(2), write(3)]).toEqual(before);
  });
});

describe('what cannot be written', () => {
  const cyclic: Record<string, unknown> = { a: 1 };
  cyclic.b = [cyclic];
  let deep: unknown = 'x';
  for (let level = 0; level < 1200; level++) deep = [deep];

  test.each<[string, unknown, string, string]>([
    ['undefined', { k: undefined }, 'unserializable-value', '/spec/k'],
    ['a hole in a list', [1, , 3], 'unserializable-value', '/spec/1'],
    ['a function', { k: () => 1 }, 'unserializable-value', '/spec/k'],
    ['a symbol', [Symbol('s')], 'unserializable-value', '/spec/0'],
    ['a bigint', { k: 1n }, 'unserializable-value', '/spec/k'],
    ['a date', { 'a/b~c': new Date(0) }, 'unserializable-value', '/spec/a~1b~0c'],
    ['a map of JavaScript', { k: new Map() }, 'unserializable-value', '/spec/k'],
    ['NaN', { k: Number.NaN }, 'unserializable-value', '/spec/k'],
    ['infinity', { k: [-Infinity] }, 'unserializable-value', '/spec/k/0'],
    ['nesting without end', deep, 'unserializable-value', `/spec${'/0'.repeat(999)}`],
    ['a cycle', cyclic, 'cyclic-value', '/spec/b/0'],
    ['half an emoji', { k: 'x\ud83d' }, 'lone-surrogate', '/spec/k'],
    ['half an emoji in a text of several lines', { k: 'x\n\ude00\n' }, 'lone-surrogate', '/spec/k'],
    ['half an emoji in a key', { '\ud83d': 1 }, 'lone-surrogate', '/spec/\ud83d'],
    ['an integer beyond 2^53', { k: 2 ** 53 }, 'unsafe-integer', '/spec/k'],
    ['negative zero', { k: -0 }, 'negative-zero', '/spec/k'],
  ])('%s is refused, with its place', (_what, spec, code, path) => {
    const manifest = { apiVersion: 'v1', kind: 'K', metadata: { name: 'n' }, spec };
    let thrown: unknown;
    try {
      manifestText(manifest);
    } catch (error) {
      thrown = error;
    }
    if (!isFederationError(thrown)) throw new Error('no FederationError was thrown');
    expect(thrown).toMatchObject({ code, details: { path, object: { kind: 'K', name: 'n' } } });
    expect(thrown.remedy).not.toBe('');
  });

  test('all places of a manifest are told together', () => {
    expect(() => manifestText({ a: undefined, b: [Number.NaN, -0] })).toThrow(/^3 errors[^]*\/a[^]*\/b\/0[^]*\/b\/1/);
  });

  test('a list or a class instance is no manifest', () => {
    expect(() => manifestText([])).toThrow('a manifest is a map');
    expect(() => manifestText(new Date(0))).toThrow('an instance of Date is not JSON');
  });
});
