import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json } from '../../../lib/model/json';
import { type ProblemCode } from '../../../lib/model/problem-codes';
import { type ManifestsRead, readManifests } from '../../../lib/interop/yaml/read-manifests';

const read = (text: string): ManifestsRead => readManifests(text, { file: 'f.yaml' });

/** What a text reads as: the value of its only document, or the code of its only problem. */
const outcome = (text: string): unknown => {
  const { documents, problems } = read(text);
  return problems.length > 0 ? problems.map(({ code }) => code).join() : documents[0]?.value;
};

/** A scalar as a value (or the code of the error it is), and as a key. */
type Row = readonly [text: string, value: Json | { readonly error: ProblemCode }, key: string | undefined];

const error = (code: ProblemCode): { readonly error: ProblemCode } => ({ error: code });
const plain = (text: string): Row => [text, text, text];

const rows: readonly Row[] = [
  // booleans: exactly these spellings
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((text): Row => [text, true, 'true']),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((text): Row => [
    text,
    false,
    'false',
  ]),
  ...['yEs', 'nO', 'oN', 'tRUE', 'yes please'].map(plain),
  // null, which is no key
  ...['null', 'Null', 'NULL', '~'].map((text): Row => [text, null, undefined]),
  plain('nUll'),
  // integers
  ['0', 0, '0'],
  ['-0', 0, '0'],
  ['+1', 1, '1'],
  ['-1', -1, '-1'],
  ['00', 0, '0'],
  ['01', 1, '1'],
  ['0123', 83, '83'],
  ['0o17', 15, '15'],
  ['0O17', 15, '15'],
  ['0x1F', 31, '31'],
  ['0X1f', 31, '31'],
  ['-0x1f', -31, '-31'],
  ['0x_1', 1, '1'],
  ['0b101', 5, '5'],
  ['-0b101', -5, '-5'],
  ['0b-101', -5, '-5'],
  ['1_000', 1000, '1000'],
  ['1__0_', 10, '10'],
  ['9007199254740991', 9007199254740991, '9007199254740991'],
  ['123456789012345678', error('unsafe-integer'), '123456789012345678'],
  ['9007199254740993', error('unsafe-integer'), '9007199254740993'],
  ['9223372036854775807', error('unsafe-integer'), '9223372036854775807'],
  ['9223372036854775808', error('unsafe-integer'), undefined],
  ['18446744073709551616', error('unsafe-integer'), '1.8446744e+19'],
  ['-9223372036854775809', error('unsafe-integer'), '-9.223372e+18'],
  ['10000000000000000000000', error('unsafe-integer'), '1e+22'],
  // floating point numbers; as keys they are printed with the digits of 32 bits
  ['08', 8, '8'],
  ['-08', -8, '-8'],
  ['1e3', 1000, '1000'],
  ['1E+3', 1000, '1000'],
  ['1e-3', 0.001, '0.001'],
  ['1e6', 1000000, '1e+06'],
  ['1e-5', 0.00001, '1e-05'],
  ['.5', 0.5, '0.5'],
  ['-.5', -0.5, '-0.5'],
  ['+.5', 0.5, '0.5'],
  ['.5_0', 0.5, '0.5'],
  ['5.', 5, '5'],
  ['1.0', 1, '1'],
  ['1.50', 1.5, '1.5'],
  ['0.1', 0.1, '0.1'],
  ['1234567.8', 1234567.8, '1.2345678e+06'],
  ['16777217.0', 16777217, '1.6777216e+07'],
  ['1e21', 1e21, '1e+21'],
  ['1e-400', 0, '0'],
  ['1e39', 1e39, '.inf'],
  ['1e16', error('unsafe-integer'), '1e+16'],
  ['-0.0', error('negative-zero'), '-0'],
  ['-0e0', error('negative-zero'), '-0'],
  ...['.inf', '.Inf', '+.inf'].map((text): Row => [text, error('invalid-yaml-value'), '.inf']),
  ['-.INF', error('invalid-yaml-value'), '-.inf'],
  ...['.nan', '.NaN'].map((text): Row => [text, error('invalid-yaml-value'), '.nan']),
  // strings that other readers take for numbers, dates, and values of YAML 1.1
  ...[
    'NaN',
    'Infinity',
    '.iNF',
    '1e400',
    '.5e400',
    '0.1.2',
    '1.2.3.4',
    '1,000',
    '0x',
    '0o',
    '0o8',
    '5e',
    '._5',
    '_1',
    '.e3',
  ].map(plain),
  ...['0x1FFFFFFFFFFFFFFFFFFF', '-0b+1', '1:20', '190:20:30', '1:20.5', '12:30', '=', 'v1', '--', '---', '...'].map(
    plain,
  ),
  ...['2001-01-01', '2001-1-1', '2001-01-01T00:00:00Z', 'x#y', 'é', '😀', 'a\tb', 'a:b'].map(plain),
  ['<<', '<<', undefined],
  // quotes, tags, comments
  ['"\\u2028"', '\u2028', '\u2028'],
  ['"\\x85"', '\u0085', '\u0085'],
  ["''", '', ''],
  ['""', '', ''],
  ["'yes'", 'yes', 'yes'],
  ['"0123"', '0123', '0123'],
  ['!!str 1', '1', '1'],
  ['!!int "1"', 1, '1'],
  ['!!int "0x1F"', 31, '31'],
  ['!!int 1.5', error('invalid-yaml-value'), undefined],
  ['!!float 1', 1, '1'],
  ['!!bool "yes"', true, 'true'],
  ['!!bool 1', error('invalid-yaml-value'), undefined],
  ['!!null ""', null, undefined],
  ['!!null x', error('invalid-yaml-value'), undefined],
  ['!!timestamp 2001-1-1', '2001-1-1', '2001-1-1'],
  ['!!timestamp x', error('invalid-yaml-value'), undefined],
  ['!!binary aGk=', 'hi', 'hi'],
  ['!!binary a', error('invalid-yaml-value'), undefined],
  ['!!binary /w==', error('invalid-yaml-value'), undefined],
  ['! 12', '12', '12'],
  ['!own 012', '012', '012'],
];

describe('a scalar means what it means to kubectl', () => {
  test.each(rows)('%j as a value', (text, value) => {
    const isError = typeof value === 'object' && value !== null && 'error' in value;
    expect(outcome(`k: ${text}`)).toEqual(isError ? value.error : { k: value });
  });

  test.each(rows)('%j as a key', (text, _value, key) => {
    expect(outcome(`${text}: 1`)).toEqual(key === undefined ? 'invalid-yaml-value' : { [key]: 1 });
  });

  test.each([
    ['!x', ''],
    ['&a', null],
    ['|', ''],
    ['>', ''],
    ['#x', null],
    ['x #y', 'x'],
    ['{a: b}', { a: 'b' }],
    ['[a, yes]', ['a', true]],
    ['\u2028', null],
    ['\u2029', null],
    ['\u0085', null],
    ['\ufeff', '\ufeff'],
    ['!!set {a, b}', { a: null, b: null }],
    ['!!omap [a: 1]', [{ a: 1 }]],
  ])('k: %j is %j', (text, value) => {
    expect(outcome(`k: ${text}`)).toEqual({ k: value });
  });

  test.each(['-', '?', 'x:', '- x', '%x', '@x', '`x', '"x', '{a', "'x' y"])('k: %j is no YAML', (text) => {
    expect(outcome(`k: ${text}`)).toBe('yaml-syntax');
  });

  test.each(['*a', '{a: b}', '[a, yes]', '\ufeff'])('%j is no key', (text) => {
    expect(outcome(`${text} : 1`)).toBe('invalid-yaml-value');
  });

  test('the error of a number says what it is, where it is, and what to do', () => {
    expect(read('a: 1\nspec:\n  list:\n    - 9007199254740993\n').problems).toEqual([
      {
        code: 'unsafe-integer',
        severity: 'error',
        message: 'an integer beyond 2^53 would be changed by rounding',
        remedy:
          'Use an integer between -9007199254740991 and 9007199254740991, or quote it where the field takes a string.',
        path: '/spec/list/0',
        origin: 'f.yaml:4',
      },
    ]);
  });
});

describe('the recorded answers of sigs.k8s.io/yaml v1.6.0', () => {
  interface Recorded {
    readonly text: string;
    readonly value?: string;
    readonly key?: string;
  }
  const file = join(__dirname, '../../../../shared/corpora/yaml-scalars.json');
  const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Recorded[]) : [];

  const check = (text: string, answer: string | undefined): void => {
    const { documents, problems } = read(text);
    if (answer === undefined) {
      expect({ text, documents, problems: problems.length }).toEqual({ text, documents: [], problems: 1 });
      return;
    }
    const value = JSON.parse(answer) as Json;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const codes = problems.map(({ code }) => code);
    if (value === null) {
      expect({ text, documents, codes }).toEqual({ text, documents: [], codes: [] });
    } else if (!isObject) {
      expect({ text, codes }).toEqual({ text, codes: ['not-a-manifest'] });
    } else if (Object.values(value).some((child) => typeof child === 'number' && Math.abs(child) >= 2 ** 53)) {
      expect({ text, codes }).toEqual({ text, codes: ['unsafe-integer'] });
    } else {
      expect({ text, values: documents.map((document) => document.value) }).toEqual({ text, values: [value] });
    }
  };

  if (recorded.length > 0) {
    test('are ours, for every recorded scalar as value and as key', () => {
      for (const { text, value, key } of recorded) {
        check(`k: ${text}`, value);
        check(`${text}: 1`, key);
      }
    });
  } else {
    test.skip('cannot be compared: ../shared/corpora/yaml-scalars.json is not there', () => undefined);
  }
});
