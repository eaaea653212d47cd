import * as fc from 'fast-check';
import { isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { type JsonObject } from '../../../lib/model/json';
import { type ManifestsRead, readManifests } from '../../../lib/interop/yaml/read-manifests';
import { documentsText, manifestText } from '../../../lib/synth/yaml/yaml-text';
import { anyDocument, awkwardStrings } from '../../synth/yaml/awkward-documents';

const read = (text: string): ManifestsRead => readManifests(text, { file: 'f.yaml' });

/** The values of a text that has no problem. */
const values = (text: string): readonly JsonObject[] => {
  const { documents, problems } = read(text);
  expect(problems).toEqual([]);
  return documents.map((document) => document.value);
};

/** The problems of a text, as `code origin path`. */
const problems = (text: string): string[] =>
  read(text).problems.map(({ code, origin, path }) => `${code} ${origin ?? ''}${path === undefined ? '' : ` ${path}`}`);

describe('documents', () => {
  test('are separated by dashes, and those without content are left out', () => {
    expect(values('# only a comment\n---\na: 1\n---\n---\n# nothing\n---\nnull\n---\nb: 2\n...\n---\nc: 3\n')).toEqual([
      { a: 1 },
      { b: 2 },
      { c: 3 },
    ]);
    expect(values('')).toEqual([]);
    expect(values('\n# nothing\n')).toEqual([]);
  });

  test('know the line of their first key, and the file', () => {
    const { documents } = read('# head\n\na: 1\n---\n# more\nb: 2\n--- # x\nc:\n');
    expect(documents.map(({ line, origin }) => [line, origin])).toEqual([
      [3, 'f.yaml:3'],
      [6, 'f.yaml:6'],
      [8, 'f.yaml:8'],
    ]);
  });

  test('may start with a byte order mark, and have any line breaks', () => {
    expect(values('\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n')).toEqual([{ a: 1, b: 'x\ny\n' }]);
    expect(values('a: 1\rb: 2\u0085c: 3\u2028d: 4')).toEqual([{ a: 1, b: 2, c: 3, d: 4 }]);
  });

  test('must be objects', () => {
    expect(problems('- a\n---\nb: 1\n---\njust text\n---\n5')).toEqual([
      'not-a-manifest f.yaml:1',
      'not-a-manifest f.yaml:5',
      'not-a-manifest f.yaml:7',
    ]);
  });

  test('of kind List stay one document', () => {
    expect(values('kind: List\nitems: [{kind: A}]')).toEqual([{ kind: 'List', items: [{ kind: 'A' }] }]);
  });

  test('that are good are given beside the problems of others', () => {
    const { documents } = read('a: 1\n---\nb: [1\n---\nc: 3\n');
    expect(documents.map((document) => document.value)).toEqual([{ a: 1 }, { c: 3 }]);
  });

  test('have __proto__ and constructor as keys like any other', () => {
    expect(JSON.stringify(values('__proto__: {a: 1}\nconstructor: x'))).toBe(
      '[{"__proto__":{"a":1},"constructor":"x"}]',
    );
    expect(JSON.stringify(values('{"__proto__": {"a": 1}}'))).toBe('[{"__proto__":{"a":1}}]');
  });

  test('that end within a block scalar have a line break there only if the file has one', () => {
    expect(values('a: |\n  x')).toEqual([{ a: 'x' }]);
    expect(values('a: |\n  x\n')).toEqual([{ a: 'x\n' }]);
    expect(values('a:\n  - b: >+\n      x\n\n')).toEqual([{ a: [{ b: 'x\n\n' }] }]);
    expect(values('a: |\n  x\n ')).toEqual([{ a: 'x\n' }]);
  });
});

describe('what fed8s writes', () => {
  test('it reads back equal', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 4 }), (documents) => {
        expect(values(documentsText(documents)).map((value) => JSON.stringify(value))).toEqual(
          documents.map((document) => JSON.stringify(document)),
        );
      }),
    );
    for (const text of awkwardStrings) expect(values(manifestText({ [text]: [text] }))).toEqual([{ [text]: [text] }]);
  });

  test('it reads from JSON equal, of several documents in one text too', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 2), (documents, indent) => {
        const text = documents.map((document) => JSON.stringify(document, undefined, indent)).join('\n');
        expect(values(text).map((value) => JSON.stringify(value))).toEqual(documents.map((d) => JSON.stringify(d)));
      }),
    );
  });
});

describe('JSON', () => {
  test('has the same rules: no key twice, no number that would be changed, zero without a sign', () => {
    expect(problems('{\n"a": 1,\n"b": {"c": 1,\n"c": 2}}')).toEqual(['duplicate-key f.yaml:4 /b/c']);
    expect(problems('{"a": [1, {"b":\n9007199254740993}]}')).toEqual(['unsafe-integer f.yaml:2 /a/1/b']);
    expect(problems('{"a": -0.0}')).toEqual(['negative-zero f.yaml:1 /a']);
    expect(problems('{"a": 1e400}')).toEqual(['invalid-yaml-value f.yaml:1 /a']);
    expect(problems('{"a": "\\ud800", "\\udc00": 1}')).toEqual([
      'lone-surrogate f.yaml:1 /a',
      'lone-surrogate f.yaml:1 /\udc00',
    ]);
    expect(values('{"a": -0, "b": "\\ud83d\\ude00", "c": 1e21}')).toEqual([{ a: 0, b: '😀', c: 1e21 }]);
    expect(values('{"a\\u0062": 1, "a\\\\": "\\""}')).toEqual([{ ab: 1, 'a\\': '"' }]);
    expect(problems('{"ab": 1, "a\\u0062": 2}')).toEqual(['duplicate-key f.yaml:1 /ab']);
  });

  test('that is none may still be YAML', () => {
    expect(values('{"a": 1, b: yes,}')).toEqual([{ a: 1, b: true }]);
    expect(values('{"a": 1}\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(problems('{"a": 1, "a": 2, }')).toEqual(['duplicate-key f.yaml:1 /a']);
    expect(problems('{"a": 1')).toEqual(['yaml-syntax f.yaml:1:8']);
    expect(problems('[{"a": 1}]')).toEqual(['not-a-manifest f.yaml:1']);
  });

  test('nested without end is an error', () => {
    expect(problems(`{"a": ${'['.repeat(5000)}${']'.repeat(5000)}}`)).toEqual([
      expect.stringMatching(/^invalid-yaml-value/),
    ]);
  });
});

describe('keys that stand twice', () => {
  test('are an error with both lines', () => {
    expect(read('spec:\n  a: 1\n  b: 2\n  "a": 3\n').problems).toMatchObject([
      {
        code: 'duplicate-key',
        message: 'the key "a" stands twice in one map, in lines 2 and 4',
        path: '/spec/a',
        origin: 'f.yaml:4',
      },
    ]);
  });

  test.each(['yes: 1\ntrue: 2', '1: a\n"1": b', '0x10: a\n16: b', '1.0: a\n1: b', '{a: 1, a: 2}'])(
    'are those of %j, since they are one key of the object',
    (text) => {
      expect(read(text).problems.map(({ code }) => code)).toEqual(['duplicate-key']);
    },
  );
});

describe('anchors, aliases and merge keys', () => {
  test('an alias is the value of its anchor, the last one of that name', () => {
    const [value] = values('a: &x {k: 0x10}\nb: *x\nc: &x [1]\nd: *x\n&y e: *y\nf: &z 010\n*z : g');
    expect(value).toEqual({ a: { k: 16 }, b: { k: 16 }, c: [1], d: [1], e: 'e', f: 8, '8': 'g' });
    expect(value?.b).toBe(value?.a);
  });

  test.each([
    ['of a map, a later key wins over a merge', 'm: {<<: *a, x: 6}', { x: 6, y: 2 }],
    ['of a map, a later merge wins over a key, as with kubectl', 'm: {x: 6, <<: *a}', { x: 1, y: 2 }],
    ['of a list of maps the first wins', 'm: {<<: [{x: 7}, *a, {x: 9, z: 1}]}', { x: 7, y: 2, z: 1 }],
    ['two merges are two merges', 'm: {<<: *a, <<: {x: 3}}', { x: 3, y: 2 }],
    ['a quoted merge key is a key', 'm: {"<<": *a}', { '<<': { x: 1, y: 2 } }],
  ])('%s', (_what, line, merged) => {
    expect(values(`a: &a {x: 1, 'y': 2}\n${line}`)[0]?.m).toEqual(merged);
  });

  test.each([
    ['a: *b\nb: &b 1', 'invalid-yaml-value f.yaml:1 /a'],
    ['x: 1\na: &a [1, *a]', 'invalid-yaml-value f.yaml:2 /a/1'],
    ['a: &a [1]\nb:\n  <<: *a', 'invalid-yaml-value f.yaml:3 /b'],
    ['a:\n  <<: null', 'invalid-yaml-value f.yaml:2 /a'],
    ['? [a]\n: 1', 'invalid-yaml-value f.yaml:1'],
    ['a: {~: 1}', 'invalid-yaml-value f.yaml:1 /a'],
  ])('%j is an error', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test('aliases of aliases that blow a document up are an error, at once', () => {
    const levels = Array.from(
      { length: 30 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(', ')}]`,
    );
    expect(problems(`l0: &l0 [x, x, x]\n${levels.join('\n')}`)).toEqual([
      expect.stringMatching(/^yaml-alias-bomb f.yaml:/),
    ]);
    const maps = Array.from({ length: 40 }, (_, n) => `m${n + 1}: &m${n + 1} {<<: *m${n}, a${n}: *m${n}}`);
    expect(problems(`m0: &m0 {k: v}\n${maps.join('\n')}`)).toEqual([expect.stringMatching(/^yaml-alias-bomb f.yaml:/)]);
  });

  test('an honest use of one anchor in a thousand places is fine', () => {
    const uses = Array.from({ length: 1000 }, (_, n) => `k${n}: *x`);
    expect(values(`x: &x {a: 1, b: [2]}\n${uses.join('\n')}`)).toHaveLength(1);
  });
});

describe('what is no YAML', () => {
  test('is told with line, column, the sentence of the parser, and what to do', () => {
    expect(read('a: 1\nb:\n\t- x\n').problems).toEqual([
      {
        code: 'yaml-syntax',
        severity: 'error',
        message: 'tabs are not allowed as indentation',
        remedy: 'Indent with spaces; YAML does not take tabs there.',
        origin: 'f.yaml:3:1',
      },
    ]);
  });

  test.each([
    ['a: b: c', 'yaml-syntax f.yaml:1:4'],
    ['a: "x\nb: 1', 'yaml-syntax f.yaml:1:4'],
    ['a: 1\nb: "x \\"\nc: 1', 'yaml-syntax f.yaml:2:4'],
    ["a: 1\nb: 'x ''\nc: 1", 'yaml-syntax f.yaml:2:4'],
    ['a: [1, 2\nb: 3', 'yaml-syntax f.yaml:2:1'],
    ['a: x\u0001y', 'yaml-syntax f.yaml:1:5'],
    ['a: x\n%y: 1', 'yaml-syntax f.yaml:2:1'],
    ['%y: 1', 'yaml-syntax f.yaml:1:1'],
    ['# x\n%YAML 1.2\n---\na: yes', 'yaml-syntax f.yaml:2:1'],
    [`a: ${'['.repeat(20_000)}`, 'yaml-syntax'],
  ])('%j', (text, problem) => {
    expect(problems(text)).toEqual([expect.stringContaining(problem)]);
  });

  test('YAML 1.1 may say that it is', () => {
    expect(values('%YAML 1.1\n%TAG !e! tag:yaml.org,2002:\n---\na: !e!int "3"')).toEqual([{ a: 3 }]);
  });

  test('all problems of all documents are told', () => {
    expect(problems('a: .inf\nb: -0.0\n---\nc: [\n---\nd: !!int x\nd: 1')).toEqual([
      'invalid-yaml-value f.yaml:1 /a',
      'negative-zero f.yaml:2 /b',
      'yaml-syntax f.yaml:5:1',
      'invalid-yaml-value f.yaml:6 /d',
      'duplicate-key f.yaml:7 /d',
    ]);
  });
});

describe('what readers of YAML take in different ways is refused', () => {
  test.each([
    ['a question mark in brackets, a key to kubectl', 'a: {b: c, ?d}'],
    ['a colon without a space in brackets', 'a: {b:}'],
    ['a colon after a space in brackets', 'a: {b :}'],
    ['an empty line after an escaped line break', 'a: "x\\\n\n  y"'],
    ['a raw line separator in quotes', 'a: "x\u2028 y"'],
    ['a raw line separator in a block', 'a: |\n  x\u2028  y\n'],
    ['a raw line separator after a block', 'a: |+\n  x\n\u2029\n'],
    ['spaces after a block of given indentation', 'a: |2\n   x\n    \n'],
    ['spaces after a block where the file ends', 'a: |\n  x\n     '],
  ])('%s', (_what, text) => {
    expect(problems(text)).toEqual(['invalid-yaml-value f.yaml:1 /a']);
  });

  test('and where a raw line separator makes the rest unreadable, it is named', () => {
    expect(read('a: 1\nb: "x\u2028y"').problems).toMatchObject([
      { code: 'yaml-syntax', origin: 'f.yaml:2:6', message: expect.stringContaining('U+2028') as string },
    ]);
  });

  test('and what they take alike is not', () => {
    expect(values('a: [b?c, "?d", -e]\nf: ?g\nh: {"i":j}\nk: "l\\\n  m"\nm: |\n  o\n   \np: q')).toEqual([
      { a: ['b?c', '?d', '-e'], f: '?g', h: { i: 'j' }, k: 'lm', m: 'o\n \n', p: 'q' },
    ]);
  });
});

describe('the line of a path', () => {
  const text = `# head
apiVersion: v1
items:
  - kind: A

  - kind: B
    spec: {a: 1,
      b: [1,
        2]}
"0": x
0x1F: y
`;

  test.each([
    [[], 2],
    [['apiVersion'], 2],
    [['items'], 3],
    [['items', 0], 4],
    [['items', 1, 'kind'], 6],
    [['items', 1, 'spec', 'b', 1], 9],
    [['items', '1', 'spec', 'b', '0'], 8],
    [['0'], 10],
    [['31'], 11],
    [['items', 1, 'spec', 'none', 'x'], 7],
    [['items', 5], 3],
    [['apiVersion', 'x'], 2],
  ])('%j is %d', (path, line) => {
    expect(read(text).documents[0]?.lineOf(path)).toBe(line);
  });

  test('leads through aliases and merges to where the value is written', () => {
    const { documents } = read('a: 1\n---\nx: &x\n  k:\n    l: 1\nu:\n  <<: *x\nz: *x\nw:\n  k: 1\n  <<: [*x]\n');
    const lineOf = (path: string[]): number | undefined => documents[1]?.lineOf(path);
    expect([lineOf(['u']), lineOf(['u', 'k', 'l']), lineOf(['z', 'k']), lineOf(['w', 'k'])]).toEqual([6, 5, 4, 4]);
  });

  /** Every path of a text with its line, told by the parser itself. */
  const linesOf = (source: string): (readonly [path: (string | number)[], line: number])[] => {
    const lines = new LineCounter();
    const parsed = parseDocument(source, { lineCounter: lines, schema: 'failsafe', uniqueKeys: false });
    const found: [(string | number)[], number][] = [];
    const lineAt = (node: unknown): number => (isNode(node) ? lines.linePos(node.range?.[0] ?? 0).line : 0);
    visit(parsed, (key, node, parents) => {
      if (typeof key !== 'number' && key !== 'value') return;
      const path: (string | number)[] = [];
      for (const [index, parent] of [...parents, node].entries()) {
        const above = parents[index - 1];
        if (isPair(parent)) path.push(isScalar(parent.key) ? String(parent.key.value) : '');
        else if (isSeq(above)) path.push(above.items.indexOf(parent));
      }
      const holder = parents.at(-1);
      if (key === 'value' && isPair(holder)) found.push([path, lineAt(holder.key)]);
      else if (isNode(node)) found.push([path, lineAt(node)]);
    });
    return found;
  };

  const keyed = fc.letrec<{ value: JsonObject; map: JsonObject }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom('text', 'two\nlines\n', 1, null),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('map'),
    ) as unknown as fc.Arbitrary<JsonObject>,
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c c', 'd/e', 'x'.repeat(1100)), tie('value'), { maxKeys: 4 }),
  })).map;

  test('is the one that the parser tells, in YAML and in JSON, in the first document and in a later one', () => {
    fc.assert(
      fc.property(keyed, fc.boolean(), fc.boolean(), (document, asJson, isLater) => {
        const body = asJson ? JSON.stringify(document, undefined, 1) : manifestText(document);
        const before = isLater ? (asJson ? '{"first":\n1}\n' : '# first\nfirst: |+\n  x\n\n---\n') : '';
        const lineOf = read(before + body).documents[isLater ? 1 : 0]?.lineOf;
        const offset = before.split('\n').length - 1;
        for (const [path, line] of linesOf(body)) expect([path, lineOf?.(path)]).toEqual([path, line + offset]);
      }),
    );
  });
});
