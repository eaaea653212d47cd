import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { mapAt, textIn } from '../json-fields';

/** In it kubectl keeps the object as it was applied last. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Managers that write whole objects as somebody declared them, and whose fields come with an object that is adopted: kubectl
 * without server-side apply, Helm, and KubeFed's controller (hyperfed, started as controller-manager).
 */
export const TAKEN_MANAGERS: ReadonlySet<string> = new Set([
  'kubectl-client-side-apply',
  'kubectl-create',
  'kubectl-replace',
  'kubectl',
  'helm',
  'Helm',
  'controller-manager',
  'hyperfed',
  'kubefed-controller-manager',
]);

/** `whole`: everything that they have, so that what is declared no more goes. `shared`: only what we declare. */
export type TakeOverExtent = 'whole' | 'shared';

/**
 * The `managedFields` of an object once we have taken over what others wrote as a whole; undefined where there is nothing to
 * take. `whole` is for before we apply: their fields become ours. `shared` is for afterwards: what we have applied is no longer
 * theirs. As client-go does it for kubectl (util/csaupgrade), so that a field that is removed later does not stay for ever.
 */
export function takenOver(live: JsonObject, fieldManager: string, extent: TakeOverExtent): readonly Json[] | undefined {
  const { managedFields } = mapAt(live, 'metadata');
  const entries = (isJsonList(managedFields) ? managedFields : []).filter(isJsonObject);
  const ours = entries.find((entry) => isOurs(entry, fieldManager));
  const taken = entries.filter(isTaken);
  if (taken.length === 0) return undefined;
  const others = entries.filter((entry) => entry !== ours && !taken.includes(entry));
  if (extent === 'whole') {
    const of = textIn(ours ?? (taken.at(-1) as JsonObject), 'apiVersion');
    // Fields of another version of the API may have other names: they stay with whoever has them.
    const [same, foreign] = [taken, taken].map((all, at) =>
      all.filter((entry) => (textIn(entry, 'apiVersion') === of) === (at === 0)),
    ) as [JsonObject[], JsonObject[]];
    if (same.length === 0) return undefined;
    const fields = same.reduce((sum, entry) => union(sum, mapAt(entry, 'fieldsV1')), mapAt(ours ?? {}, 'fieldsV1'));
    const merged = { ...same[0], ...ours, manager: fieldManager, operation: 'Apply', fieldsV1: fields };
    return [...others, ...foreign, merged];
  }
  if (ours === undefined) return undefined;
  const kept = taken.flatMap((entry): readonly JsonObject[] => {
    if (textIn(entry, 'apiVersion') !== textIn(ours, 'apiVersion')) return [entry];
    const fieldsV1 = without(mapAt(entry, 'fieldsV1'), mapAt(ours, 'fieldsV1'));
    return Object.keys(fieldsV1).length === 0 ? [] : [{ ...entry, fieldsV1 }];
  });
  return [...others, ...kept, ours];
}

/** What somebody has declared by kubectl of an object, if that is known. */
export function lastApplied(live: JsonObject): JsonObject | undefined {
  const text = textIn(mapAt(live, 'metadata', 'annotations'), LAST_APPLIED);
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a declared object says something of every field of another; a list is one field. Empty maps and the server's own
 * are no fields.
 */
export function saysAllOf(declared: JsonObject, other: JsonObject): boolean {
  return Object.entries(other).every(([key, value]) => {
    const said = declared[key];
    if (isJsonObject(value)) return saysAllOf(isJsonObject(said) ? said : {}, value);
    return said !== undefined || value === null;
  });
}

function isOurs(entry: JsonObject, fieldManager: string): boolean {
  return entry.manager === fieldManager && entry.operation === 'Apply' && entry.subresource === undefined;
}

function isTaken(entry: JsonObject): boolean {
  return (
    entry.operation === 'Update' && entry.subresource === undefined && TAKEN_MANAGERS.has(textIn(entry, 'manager'))
  );
}

/** Fields of either of two sets (FieldsV1). */
function union(a: JsonObject, b: JsonObject): JsonObject {
  const all: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const known = all[key];
    all[key] = isJsonObject(known) && isJsonObject(value) ? union(known, value) : value;
  }
  return all;
}

/** Fields of the one set that are not of the other. */
function without(a: JsonObject, b: JsonObject): JsonObject {
  const left: Record<string, Json> = {};
  for (const [key, value] of Object.entries(a)) {
    const other = b[key];
    if (other === undefined) left[key] = value;
    else if (isJsonObject(value) && isJsonObject(other)) {
      const rest = without(value, other);
      if (Object.keys(rest).some((field) => field !== '.')) left[key] = rest;
    }
  }
  return left;
}
