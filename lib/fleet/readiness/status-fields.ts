import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';

/** A condition of a status. */
export interface StatusCondition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

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

/** A condition of an object's status. */
export function conditionOf(object: JsonObject, type: string): StatusCondition | undefined {
  const { conditions } = mapAt(object, 'status');
  const found = (isJsonList(conditions) ? conditions : []).find(
    (condition): condition is JsonObject => isJsonObject(condition) && condition.type === type,
  );
  if (found === undefined) return undefined;
  return { status: textIn(found, 'status'), reason: textIn(found, 'reason'), message: textIn(found, 'message') };
}

/** A condition in words. */
export function describeCondition(type: string, { status, reason, message }: StatusCondition): string {
  const why = [reason, message].filter((part) => part !== '').join(': ');
  return `${type} is ${status}${why === '' ? '' : ` (${why})`}`;
}
