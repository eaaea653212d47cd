import { FederationError } from '../../model/federation-error';
import { type JsonObject, isJsonObject } from '../../model/json';
import { type OverrideOperation } from '../../model/override';
import { applyCompiledOverrides, compileOverrides } from './compile-overrides';
import { operationListProblems } from './override-list-problems';
import { readOperations } from '../../model/read-overrides';

/**
 * The object that one cluster gets: the overrides of that cluster applied to it in order, exactly as KubeFed does
 * (v0.10.0, pkg/controller/util/overrides.go). `op` absent or empty means `replace`; a missing `value` means null; a
 * replaced field need not be there, but the map or list around it must.
 *
 * @param object a manifest; it is left as it is, and the answer shares with it what no override reached into.
 * @param overrides the operations of one cluster.
 * @throws FederationError where KubeFed reports ApplyOverridesFailed: a forbidden path, a path given twice, a missing
 *   parent, an index out of range, an object without a kind; where its controller crashes; and where a value is a number
 *   that JavaScript cannot tell from another (integers beyond 2^53, negative zero).
 */
export function applyClusterOverrides(object: object, overrides: readonly OverrideOperation[]): object {
  if (!isJsonObject(object)) {
    throw new FederationError({
      code: 'not-a-manifest',
      severity: 'error',
      message: 'Overrides apply to a manifest, and this is no map.',
      remedy: 'Pass the manifest as a plain object.',
    });
  }
  const operations = readOperations(overrides) ?? [];
  const problems = operationListProblems(operations);
  if (problems.length > 0) throw new FederationError(problems);
  const applied: JsonObject = applyCompiledOverrides(object, compileOverrides(operations));
  return applied === object ? { ...object } : applied;
}
