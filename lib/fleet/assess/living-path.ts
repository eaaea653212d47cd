import { isDeepStrictEqual } from 'node:util';
import { describeItem, isPlain } from '../../model/field-path';
import { own } from '../../model/frozen-json';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { pointerOf } from '../../model/json-pointer';

/**
 * One step on the way to a field of a living object, as managedFields tells of it: a key of a map, the item of a list that
 * has these values, the value of a set, or a place in a list.
 */
export type LivingStep = string | { readonly item: JsonObject } | { readonly value: Json } | { readonly index: number };

/** The way to a field, from the root of an object. */
export type LivingPath = readonly LivingStep[];

/** A path in the words of a person: `spec.template.spec.containers[name=web].image`, `metadata.finalizers["a/b"]`. */
export function describeLivingPath(path: LivingPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'string') text += isPlain(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    else if ('item' in step) text += `[${describeItem(step.item)}]`;
    else if ('value' in step) text += `[${JSON.stringify(step.value)}]`;
    else text += `[${step.index}]`;
  }
  return text.replace(/^\./, '');
}

/**
 * The text of a step as managedFields writes it, whatever the order of its keys was: `f:spec`, `k:{"name":"web"}`, `v:"a"`,
 * `i:0`.
 */
export function stepKey(step: LivingStep): string {
  if (typeof step === 'string') return `f:${step}`;
  if ('item' in step) return `k:${sortedText(step.item)}`;
  if ('value' in step) return `v:${sortedText(step.value)}`;
  return `i:${step.index}`;
}

/** Whether one path is the other, or leads to a part of it. */
export function overlaps(a: LivingPath, b: LivingPath): boolean {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    if (stepKey(a[at] as LivingStep) !== stepKey(b[at] as LivingStep)) return false;
  }
  return true;
}

/** The segments of a path as a schema counts them: any item of a list is `0`. */
export function segmentsOf(path: LivingPath): readonly string[] {
  return path.map((step) => (typeof step === 'string' ? step : '0'));
}

/** What stands for a key that an item of the list at a path leaves out. */
export type KeyDefaults = (list: LivingPath) => JsonObject;

const NO_DEFAULTS: KeyDefaults = () => ({});

/** The JSON pointer (RFC 6901) to a place in an object. Undefined where the object has no such place. */
export function pointerIn(object: Json, path: LivingPath, defaults = NO_DEFAULTS): string | undefined {
  const segments: (string | number)[] = [];
  const value = walk(object, path, { defaults, segments });
  return value === undefined ? undefined : pointerOf(segments);
}

/** What stands at a place in an object. Undefined where the object has no such place. */
export function valueAt(object: Json, path: LivingPath, defaults = NO_DEFAULTS): Json | undefined {
  return walk(object, path, { defaults, segments: [] });
}

function walk(
  object: Json,
  path: LivingPath,
  { defaults, segments }: { readonly defaults: KeyDefaults; readonly segments: (string | number)[] },
): Json | undefined {
  let value: Json | undefined = object;
  for (const [at, step] of path.entries()) {
    if (typeof step === 'string') {
      segments.push(step);
      value = isJsonObject(value) ? own(value, step) : undefined;
    } else {
      const place = placeOf(value, step, defaults(path.slice(0, at)));
      segments.push(place);
      value = isJsonList(value) ? value[place] : undefined;
    }
    if (value === undefined) return undefined;
  }
  return value;
}

/** Where in a list an item is that a step tells of; -1 where it is not. */
export function placeOf(list: Json | undefined, step: Exclude<LivingStep, string>, defaults: JsonObject = {}): number {
  if (!isJsonList(list)) return -1;
  if ('index' in step) return step.index;
  if ('value' in step) return list.findIndex((item) => isDeepStrictEqual(item, step.value));
  return list.findIndex(
    (item) =>
      isJsonObject(item) &&
      Object.entries(step.item).every(([key, value]) => isDeepStrictEqual(own(item, key) ?? own(defaults, key), value)),
  );
}

function sortedText(value: Json): string {
  if (!isJsonObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value);
  if (keys.length === 1) return JSON.stringify(value);
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}
