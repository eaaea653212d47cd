import { type Json, type JsonObject, isJsonObject } from '../model/json';

/** The map in a field of an object; empty where there is none. */
export function mapAt(object: JsonObject, ...path: readonly string[]): JsonObject {
  let at: Json = object;
  for (const key of path) at = isJsonObject(at) ? (at[key] ?? {}) : {};
  return isJsonObject(at) ? at : {};
}

/** A number in a map, else the one given. */
export function numberIn(map: JsonObject, key: string, otherwise = 0): number {
  const value = map[key];
  return typeof value === 'number' ? value : otherwise;
}

/** A text in a map; empty where there is none. */
export function textIn(map: JsonObject, key: string): string {
  const value = map[key];
  return typeof value === 'string' ? value : '';
}
