import { FederationError } from '../../model/federation-error';
import { own } from '../../model/frozen-json';
import { type Json, type JsonObject } from '../../model/json';
import { hasLoneSurrogate, isUnsafeInteger, jsonProblems } from '../../model/json-check';
import { type OverrideOperation } from '../../model/override';
import { notAManifest } from './override-failure';
import { type OverrideNotice } from './override-notice';
import { parseOverridePath } from './override-path';
import { type PatchOperation, applyOperation } from './patch-operation';

/** The overrides of one cluster, their paths split and their values checked once, for any number of objects. */
export interface CompiledOverrides {
  readonly operations: readonly PatchOperation[];
}

/**
 * Prepares the overrides of one cluster.
 *
 * @param checked maps and lists already known to be JSON, as of `jsonProblems`: values among them are not walked again.
 * @throws FederationError where a value is no JSON, or a number that JavaScript cannot tell from another.
 */
export function compileOverrides(
  operations: readonly OverrideOperation[],
  checked?: WeakSet<object>,
): CompiledOverrides {
  return { operations: operations.map((operation) => compileOperation(operation, checked)) };
}

function compileOperation({ op, path, value }: OverrideOperation, checked?: WeakSet<object>): PatchOperation {
  if (!isSafeScalar(value)) checkValue(path, value, checked);
  const { parents, key, leadingSlash } = parseOverridePath(path);
  return {
    op: op === undefined || op === '' ? 'replace' : op,
    path,
    parents,
    key,
    leadingSlash,
    // checked above
    value: (value ?? undefined) as PatchOperation['value'],
  };
}

/** Whether a value is one that almost every override has: a scalar, or none, that is seen to be JSON without a walk. */
export function isSafeScalar(value: unknown): value is string | number | boolean | null | undefined {
  switch (typeof value) {
    case 'string':
      return !hasLoneSurrogate(value);
    case 'number':
      return Number.isFinite(value) && !isUnsafeInteger(value) && !Object.is(value, -0);
    case 'boolean':
    case 'undefined':
      return true;
    default:
      return value === null;
  }
}

function checkValue(path: string, value: unknown, checked?: WeakSet<object>): void {
  const problems = jsonProblems(value, checked);
  if (problems.length === 0) return;
  throw new FederationError(
    problems.map(({ code, message, remedy, path: within }) => ({
      code,
      severity: 'error',
      message: `The value of the override ${JSON.stringify(path)} cannot be used: ${message}${within && ` (at ${within})`}.`,
      remedy,
      path,
    })),
  );
}

/**
 * Applies the overrides of one cluster to an object, in order, exactly as KubeFed does (v0.10.0,
 * pkg/controller/util/overrides.go and evanphx/json-patch v4.12.0). The object is left as it is; the answer shares with it,
 * and with the values of the overrides, whatever no operation reached into. Without operations it is the object itself.
 *
 * @param notices collects what KubeFed does in silence and strict semantics speak of. Without it nothing is compared.
 * @throws FederationError where KubeFed would report ApplyOverridesFailed (code `override-failed`) or crash (`override-crash`).
 */
export function applyCompiledOverrides(
  object: JsonObject,
  { operations }: CompiledOverrides,
  notices?: OverrideNotice[],
): JsonObject {
  let document: Json = object;
  for (const operation of operations) {
    const { op, path } = operation;
    if (notices === undefined) {
      document = applyOperation(document, operation);
      continue;
    }
    if (!operation.leadingSlash) notices.push({ kind: 'no-leading-slash', op, path });
    if (op === 'test') notices.push({ kind: 'not-admitted', op, path });
    document = applyOperation(document, operation, (kind) => notices.push({ kind, op, path }));
  }
  return manifestOf(document);
}

/** KubeFed reads the patched object back, which fails without a kind and for an apiVersion of more than two parts. */
function manifestOf(document: Json): JsonObject {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw notAManifest('it is a list');
  const manifest = document as JsonObject;
  const kind = own(manifest, 'kind');
  if (typeof kind !== 'string' || kind === '') throw notAManifest('it has no kind');
  const apiVersion = own(manifest, 'apiVersion');
  if (typeof apiVersion === 'string' && apiVersion.indexOf('/') !== apiVersion.lastIndexOf('/')) {
    throw notAManifest(`its apiVersion ${JSON.stringify(apiVersion)} has more than one slash`);
  }
  return manifest;
}
