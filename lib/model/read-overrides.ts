import { FederationError } from './federation-error';
import { type JsonObject, isJsonObject } from './json';
import { type ClusterOverrides, type OverrideOperation } from './override';

/**
 * Reads one operation as KubeFed reads it: keys in any case (`Path`), null like nothing for `op`, and for `path` the empty
 * one. What KubeFed's API would refuse although its controller reads it (a missing path) is read.
 *
 * @throws FederationError where KubeFed cannot read it.
 */
export function readOperation(value: unknown): OverrideOperation {
  if (value === null) return { path: '' };
  if (isOperation(value)) return value;
  const fields = readFields(value, ['op', 'path', 'value'], 'An override');
  return {
    op: readText(fields, 'op', 'The op of an override'),
    path: readText(fields, 'path', 'The path of an override'),
    value: fields.get('value')?.at(-1),
  };
}

/** Reads a list of overrides of several clusters as KubeFed reads it; undefined for null or nothing. */
export function readOverrideList(value: unknown): readonly ClusterOverrides[] | undefined {
  return readList(value, 'overrides')?.map((entry) => {
    if (entry === null) return { clusterName: '' };
    if (isEntry(entry)) return entry;
    const fields = readFields(entry, ['clusterName', 'clusterOverrides'], 'An entry of overrides');
    return {
      clusterName: readText(fields, 'clusterName', 'The clusterName of an entry of overrides'),
      clusterOverrides: readList(fields.get('clusterOverrides')?.at(-1), 'clusterOverrides')?.map(readOperation),
    };
  });
}

/** Reads `spec.overrides` of a federated object, a field whose name KubeFed reads in any case as well. */
export function readSpecOverrides(spec: JsonObject): readonly ClusterOverrides[] | undefined {
  return readOverrideList(readFields(spec, ['overrides'], 'The spec').get('overrides')?.at(-1));
}

const OPERATION_FIELDS: ReadonlySet<string> = new Set(['op', 'path', 'value']);
const ENTRY_FIELDS: ReadonlySet<string> = new Set(['clusterName', 'clusterOverrides']);

/** Almost every operation is written as it is meant, and need not be made anew. */
function isOperation(value: unknown): value is OverrideOperation {
  return (
    isJsonObject(value) &&
    typeof value.path === 'string' &&
    (value.op === undefined || typeof value.op === 'string') &&
    Object.keys(value).every((key) => OPERATION_FIELDS.has(key))
  );
}

function isEntry(value: unknown): value is ClusterOverrides {
  return (
    isJsonObject(value) &&
    typeof value.clusterName === 'string' &&
    (value.clusterOverrides === undefined ||
      (Array.isArray(value.clusterOverrides) && value.clusterOverrides.every(isOperation))) &&
    Object.keys(value).every((key) => ENTRY_FIELDS.has(key))
  );
}

function readList(value: unknown, name: string): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value as readonly unknown[];
  throw malformed(`${name} is not a list`);
}

/** The values of each field, in the order in which Go's decoder meets them: keys sorted, and read in any case. */
function readFields(value: unknown, names: readonly string[], what: string): ReadonlyMap<string, readonly unknown[]> {
  if (!isJsonObject(value)) throw malformed(`${what} is not a map`);
  const fields = new Map<string, unknown[]>();
  for (const key of Object.keys(value).sort()) {
    const name = names.includes(key) ? key : names.find((candidate) => foldCase(candidate) === foldCase(key));
    if (name === undefined) continue;
    const known = fields.get(name);
    if (known === undefined) fields.set(name, [value[key]]);
    else known.push(value[key]);
  }
  return fields;
}

/** The last value of a field that is not null; empty where there is none. */
function readText(fields: ReadonlyMap<string, readonly unknown[]>, name: string, what: string): string {
  let text = '';
  for (const value of fields.get(name) ?? []) {
    if (value === null || value === undefined) continue;
    if (typeof value !== 'string') throw malformed(`${what} is not text`);
    text = value;
  }
  return text;
}

/** Go folds names over all of Unicode, where the long s is an s and the Kelvin sign a k. */
function foldCase(name: string): string {
  return name.replaceAll('\u017f', 's').replaceAll('\u212a', 'k').toLowerCase();
}

function malformed(what: string): FederationError {
  return new FederationError({
    code: 'invalid-override',
    severity: 'error',
    message: `${what}, so KubeFed cannot read it.`,
    remedy:
      'Write `overrides: [{ clusterName: cluster2, clusterOverrides: [{ op: replace, path: /spec/replicas, value: 5 }] }]`.',
  });
}
