import { type FieldPath, describeItem, describePath } from '../../../model/field-path';
import { own } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject, isJsonList } from '../../../model/json';
import { pointerOf } from '../../../model/json-pointer';
import { mergeKeysAt } from '../../../model/merge-keys';
import { didYouMean } from '../../../model/nearest-name';
import { type OverrideOperation } from '../../../model/override';
import { changeFailure } from './change-failure';
import { type ChangedKind, type LocatedField, locateField, placesOfItem, siblingsOf } from './located-field';

/** Gives a field that is there another value. */
export function setField(document: JsonObject, { path, value }: { path: FieldPath; value: Json }, kind: ChangedKind) {
  const field = locateField(document, path, kind);
  requireThere(document, path, field, 'write .add where it is to be new');
  return [{ op: 'replace', path: pointerOf(field.segments), value }];
}

/** Takes away a field that is there. */
export function removeField(document: JsonObject, { path }: { path: FieldPath }, kind: ChangedKind) {
  const field = locateField(document, path, kind);
  requireThere(document, path, field, 'leave the removal out');
  return [{ op: 'remove', path: pointerOf(field.segments) }];
}

/** Sets a field whether it is there or not. The maps that are missing on the way come with it. */
export function addField(document: JsonObject, { path, value }: { path: FieldPath; value: Json }, kind: ChangedKind) {
  return [operationAt(locateField(document, path, kind), value)];
}

/** Adds items at the end of a list, which comes with them where it is missing. */
export function appendItems(
  document: JsonObject,
  { path, values }: { path: FieldPath; values: readonly Json[] },
  kind: ChangedKind,
): readonly OverrideOperation[] {
  const field = locateField(document, path, kind);
  const { segments, value = [] } = field;
  if (!isJsonList(value)) {
    throw changeFailure(`${describePath(segments)} is no list.`, {
      remedy: 'Correct the path.',
      path: pointerOf(segments),
    });
  }
  const keys =
    kind.kind === undefined ? undefined : mergeKeysAt({ group: kind.group ?? '', kind: kind.kind }, segments);
  for (const item of values) {
    if (keys === undefined || keys === 'set' || !isJsonObject(item)) continue;
    const telling = Object.fromEntries(
      keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, own(item, key) as Json]),
    );
    if (Object.keys(telling).length === 0 || placesOfItem(value, telling, { segments, kind }).length === 0) continue;
    throw changeFailure(`${describePath(segments)} has an item with ${describeItem(telling)} already.`, {
      remedy: 'Change that item by .set or .merge.',
      path: pointerOf(segments),
    });
  }
  if (field.value === undefined) return [operationAt(field, values)];
  // By its place, not by `-`: KubeFed lets no two operations have one path.
  return values.map((item, index) => ({
    op: 'add',
    path: `${pointerOf(segments)}/${value.length + index}`,
    value: item,
  }));
}

/** The one operation that puts a value at a field, with the maps that are missing on the way to it. */
export function operationAt({ segments, found }: LocatedField, value: Json): OverrideOperation {
  const isThere = found === segments.length;
  const first = isThere ? segments.length : found + 1;
  const whole = segments.slice(first).reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
  return { op: isThere ? 'replace' : 'add', path: pointerOf(segments.slice(0, first)), value: whole };
}

function requireThere(
  document: JsonObject,
  path: FieldPath,
  { segments, value }: LocatedField,
  otherwise: string,
): void {
  if (value !== undefined) return;
  const missing = segments.at(-1) ?? '';
  throw changeFailure(`there is no ${describePath(path)}.${didYouMean(missing, siblingsOf(document, segments))}`, {
    code: 'missing-override-path',
    remedy: `Correct the path, or ${otherwise}.`,
    path: pointerOf(segments),
  });
}
