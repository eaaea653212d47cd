import { type FieldPath, describePath } from '../../../model/field-path';
import { own, setOwn } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject, isJsonList } from '../../../model/json';
import { pointerOf } from '../../../model/json-pointer';
import { mergeKeysAt } from '../../../model/merge-keys';
import { type OverrideOperation } from '../../../model/override';
import { jsonEqual } from '../json-equal';
import { changeFailure } from './change-failure';
import { differences } from './differences';
import { operationAt } from './edit-field';
import { type ChangedKind, locateField, placesOfItem } from './located-field';

const DIRECTIVE = '$patch';

/**
 * Merges a value into a field as a strategic merge patch does (Kubernetes documentation, "Update API objects in place using
 * kubectl patch"): maps key by key, where null takes a key away; lists item by item where the API has merge keys, else as a
 * whole. `$patch: delete` and `$patch: replace` in a map are honoured. Only what differs becomes an operation.
 */
export function mergeField(
  document: JsonObject,
  { path, value }: { path: FieldPath; value: Json },
  kind: ChangedKind,
): readonly OverrideOperation[] {
  const field = locateField(document, path, kind);
  const merged = new Merge(kind).value(field.value, value, field.segments);
  if (field.value !== undefined && merged !== undefined) return differences(field.value, merged, field.segments);
  if (merged !== undefined) return [operationAt(field, merged)];
  return field.value === undefined ? [] : [{ op: 'remove', path: pointerOf(field.segments) }];
}

class Merge {
  public constructor(private readonly kind: ChangedKind) {}

  /** Undefined where the patch takes the value away. */
  public value(current: Json | undefined, patch: Json, segments: readonly string[]): Json | undefined {
    if (isJsonObject(patch)) return this.map(isJsonObject(current) ? current : undefined, patch, segments);
    if (isJsonList(patch))
      return this.list(current !== undefined && isJsonList(current) ? current : [], patch, segments);
    return patch;
  }

  private map(current: JsonObject | undefined, patch: JsonObject, segments: readonly string[]): Json | undefined {
    const directive = own(patch, DIRECTIVE);
    if (directive === 'delete') return undefined;
    const unknown = Object.keys(patch).find((key) => key.startsWith('$') && key !== DIRECTIVE);
    if (unknown !== undefined || (directive !== undefined && directive !== 'replace')) {
      throw changeFailure(
        `${describePath(segments)} has the directive ${unknown ?? `${DIRECTIVE}: ${JSON.stringify(directive)}`}, which is not known here.`,
        { remedy: 'Use `$patch: delete`, `$patch: replace`, or .set.', path: pointerOf(segments) },
      );
    }
    const merged: Record<string, Json> = directive === 'replace' ? {} : { ...current };
    for (const [key, value] of Object.entries(patch)) {
      if (key === DIRECTIVE) continue;
      const result = value === null ? undefined : this.value(own(merged, key), value, [...segments, key]);
      if (result === undefined) Reflect.deleteProperty(merged, key);
      else setOwn(merged, key, result);
    }
    return merged;
  }

  private list(current: readonly Json[], patch: readonly Json[], segments: readonly string[]): readonly Json[] {
    const { kind } = this.kind;
    const keys = kind === undefined ? undefined : mergeKeysAt({ group: this.kind.group ?? '', kind }, segments);
    if (keys === undefined) return patch;
    const merged = [...current];
    for (const item of patch) {
      if (keys === 'set') {
        if (!merged.some((one) => jsonEqual(one, item))) merged.push(item);
      } else {
        this.item(merged, item, { keys, segments });
      }
    }
    return merged;
  }

  private item(
    merged: Json[],
    item: Json,
    { keys, segments }: { readonly keys: readonly string[]; readonly segments: readonly string[] },
  ): void {
    const given = isJsonObject(item) ? keys.filter((key) => Object.hasOwn(item, key)) : [];
    if (!isJsonObject(item) || given.length === 0) {
      throw changeFailure(
        `an item of ${describePath(segments)} lacks ${keys.join(' and ')}, which tells it from the others.`,
        {
          remedy: `Give ${keys.join(' and ')}, or replace the list by .set.`,
          path: pointerOf(segments),
        },
      );
    }
    const telling = Object.fromEntries(given.map((key) => [key, own(item, key) as Json]));
    const [place, ...others] = placesOfItem(merged, telling, { segments, kind: this.kind });
    if (others.length > 0) {
      throw changeFailure(
        `several items of ${describePath(segments)} have the ${given.join(' and ')} of an item to merge.`,
        {
          remedy: `Give all of ${keys.join(', ')}.`,
          path: pointerOf(segments),
        },
      );
    }
    const at = [...segments, String(place ?? merged.length)];
    const result = this.value(place === undefined ? undefined : merged[place], item, at);
    if (place === undefined) {
      if (result !== undefined) merged.push(result);
    } else if (result === undefined) merged.splice(place, 1);
    else merged[place] = result;
  }
}
