import { own, setOwn } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../../../model/json';

/** An object without some of its keys; the very object where it has none of them. */
export function withoutKeys(object: JsonObject, isRemoved: (key: string) => boolean): JsonObject {
  const keys = Object.keys(object);
  const kept = keys.filter((key) => !isRemoved(key));
  if (kept.length === keys.length) return object;
  const fresh: Record<string, Json> = {};
  for (const key of kept) setOwn(fresh, key, own(object, key) as Json);
  return fresh;
}

/** An object with one of its keys set anew, in its place. */
export function withKey(object: JsonObject, key: string, value: Json): JsonObject {
  const fresh: Record<string, Json> = {};
  for (const one of Object.keys(object)) setOwn(fresh, one, own(object, one) as Json);
  setOwn(fresh, key, value);
  return fresh;
}

/**
 * A value without what stands at a path. `*` goes into every item of a list. Maps on the way are left empty, and whatever is
 * not of the expected form is left as it is.
 *
 * @param isRemoved decides for a value that was found. Default: every value goes.
 */
export function withoutPath<T extends Json>(
  value: T,
  path: readonly string[],
  isRemoved: (found: Json) => boolean = () => true,
): T {
  return remove(value, path, isRemoved) as T;
}

function remove(value: Json, path: readonly string[], isRemoved: (found: Json) => boolean): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (key === '*') return Array.isArray(value) ? value.map((item: Json) => remove(item, rest, isRemoved)) : value;
  if (!isJsonObject(value)) return value;
  const found = own(value, key);
  if (found === undefined) return value;
  if (rest.length === 0) return isRemoved(found) ? withoutKeys(value, (one) => one === key) : value;
  const pruned = remove(found, rest, isRemoved);
  return pruned === found ? value : withKey(value, key, pruned);
}

/** What stands at a path of keys; undefined where there is nothing. */
export function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  let found = value;
  for (const key of path) found = isJsonObject(found) ? own(found, key) : undefined;
  return found;
}
