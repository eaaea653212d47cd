import { own } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject, isJsonList } from '../../../model/json';
import { pointerOf } from '../../../model/json-pointer';
import { type OverrideOperation } from '../../../model/override';
import { jsonEqual } from '../json-equal';

/**
 * The operations that make one value of another, no larger than needed: of maps key by key, of lists item by item where the
 * first items stay in their places. None where they are equal.
 */
export function differences(before: Json, after: Json, segments: readonly string[] = []): readonly OverrideOperation[] {
  if (before === after || jsonEqual(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) return ofMaps(before, after, segments);
  if (isJsonList(before) && isJsonList(after) && after.length >= before.length) {
    return after.flatMap((item, place) => {
      const at = [...segments, String(place)];
      return place < before.length
        ? differences(before[place] as Json, item, at)
        : [{ op: 'add', path: pointerOf(at), value: item }];
    });
  }
  return [{ op: 'replace', path: pointerOf(segments), value: after }];
}

function ofMaps(before: JsonObject, after: JsonObject, segments: readonly string[]): readonly OverrideOperation[] {
  const operations: OverrideOperation[] = [];
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key)) operations.push({ op: 'remove', path: pointerOf([...segments, key]) });
  }
  for (const key of Object.keys(after)) {
    const at = [...segments, key];
    const was = own(before, key);
    if (was === undefined) operations.push({ op: 'add', path: pointerOf(at), value: own(after, key) });
    else operations.push(...differences(was, own(after, key) as Json, at));
  }
  return operations;
}
