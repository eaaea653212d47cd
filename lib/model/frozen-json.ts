import { type Json, type JsonObject, isJsonObject } from './json';

/**
 * A deeply frozen copy of a JSON value. What the caller gave is neither changed nor frozen, and what was one object in it
 * is one object in the copy, so that work remembered by identity is done once.
 *
 * The value must be plain JSON without cycles: check it with `jsonProblems` first.
 */
export function frozenJson<T extends Json>(value: T, copies = new Map<object, Json>()): T {
  return copy(value, copies) as T;
}

function copy(value: Json, copies: Map<object, Json>): Json {
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const fresh = isJsonObject(value) ? copyObject(value, copies) : value.map((item) => copy(item, copies));
  Object.freeze(fresh);
  copies.set(value, fresh);
  return fresh;
}

function copyObject(value: JsonObject, copies: Map<object, Json>): JsonObject {
  const fresh: Record<string, Json> = {};
  for (const key of Object.keys(value)) setOwn(fresh, key, copy(value[key] as Json, copies));
  return fresh;
}

/**
 * Freezes, in place, what was made for this and nobody else holds. What is frozen already is taken to be so to the last leaf.
 */
export function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) freezeDeep(child);
  }
  return value;
}

/** Sets a key as the object's own, `__proto__` too, which plain assignment would take for the prototype. */
export function setOwn(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** The value of a key that the object itself has; never one of its prototype. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
