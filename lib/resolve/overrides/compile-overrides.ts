import { FederationError, isFederationError } from '../../model/federation-error';
import { readEach } from '../../model/gather-refusals';
import { own } from '../../model/frozen-json';
import { type Json, type JsonObject } from '../../model/json';
import { hasLoneSurrogate, isUnsafeInteger, jsonProblems } from '../../model/json-check';
import { type OverrideOperation } from '../../model/override';
import { type Problem } from '../../model/problem';
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
 * @throws FederationError with every value that is no JSON, or a number that JavaScript cannot tell from another.
 */
export function compileOverrides(operations: readonly OverrideOperation[]): CompiledOverrides {
  return { operations: readEach(operations, compileOperation) };
}

function compileOperation({ op, path, value }: OverrideOperation): PatchOperation {
  if (!isSafeScalar(value)) checkValue(path, value);
  const { parents, key, leadingSlash } = parseOverridePath(path);
  return {
    op: op === undefined || op === '' ? 'replace' : op,
    path,
    parents,
    key,
    leadingSlash,
    // checked above
    value: (value ?? undefined) as PatchOperation['value'],
    hasValue: value !== undefined,
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

function checkValue(path: string, value: unknown): void {
  const problems = jsonProblems(value);
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

/** Told of what strict semantics speak of. With it, what fails does not hide what is wrong further on. */
export interface OverrideListener {
  /** What KubeFed does in silence. */
  readonly notices: OverrideNotice[];
  /** What cannot be applied. */
  readonly failures: Problem[];
}

/**
 * Applies the overrides of one cluster to an object, in order, exactly as KubeFed does (v0.10.0,
 * pkg/controller/util/overrides.go and evanphx/json-patch v4.12.0). The object is left as it is; the answer shares with it,
 * and with the values of the overrides, whatever no operation reached into. Without operations it is the object itself.
 *
 * @param listener with it, an operation that fails is told and passed over; without it, nothing is compared.
 * @throws FederationError without a listener, where KubeFed would report ApplyOverridesFailed (code `override-failed`) or
 *   crash (`override-crash`).
 */
export function applyCompiledOverrides(
  object: JsonObject,
  { operations }: CompiledOverrides,
  listener?: OverrideListener,
): JsonObject {
  if (listener === undefined) return manifestOf(applyOperations(object, { operations }));
  let document: Json = object;
  const { notices, failures } = listener;
  const failed: string[] = [];
  const owned = operations.length > 1 ? new Set<object>() : undefined;
  for (const operation of operations) {
    const { op, path, leadingSlash } = operation;
    if (!leadingSlash) notices.push({ kind: 'no-leading-slash', op, path });
    if (op === 'test') notices.push({ kind: 'not-admitted', op, path });
    if (!operation.hasValue && (op === 'add' || op === 'replace')) notices.push({ kind: 'no-value', op, path });
    // Nothing can be said of a change within what an earlier one failed to make.
    if (failed.some((around) => path.startsWith(`${around}/`))) continue;
    try {
      // Of a path that is not the one that was meant, there is no more to say.
      const tell = leadingSlash ? (kind: OverrideNotice['kind']) => notices.push({ kind, op, path }) : undefined;
      document = applyOperation(document, operation, { tell, owned });
    } catch (error) {
      if (!isFederationError(error)) throw error;
      failures.push(...error.problems);
      failed.push(path);
    }
  }
  try {
    return manifestOf(document);
  } catch (error) {
    if (!isFederationError(error)) throw error;
    failures.push(...error.problems);
    return object;
  }
}

/** Applies operations to any document, one that is no manifest too. @throws FederationError for the first that fails. */
export function applyOperations(document: Json, { operations }: CompiledOverrides): Json {
  const owned = operations.length > 1 ? new Set<object>() : undefined;
  return operations.reduce<Json>((patched, operation) => applyOperation(patched, operation, { owned }), document);
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
