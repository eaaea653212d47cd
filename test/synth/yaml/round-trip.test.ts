import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import * as yaml from 'yaml';
import { type JsonObject } from '../../../lib/model/json';
import { documentsText, manifestText } from '../../../lib/synth/yaml/yaml-text';
import { anyDocument, awkwardStrings } from './awkward-documents';

/** Every awkward string as a value, as a key, as a key of a map or list, in lists, and deep down. */
const everyAwkwardDocument: readonly JsonObject[] = awkwardStrings.flatMap((text) => [
  { [text]: text, list: [text, [text, [text]], { a: text }, { [text]: text, b: text }] },
  { [text]: { [text]: [{ [text]: { [text]: text } }, [{ [text]: [] }]] }, after: 'x' },
]);

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['yaml, as YAML 1.2', (text) => yaml.parse(text, { version: '1.2' }) as unknown],
  ['yaml, as YAML 1.1', (text) => yaml.parse(text, { version: '1.1' }) as unknown],
  ['js-yaml, as YAML 1.2', (text) => jsYaml.load(text)],
  ['js-yaml, as YAML 1.1', (text) => jsYaml.load(text, { schema: jsYaml.YAML11_SCHEMA })],
];

// JSON text tells what toEqual does not: `__proto__` as an own key, and the order of keys.
const json = (value: unknown): string => JSON.stringify(value);

describe.each(readers)('%s', (_name, read) => {
  test('reads back every awkward string where it stood', () => {
    for (const document of everyAwkwardDocument) expect(json(read(manifestText(document)))).toBe(json(document));
  });

  test('reads back any document', () => {
    fc.assert(
      fc.property(anyDocument, (document) => json(read(manifestText(document))) === json(document)),
      { numRuns: 300 },
    );
  });
});

test('a file of any documents has these documents', () => {
  fc.assert(
    fc.property(fc.array(anyDocument, { minLength: 1, maxLength: 5 }), (documents) => {
      const read = yaml.parseAllDocuments(documentsText(documents)).map((document) => document.toJS() as unknown);
      expect(read.map(json)).toEqual(documents.map(json));
    }),
  );
});

describe('PyYAML', () => {
  const script = `
import json, sys, yaml
json.dump([json.dumps(yaml.safe_load(text)) for text in json.load(sys.stdin)], sys.stdout)`;
  const python = (texts: readonly string[]): string[] => {
    const run = spawnSync('python3', ['-c', script], { input: json(texts), maxBuffer: 2 ** 28, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    return (JSON.parse(run.stdout) as string[]).map((text) => json(JSON.parse(text)));
  };
  const present = spawnSync('python3', ['-c', 'import yaml']).status === 0;

  if (present) {
    test('reads back every awkward string, and any document', () => {
      const documents = [...everyAwkwardDocument, ...fc.sample(anyDocument, 500)];
      expect(python(documents.map(manifestText))).toEqual(documents.map(json));
    });
  } else {
    test.skip('cannot be asked: python3 with the module yaml is not on PATH', () => undefined);
  }
});
