import { own } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject, isJsonList } from '../../../model/json';
import { pointerOf } from '../../../model/json-pointer';
import { type OverrideOperation } from '../../../model/override';
import { type JsonPatchOperation } from '../../../model/override-change';
import { applyOperations, compileOverrides } from '../compile-overrides';
import { jsonEqual } from '../json-equal';
import { changeFailure } from './change-failure';

/**
 * A patch of RFC 6902 as KubeFed's operations: `move` and `copy` with the value that they find, `test` without an operation.
 *
 * @throws FederationError where RFC 6902 makes it an error: a target that is not there, an index that is none, a test that
 *   fails, a path that does not start with a slash.
 */
export function patchDocument(
  document: JsonObject,
  patch: readonly JsonPatchOperation[],
): readonly OverrideOperation[] {
  const operations: OverrideOperation[] = [];
  let current: Json = document;
  for (const one of patch) {
    const compiled = operationsOf(current, one);
    operations.push(...compiled);
    current = applyOperations(current, compileOverrides(compiled));
  }
  return operations;
}

function operationsOf(document: Json, operation: JsonPatchOperation): readonly OverrideOperation[] {
  switch (operation.op) {
    case 'add':
      return [add(document, operation.path, operation.value)];
    case 'replace':
      valueAt(document, operation.path);
      return [{ op: 'replace', path: operation.path, value: operation.value }];
    case 'remove':
      valueAt(document, operation.path);
      return [{ op: 'remove', path: operation.path }];
    case 'copy':
      return [add(document, operation.path, valueAt(document, operation.from))];
    case 'move':
      return move(document, operation);
    case 'test':
      if (jsonEqual(valueAt(document, operation.path), operation.value)) return [];
      throw changeFailure(`the test of ${JSON.stringify(operation.path)} fails.`, {
        remedy: 'Correct the value that is expected, or the template.',
        path: operation.path,
      });
  }
}

function move(document: Json, { from, path }: { from: string; path: string }): readonly OverrideOperation[] {
  if (path.startsWith(`${from}/`)) throw wrong(`${JSON.stringify(from)} cannot be moved into itself`, path);
  const value = valueAt(document, from);
  const remove: OverrideOperation = { op: 'remove', path: from };
  const rest = applyOperations(document, compileOverrides([remove]));
  return [remove, add(rest, path, value)];
}

function add(document: Json, path: string, value: Json): OverrideOperation {
  const segments = segmentsOf(path);
  const key = segments.at(-1);
  // The whole document.
  if (key === undefined) return { op: 'replace', path: '', value };
  const around = valueAt(document, pointerOf(segments.slice(0, -1)));
  if (isJsonList(around)) {
    if (key !== '-' && indexOf(key, around.length + 1) === undefined)
      throw wrong(`${JSON.stringify(path)} is no place of the list`, path);
  } else if (!isJsonObject(around)) throw wrong(`what is around ${JSON.stringify(path)} is no map or list`, path);
  return { op: 'add', path, value };
}

function valueAt(document: Json, path: string): Json {
  let value: Json | undefined = document;
  for (const segment of segmentsOf(path)) {
    if (value !== undefined && isJsonList(value)) {
      const index = indexOf(segment, value.length);
      value = index === undefined ? undefined : value[index];
    } else value = isJsonObject(value) ? own(value, segment) : undefined;
  }
  if (value === undefined) {
    throw changeFailure(`there is nothing at ${JSON.stringify(path)}.`, {
      code: 'missing-override-path',
      remedy: 'Correct the path of the operation.',
      path,
    });
  }
  return value;
}

function segmentsOf(path: string): readonly string[] {
  if (path === '') return [];
  if (!path.startsWith('/') || /~(?![01])/.test(path))
    throw wrong(`${JSON.stringify(path)} is no JSON pointer (RFC 6901)`, path);
  return path
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** RFC 6901, section 4: no leading zeros, no sign. */
function indexOf(segment: string, length: number): number | undefined {
  if (!/^(?:0|[1-9][0-9]*)$/.test(segment)) return undefined;
  const index = Number(segment);
  return index < length ? index : undefined;
}

function wrong(what: string, path: string): Error {
  return changeFailure(`${what}.`, { remedy: 'Write the operation as RFC 6902 has it.', path });
}
