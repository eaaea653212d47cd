import { parse as parseYaml } from 'yaml';
import { type FieldPath } from '../../../../lib/model/field-path';
import { type JsonObject } from '../../../../lib/model/json';
import { type OverrideChange, type TextFormat } from '../../../../lib/model/override-change';
import { operationsOfChange } from '../../../../lib/resolve/overrides/changes/operations-of-change';
import { thrown } from '../../thrown';

const path: FieldPath = ['data', 'app.conf'];
const kind = { group: '', kind: 'ConfigMap' };

function changed(text: unknown, format: TextFormat, ...changes: readonly OverrideChange[]): string | undefined {
  const document = { kind: 'ConfigMap', data: { 'app.conf': text } } as JsonObject;
  const [operation, ...others] = operationsOfChange(document, { kind: 'text', path, format, changes }, kind);
  expect(others).toEqual([]);
  if (operation === undefined) return undefined;
  expect(operation).toMatchObject({ op: 'replace', path: '/data/app.conf' });
  return operation.value as string;
}

const set = (at: FieldPath, value: number | string): OverrideChange => ({ kind: 'set', path: at, value });

describe('a change within a text', () => {
  it('of JSON leaves every other byte as it is', () => {
    const text = '{\n\t"log": {"level":"info" , "x": 1.50}, // why\n\t"list": [1,2],\n\t"big": 1e3\n}\n';
    expect(changed(text, 'json', set(['log', 'level'], 'debug'), set(['list', '-1'], 5))).toBe(
      text.replace('"info"', '"debug"').replace('[1,2]', '[1,5]'),
    );
  });

  it('of JSON adds in the style of the text', () => {
    const change: OverrideChange = { kind: 'add', path: ['b', 'c'], value: 'd' };
    expect(changed('{\r\n    "a": 1\r\n}', 'json', change)).toBe(
      '{\r\n    "a": 1,\r\n    "b": {\r\n        "c": "d"\r\n    }\r\n}',
    );
  });

  it('of JSON takes away, appends, and inserts', () => {
    const changes: OverrideChange[] = [
      { kind: 'remove', path: ['a'] },
      { kind: 'append', path: ['list'], values: [3] },
      { kind: 'patch', operations: [{ op: 'add', path: '/list/0', value: 0 }] },
    ];
    expect(JSON.parse(changed('{"a": 1, "list": [1, 2]}', 'json', ...changes) ?? '')).toEqual({ list: [0, 1, 2, 3] });
  });

  it('of YAML leaves comments, quotes and order', () => {
    const text = [
      '# the log',
      'log:',
      '  level: "info" # loud',
      "  file: 'a.log'",
      `long: ${'word '.repeat(40)}end`,
      '80: web',
      'list:',
      '  - name: a',
      '    on: yes',
      '',
    ].join('\n');
    expect(
      changed(text, 'yaml', set(['log', 'level'], 'debug'), set(['80'], 'x'), {
        kind: 'append',
        path: ['list'],
        values: [{ name: 'b' }],
      }),
    ).toBe(
      text.replace('"info"', '"debug"').replace('80: web', '80: x').replace('on: yes\n', 'on: yes\n  - name: b\n'),
    );
  });

  it('of YAML takes away, inserts and merges', () => {
    const changes: OverrideChange[] = [
      { kind: 'remove', path: ['a'] },
      { kind: 'patch', operations: [{ op: 'add', path: '/list/0', value: 0 }] },
      { kind: 'merge', path: ['map'], value: { x: null, y: { z: 1 } } },
    ];
    expect(parseYaml(changed('a: 1\nlist: [1, 2]\nmap: { x: 1 }\n', 'yaml', ...changes) ?? '')).toEqual({
      list: [0, 1, 2],
      map: { y: { z: 1 } },
    });
  });

  it('quotes in YAML what older readers would take for something else', () => {
    expect(changed('a: b\n', 'yaml', set(['a'], 'on'))).toBe('a: "on"\n');
  });

  it('sees what the change before it has written', () => {
    expect(changed('{"a":1}', 'json', { kind: 'add', path: ['b'], value: { c: 1 } }, set(['b', 'c'], 2))).toContain(
      '"c": 2',
    );
  });

  it.each<[TextFormat, string]>([
    ['json', '{"a": 1}'],
    ['yaml', 'a: 1   # spaces\n'],
  ])('that changes nothing in %s is none', (format, text) => {
    expect(changed(text, format, set(['a'], 1))).toBeUndefined();
  });

  it.each<[what: string, text: unknown, format: TextFormat, message: RegExp]>([
    ['a number', 5, 'json', /data\["app\.conf"\] is no text/],
    ['what is no JSON', '{"a": 1,\n "b": }', 'json', /as JSON: ValueExpected in its line 2/],
    ['a list', '[1]', 'json', /it is no map/],
    ['what is no YAML', 'a: [1', 'yaml', /as YAML: [A-Z_]+ in its line 1/],
    ['several documents', 'a: 1\n---\nb: 2\n', 'yaml', /it is not one document/],
    ['an empty text', '', 'yaml', /it is not one document|it is no map/],
    ['an integer that cannot be held', '{"a": 9007199254740993}', 'json', /beyond 2\^53/],
  ])('is refused for %s', (_, text, format, message) => {
    const { problems } = thrown(() => changed(text, format, set(['a'], 2)));
    expect(problems[0]).toMatchObject({ code: 'override-failed', path: '/data/app.conf' });
    expect(problems[0]?.message).toMatch(message);
  });

  it('names the nearest field of the text', () => {
    expect(thrown(() => changed('{"level": 1}', 'json', set(['levle'], 2))).message).toContain('Did you mean "level"?');
  });
});
