import { FederationError } from './federation-error';
import { gatherRefusals, readEach } from './gather-refusals';
import { type JsonObject, isJsonObject } from './json';
import { type ClusterOverrides, type OverrideOperation } from './override';

/**
 * Reads one operation as KubeFed reads it: keys in any case (`Path`), null like nothing for `op`, and for `path` the empty
 * one. What KubeFed's API would refuse although its controller reads it (a missing path) is read.
 *
 * @throws FederationError where KubeFed cannot read it.
 */
function readOperation(value: unknown, place: string): OverrideOperation {
  if (value === null) return { path: '' };
  if (isOperation(value)) return value;
  const fields = readFields(value, ['op', 'path', 'value'], place);
  return gatherRefusals((part) => ({
    op: part(() => readText(fields, 'op', place)),
    path: part(() => readText(fields, 'path', place)) ?? '',
    value: fields.get('value')?.at(-1),
  }));
}

/**
 * Reads the operations of one cluster; undefined for null or nothing.
 *
 * @param place what a message calls the list.
 * @throws FederationError with everything in it that KubeFed cannot read.
 */
export function readOperations(value: unknown, place = 'overrides'): readonly OverrideOperation[] | undefined {
  return readList(value, place, readOperation);
}

/**
 * Reads a list of overrides of several clusters as KubeFed reads it; undefined for null or nothing.
 *
 * @throws FederationError with everything in it that KubeFed cannot read.
 */
export function readOverrideList(value: unknown): readonly ClusterOverrides[] | undefined {
  return readList(value, 'overrides', readEntry);
}

function readEntry(entry: unknown, place: string): ClusterOverrides {
  if (entry === null) return { clusterName: '' };
  if (isEntry(entry)) return entry;
  const fields = readFields(entry, ['clusterName', 'clusterOverrides'], place);
  return gatherRefusals((part) => ({
    clusterName: part(() => readText(fields, 'clusterName', place)) ?? '',
    clusterOverrides: part(() => readOperations(fields.get('clusterOverrides')?.at(-1), `${place}.clusterOverrides`)),
  }));
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

function readList<T>(
  value: unknown,
  place: string,
  read: (item: unknown, place: string) => T,
): readonly T[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw malformed(`${place} is not a list`);
  return readEach(value as readonly unknown[], (item, index) => read(item, `${place}[${index}]`));
}

/** The values of each field, in the order in which Go's decoder meets them: keys sorted, and read in any case. */
function readFields(value: unknown, names: readonly string[], place: string): ReadonlyMap<string, readonly unknown[]> {
  if (!isJsonObject(value)) throw malformed(`${place} is not a map`);
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
function readText(fields: ReadonlyMap<string, readonly unknown[]>, name: string, place: string): string {
  let text = '';
  for (const value of fields.get(name) ?? []) {
    if (value === null || value === undefined) continue;
    if (typeof value !== 'string') throw malformed(`${place}.${name} is not text`);
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
