import { type Json, type JsonObject } from '../../model/json';

/**
 * Whether two JSON values are equal, whatever the order of their keys.
 *
 * @param nullInList called where a null in a list is compared with anything: KubeFed's JSON patch library crashes there.
 */
export function jsonEqual(left: Json, right: Json, nullInList?: (why: string) => never): boolean {
  if (left === right && nullInList === undefined) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return (left as readonly Json[]).every((item, index) => {
      const other = (right as readonly Json[])[index] as Json;
      if (item === null || other === null) nullInList?.('it compares a list that holds null');
      return jsonEqual(item, other, nullInList);
    });
  }
  return objectsEqual(left as JsonObject, right as JsonObject, nullInList);
}

function objectsEqual(left: JsonObject, right: JsonObject, nullInList?: (why: string) => never): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && jsonEqual(left[key] as Json, right[key] as Json, nullInList));
}
