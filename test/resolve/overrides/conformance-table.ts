import { type OverrideOperation } from '../../../lib/model/override';

const base = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas: 3,
    paused: null,
    args: ['a', 'b', 'c'],
    'a/b': 1,
    'm~n': 2,
    matrix: [[1, 2], [3]],
    env: { A: '1' },
  },
};

/** The object that every row of the table starts from. */
export const before: object = base;

const spec = (fields: object): object => ({ ...base, spec: { ...base.spec, ...fields } });
const root = (fields: object): object => ({ ...base, ...fields });
const without = (key: keyof typeof base.spec): object => {
  const { [key]: _, ...rest } = base.spec;
  return { ...base, spec: rest };
};

/** What KubeFed makes of overrides: the object afterwards, `error` for ApplyOverridesFailed, `crash` for a panic. */
export type Expected = object | 'error' | 'crash';

/**
 * What KubeFed v0.10.0 does with overrides, row by row. Every answer was had from its own code, GetOverrides and
 * ApplyJSONPatch with evanphx/json-patch v4.12.0.
 */
export const conformanceTable: readonly (readonly [string, readonly OverrideOperation[], Expected])[] = [
  ['nothing', [], base],
  ['replace is the default', [{ path: '/spec/replicas', value: 5 }], spec({ replicas: 5 })],
  ['an empty op is replace', [{ op: '', path: '/spec/replicas', value: 5 }], spec({ replicas: 5 })],
  ['replace of a missing leaf adds it', [{ op: 'replace', path: '/spec/fresh', value: 1 }], spec({ fresh: 1 })],
  ['replace of a null leaf', [{ path: '/spec/paused', value: true }], spec({ paused: true })],
  ['replace below a missing parent', [{ path: '/spec/none/x', value: 1 }], 'error'],
  ['replace below a null parent', [{ path: '/spec/paused/x', value: 1 }], 'error'],
  ['replace below a scalar parent', [{ path: '/spec/replicas/x', value: 1 }], 'error'],
  ['add below a missing parent', [{ op: 'add', path: '/status/x', value: 1 }], 'error'],
  ['add below a null parent', [{ op: 'add', path: '/spec/paused/x', value: 1 }], 'error'],
  ['add below a text', [{ op: 'add', path: '/kind/x', value: 1 }], 'error'],
  ['remove below a missing parent', [{ op: 'remove', path: '/spec/none/x' }], 'error'],
  ['remove a key', [{ op: 'remove', path: '/spec/replicas' }], without('replicas')],
  ['remove a null', [{ op: 'remove', path: '/spec/paused' }], without('paused')],
  ['remove with a value', [{ op: 'remove', path: '/spec/replicas', value: 7 }], without('replicas')],
  ['remove a missing key', [{ op: 'remove', path: '/spec/none' }], 'error'],
  ['add an existing key', [{ op: 'add', path: '/spec/replicas', value: 9 }], spec({ replicas: 9 })],
  ['add on the path of a list', [{ op: 'add', path: '/spec/args', value: ['z'] }], spec({ args: ['z'] })],
  ['add on the path of a map', [{ op: 'add', path: '/spec/env', value: { B: '2' } }], spec({ env: { B: '2' } })],

  ['add at an index', [{ op: 'add', path: '/spec/args/1', value: 'x' }], spec({ args: ['a', 'x', 'b', 'c'] })],
  ['add at the length', [{ op: 'add', path: '/spec/args/3', value: 'x' }], spec({ args: ['a', 'b', 'c', 'x'] })],
  ['add beyond the length', [{ op: 'add', path: '/spec/args/4', value: 'x' }], 'error'],
  ['add at -', [{ op: 'add', path: '/spec/args/-', value: 'x' }], spec({ args: ['a', 'b', 'c', 'x'] })],
  ['add at -1 appends', [{ op: 'add', path: '/spec/args/-1', value: 'x' }], spec({ args: ['a', 'b', 'c', 'x'] })],
  ['add at -4 prepends', [{ op: 'add', path: '/spec/args/-4', value: 'x' }], spec({ args: ['x', 'a', 'b', 'c'] })],
  ['add at -5', [{ op: 'add', path: '/spec/args/-5', value: 'x' }], 'error'],
  ['replace at an index', [{ path: '/spec/args/1', value: 'x' }], spec({ args: ['a', 'x', 'c'] })],
  ['replace at -1', [{ path: '/spec/args/-1', value: 'x' }], spec({ args: ['a', 'b', 'x'] })],
  ['replace at -3', [{ path: '/spec/args/-3', value: 'x' }], spec({ args: ['x', 'b', 'c'] })],
  ['replace at -4', [{ path: '/spec/args/-4', value: 'x' }], 'error'],
  ['replace at the length', [{ path: '/spec/args/3', value: 'x' }], 'error'],
  ['replace at -', [{ path: '/spec/args/-', value: 'x' }], 'error'],
  ['remove at an index', [{ op: 'remove', path: '/spec/args/0' }], spec({ args: ['b', 'c'] })],
  ['remove at -1', [{ op: 'remove', path: '/spec/args/-1' }], spec({ args: ['a', 'b'] })],
  ['remove at -4', [{ op: 'remove', path: '/spec/args/-4' }], 'error'],
  ['remove at the length', [{ op: 'remove', path: '/spec/args/3' }], 'error'],
  ['remove at -', [{ op: 'remove', path: '/spec/args/-' }], 'error'],
  ['the index 01', [{ path: '/spec/args/01', value: 'x' }], spec({ args: ['a', 'x', 'c'] })],
  ['the index +1', [{ path: '/spec/args/+1', value: 'x' }], spec({ args: ['a', 'x', 'c'] })],
  ['the index -0', [{ path: '/spec/args/-0', value: 'x' }], spec({ args: ['x', 'b', 'c'] })],
  ['the index 1.0', [{ path: '/spec/args/1.0', value: 'x' }], 'error'],
  ['the index 1e0', [{ path: '/spec/args/1e0', value: 'x' }], 'error'],
  ['the index 0x1', [{ path: '/spec/args/0x1', value: 'x' }], 'error'],
  ['the index 1_0', [{ op: 'add', path: '/spec/args/1_0', value: 'x' }], 'error'],
  ['an index with a blank', [{ path: '/spec/args/ 1', value: 'x' }], 'error'],
  ['an Arabic digit', [{ path: '/spec/args/\u0661', value: 'x' }], 'error'],
  ['an empty index', [{ path: '/spec/args/', value: 'x' }], 'error'],
  ['the index +', [{ path: '/spec/args/+', value: 'x' }], 'error'],
  ['an index beyond int64', [{ path: '/spec/args/9223372036854775808', value: 'x' }], 'error'],
  ['a key in a list', [{ op: 'add', path: '/spec/args/length', value: 0 }], 'error'],
  ['a list in a list', [{ path: '/spec/matrix/0/1', value: 9 }], spec({ matrix: [[1, 9], [3]] })],
  [
    'a negative index on the way',
    [{ op: 'add', path: '/spec/matrix/-1/-', value: 9 }],
    spec({
      matrix: [
        [1, 2],
        [3, 9],
      ],
    }),
  ],
  ['an index on the way out of range', [{ op: 'add', path: '/spec/matrix/2/0', value: 9 }], 'error'],
  ['- on the way', [{ op: 'add', path: '/spec/matrix/-/0', value: 9 }], 'error'],
  ['an index as a key of a map', [{ path: '/spec/env/0', value: 'x' }], spec({ env: { A: '1', '0': 'x' } })],

  ['~1 is a slash', [{ path: '/spec/a~1b', value: 5 }], spec({ 'a/b': 5 })],
  ['~0 is a tilde', [{ path: '/spec/m~0n', value: 5 }], spec({ 'm~n': 5 })],
  ['~01 is ~1', [{ path: '/spec/~01', value: 5 }], spec({ '~1': 5 })],
  ['~10 is /0', [{ path: '/spec/~10', value: 5 }], spec({ '/0': 5 })],
  ['~2 is itself', [{ path: '/spec/~2', value: 5 }], spec({ '~2': 5 })],
  ['a lone tilde is itself', [{ path: '/spec/m~n', value: 5 }], spec({ 'm~n': 5 })],
  [
    'an escape on the way',
    [{ op: 'add', path: '/metadata/labels/a~1b', value: 'x' }],
    root({ metadata: { name: 'web', labels: { app: 'web', 'a/b': 'x' } } }),
  ],

  ['the path /', [{ path: '/', value: 1 }], root({ '': 1 })],
  ['the path //', [{ path: '//', value: 1 }], 'error'],
  ['an empty segment at the end', [{ path: '/spec/', value: 1 }], spec({ '': 1 })],
  ['a path without its leading slash', [{ path: 'spec/replicas', value: 1 }], root({ replicas: 1 })],
  ['a longer one', [{ path: 'x/spec/replicas', value: 1 }], spec({ replicas: 1 })],
  ['x/kind', [{ path: 'x/kind', value: 'Job' }], root({ kind: 'Job' })],
  [
    'x/metadata/name',
    [{ path: 'x/metadata/name', value: 'other' }],
    root({ metadata: { name: 'other', labels: { app: 'web' } } }),
  ],
  ['a path without any slash', [{ path: 'spec', value: 1 }], 'error'],
  ['the empty path with add', [{ op: 'add', path: '', value: { kind: 'X' } }], 'error'],
  ['the empty path with remove', [{ op: 'remove', path: '' }], 'error'],
  ['the empty path with an object', [{ path: '', value: { kind: 'X', a: 1 } }], { kind: 'X', a: 1 }],
  ['the empty path with an object without kind', [{ path: '', value: { a: 1 } }], 'error'],
  ['the empty path with an object of empty kind', [{ path: '', value: { kind: '' } }], 'error'],
  ['the empty path with a list', [{ path: '', value: [{ kind: 'X' }] }], 'error'],
  [
    'the empty path with a list that is then replaced',
    [
      { path: '', value: ['a'] },
      { op: 'add', path: '/0', value: 'b' },
    ],
    'error',
  ],
  ['the empty path with a text', [{ path: '', value: 'x' }], base],
  ['the empty path with a number', [{ path: '', value: 5 }], base],
  ['the empty path with false', [{ path: '', value: false }], base],
  ['the empty path with null', [{ path: '', value: null }], 'crash'],
  ['the empty path without a value', [{ path: '' }], 'crash'],
  ['an error before what would crash', [{ op: 'remove', path: '/none' }, { path: '' }], 'error'],

  ['null', [{ path: '/spec/replicas', value: null }], spec({ replicas: null })],
  ['no value', [{ path: '/spec/replicas' }], spec({ replicas: null })],
  ['no value in a list', [{ op: 'add', path: '/spec/args/0' }], spec({ args: [null, 'a', 'b', 'c'] })],
  ['false', [{ path: '/spec/replicas', value: false }], spec({ replicas: false })],
  ['0', [{ path: '/spec/replicas', value: 0 }], spec({ replicas: 0 })],
  ['the empty text', [{ path: '/spec/replicas', value: '' }], spec({ replicas: '' })],
  ['the empty list', [{ path: '/spec/replicas', value: [] }], spec({ replicas: [] })],
  ['the empty map', [{ path: '/spec/replicas', value: {} }], spec({ replicas: {} })],
  [
    'large and small numbers',
    [{ path: '/spec/args', value: [1e21, 1e-7, 0.1, -2.5e-9] }],
    spec({ args: [1e21, 1e-7, 0.1, -2.5e-9] }),
  ],

  ['a forbidden path', [{ path: '/metadata/name', value: 'x' }], 'error'],
  ['another', [{ path: '/metadata/namespace', value: 'x' }], 'error'],
  ['a third', [{ path: '/metadata/generateName', value: 'x' }], 'error'],
  ['a fourth', [{ path: '/kind', value: 'x' }], 'error'],
  ['apiVersion is free', [{ path: '/apiVersion', value: 'v2' }], root({ apiVersion: 'v2' })],
  ['an apiVersion of three parts', [{ path: '/apiVersion', value: 'a/b/c' }], 'error'],
  ['an apiVersion that is no text', [{ path: '/apiVersion', value: 5 }], root({ apiVersion: 5 })],
  ['metadata is free', [{ path: '/metadata', value: { name: 'x' } }], root({ metadata: { name: 'x' } })],
  ['kind made a number', [{ path: 'x/kind', value: 5 }], 'error'],
  ['kind removed', [{ op: 'remove', path: 'x/kind' }], 'error'],
  [
    'a path twice',
    [
      { path: '/spec/replicas', value: 1 },
      { path: '/spec/replicas', value: 2 },
    ],
    'error',
  ],
  [
    'one place by two paths',
    [
      { path: '/spec/args/0', value: 1 },
      { path: '/spec/args/00', value: 2 },
    ],
    spec({ args: [2, 'b', 'c'] }),
  ],
  [
    'two appends to one list',
    [
      { op: 'add', path: '/spec/args/-', value: 1 },
      { op: 'add', path: '/spec/args/-', value: 2 },
    ],
    'error',
  ],

  [
    'in order',
    [
      { op: 'add', path: '/spec/t', value: {} },
      { op: 'add', path: '/spec/t/x', value: 1 },
    ],
    spec({ t: { x: 1 } }),
  ],
  [
    'out of order',
    [
      { op: 'add', path: '/spec/t/x', value: 1 },
      { op: 'add', path: '/spec/t', value: {} },
    ],
    'error',
  ],
  [
    'all or nothing',
    [
      { path: '/spec/replicas', value: 9 },
      { op: 'remove', path: '/none' },
    ],
    'error',
  ],
  [
    'an insertion shifts what follows',
    [
      { op: 'add', path: '/spec/args/0', value: 'x' },
      { path: '/spec/args/1', value: 'y' },
    ],
    spec({ args: ['x', 'y', 'b', 'c'] }),
  ],

  ['an unknown op', [{ op: 'merge', path: '/spec', value: {} }], 'error'],
  ['an op in capitals', [{ op: 'Replace', path: '/spec', value: {} }], 'error'],
  ['move', [{ op: 'move', path: '/spec/x' }], 'error'],
  ['copy', [{ op: 'copy', path: '/spec/x' }], 'error'],
  ['a test that holds', [{ op: 'test', path: '/spec/args', value: ['a', 'b', 'c'] }], base],
  ['a test that fails', [{ op: 'test', path: '/spec/replicas', value: 4 }], 'error'],
  ['a test without a value', [{ op: 'test', path: '/spec/replicas' }], 'error'],
  ['a test of null', [{ op: 'test', path: '/spec/paused', value: null }], 'crash'],
  ['a test of nothing', [{ op: 'test', path: '/spec/none' }], 'crash'],
  ['a test of null against a value', [{ op: 'test', path: '/spec/paused', value: 1 }], 'error'],
  ['a test of a missing place', [{ op: 'test', path: '/spec/args/9', value: 1 }], 'error'],
  ['a test below nothing', [{ op: 'test', path: '/spec/none/x', value: 1 }], 'error'],
  ['a test of a path without a slash', [{ op: 'test', path: 'spec', value: 1 }], 'error'],
  ['a test of the whole object', [{ op: 'test', path: '', value: base }], base],
  ['a test of the whole object that fails', [{ op: 'test', path: '', value: { kind: 'X' } }], 'error'],
  ['a test of the whole object without a value', [{ op: 'test', path: '' }], 'crash'],
  [
    'a test of a list with null',
    [
      { path: '/spec/args', value: [null] },
      { op: 'test', path: '/spec/args/', value: 1 },
    ],
    'error',
  ],
  ['a test that compares a null in a list', [{ op: 'test', path: '/spec/args', value: ['a', 'b', null] }], 'crash'],
];
