import { own } from '../../model/frozen-json';
import { type Json, type JsonObject } from '../../model/json';
import { placeInList } from './override-path';
import { type PatchOperation } from './patch-operation';

/** The parts of a manifest that say which object it is. */
const IDENTITY: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * The value that an operation replaces, where it surely does no more than that: the field is there, and the object stays the
 * one that it is. Such an operation cannot fail, so a fleet's overrides are mostly checked without being applied. Undefined
 * where only applying it can tell.
 */
export function replacedField(document: JsonObject, operation: PatchOperation): Json | undefined {
  const { op, parents, key, leadingSlash } = operation;
  if (op !== 'replace' || !leadingSlash || key === undefined || IDENTITY.has(parents[0] ?? key)) return undefined;
  let container: Json = document;
  for (const segment of parents) {
    const child = memberOf(container, segment);
    if (child === undefined) return undefined;
    container = child;
  }
  return memberOf(container, key);
}

function memberOf(container: Json, segment: string): Json | undefined {
  if (typeof container !== 'object' || container === null) return undefined;
  if (!Array.isArray(container)) return own(container as JsonObject, segment);
  const list = container as readonly Json[];
  const place = placeInList(segment, list.length);
  return place === undefined ? undefined : list[place];
}
