import { type FieldPath, type PathStep, describeItem, describePath } from '../../../model/field-path';
import { own } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject, isJsonList } from '../../../model/json';
import { pointerOf } from '../../../model/json-pointer';
import { mergeKeyDefaultsAt, mergeKeysAt } from '../../../model/merge-keys';
import { didYouMean } from '../../../model/nearest-name';
import { jsonEqual } from '../json-equal';
import { placeInList } from '../override-path';
import { changeFailure } from './change-failure';
import { containerNamed } from './container';

/** The kind of an object, which says how the items of its lists are told apart. */
export interface ChangedKind {
  /** Empty for the core group; undefined for a text, of which nothing is known. */
  readonly group?: string | undefined;
  readonly kind?: string | undefined;
}

/** A field of a document, found or not. */
export interface LocatedField {
  /** The keys and places on the way to it. */
  readonly segments: readonly string[];
  /** What stands there; undefined where nothing does. */
  readonly value: Json | undefined;
  /** How many of the segments lead to something that is there: all of them where the field itself is. */
  readonly found: number;
}

/**
 * Finds a field. Items of lists must be there; keys of maps need not.
 *
 * @throws FederationError `missing-override-path` where an item is not there, `override-failed` where the way leads through
 *   what is no map or list, or where several items are meant.
 */
export function locateField(document: JsonObject, path: FieldPath, kind: ChangedKind): LocatedField {
  const segments: string[] = [];
  let value: Json | undefined = document;
  let found = 0;
  for (const step of openContainer(document, path, kind)) {
    if (value !== undefined && isJsonList(value)) {
      const place = placeOf(step, value, { segments, kind });
      segments.push(String(place));
      value = value[place];
      found += 1;
      continue;
    }
    if (typeof step !== 'string') throw noItem(step, segments);
    if (value !== undefined && !isJsonObject(value)) throw noMap(segments, value);
    const child: Json | undefined = value === undefined ? undefined : own(value, step);
    segments.push(step);
    if (child !== undefined) found += 1;
    value = child;
  }
  return { segments, value, found };
}

/** The keys of the map around a field, for a suggestion. */
export function siblingsOf(document: JsonObject, segments: readonly string[]): readonly string[] {
  let around: Json | undefined = document;
  for (const segment of segments.slice(0, -1)) {
    if (around !== undefined && isJsonList(around)) around = around[Number(segment)];
    else around = isJsonObject(around) ? own(around, segment) : undefined;
  }
  return isJsonObject(around) ? Object.keys(around) : [];
}

function openContainer(document: JsonObject, path: FieldPath, { kind }: ChangedKind): FieldPath {
  const [first, ...rest] = path;
  if (first === undefined || typeof first === 'string' || !('container' in first)) return path;
  return [...containerNamed(document, first.container, kind).segments, ...rest];
}

type ItemStep = Extract<PathStep, { readonly item: unknown }>;

function placeOf(
  step: PathStep,
  list: readonly Json[],
  { segments, kind }: { readonly segments: readonly string[]; readonly kind: ChangedKind },
): number {
  if (typeof step === 'string') {
    const place = placeInList(step, list.length);
    if (place !== undefined) return place;
    throw changeFailure(
      `${describePath(segments)} is a list of ${list.length}, and has no place ${JSON.stringify(step)}.`,
      {
        code: 'missing-override-path',
        remedy: 'Name an item by its values, or a place that is there.',
        path: pointerOf(segments),
      },
    );
  }
  const { item } = step as ItemStep;
  const places = placesOfItem(list, item, { segments, kind });
  const [only] = places;
  if (places.length === 1 && only !== undefined) return only;
  if (places.length > 1) {
    throw changeFailure(`${places.length} items of ${describePath(segments)} have ${describeItem(item)}.`, {
      remedy: 'Give more of the values that tell the item from the others.',
      path: pointerOf(segments),
    });
  }
  throw changeFailure(`${describePath(segments)} has no item with ${describeItem(item)}.${suggestion(list, item)}`, {
    code: 'missing-override-path',
    remedy: 'Correct it, or append the item.',
    path: pointerOf(segments),
  });
}

/**
 * The places of the items that have these values. Where several have, those of them count that have the default of the
 * server for the merge keys that were not given.
 */
export function placesOfItem(
  list: readonly Json[],
  item: Readonly<Record<string, Json>>,
  { segments, kind }: { readonly segments: readonly string[]; readonly kind: ChangedKind },
): readonly number[] {
  const known = kind.kind === undefined ? undefined : { group: kind.group ?? '', kind: kind.kind };
  const defaults = known === undefined ? {} : mergeKeyDefaultsAt(known, segments);
  const keys = known === undefined ? undefined : mergeKeysAt(known, segments);
  const has = (wanted: Readonly<Record<string, Json>>) => (place: number) => {
    const candidate = list[place];
    if (!isJsonObject(candidate)) return false;
    return Object.entries(wanted).every(([key, value]) => {
      const there = own(candidate, key) ?? (Object.hasOwn(defaults, key) ? defaults[key] : undefined);
      return there !== undefined && jsonEqual(there, value);
    });
  };
  const places = [...list.keys()].filter(has(item));
  if (places.length < 2 || keys === undefined || keys === 'set') return places;
  const implied = keys.filter((key) => !Object.hasOwn(item, key) && Object.hasOwn(defaults, key));
  if (implied.length === 0) return places;
  return places.filter(has(Object.fromEntries(implied.map((key) => [key, defaults[key] as Json]))));
}

/** The item that may have been meant, where items are told by one text. */
function suggestion(list: readonly Json[], item: Readonly<Record<string, Json>>): string {
  const [[key, wanted] = ['', null], ...others] = Object.entries(item);
  if (typeof wanted !== 'string' || others.length > 0) return '';
  const there = list.flatMap((one) => (isJsonObject(one) ? [own(one, key)] : []));
  return didYouMean(
    wanted,
    there.filter((one) => typeof one === 'string'),
  );
}

function noItem(step: Exclude<PathStep, string>, segments: readonly string[]): Error {
  const item = 'item' in step ? describeItem(step.item) : describePath([step]);
  return changeFailure(`${describePath(segments)} is no list, so it has no item with ${item}.`, {
    code: 'missing-override-path',
    remedy: 'Correct the path, or add the list.',
    path: pointerOf(segments),
  });
}

function noMap(segments: readonly string[], value: Json): Error {
  const what = value === null ? 'null' : `a ${typeof value}`;
  return changeFailure(`${describePath(segments)} is ${what}, and has no fields.`, {
    remedy: 'Correct the path.',
    path: pointerOf(segments),
  });
}
