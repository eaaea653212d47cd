import { own } from '../../model/frozen-json';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { mergeKeyDefaultsAt } from '../../model/merge-keys';
import { type LivingPath, type LivingStep, placeOf, segmentsOf } from './living-path';

/** A field that is not sent as it is declared: another value in its place, or nothing. */
export interface FieldInstead {
  readonly path: LivingPath;
  /** Absent: the field is left out. */
  readonly value?: Json;
}

interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/**
 * A body with other values at some paths, or without them. What is not on the way is shared; a value whose place is not there
 * is put there, as far as keys and items lead to it.
 */
export function bodyWithout(body: JsonObject, instead: readonly FieldInstead[], kind: GroupKind): JsonObject {
  return instead.reduce<JsonObject>((sofar, field) => {
    const next = at(sofar, field, { kind, done: 0 });
    return isJsonObject(next) ? next : sofar;
  }, body);
}

function at(
  value: Json,
  field: FieldInstead,
  { kind, done }: { readonly kind: GroupKind; readonly done: number },
): Json | undefined {
  if (done === field.path.length) return field.value;
  const step = field.path[done] as LivingStep;
  if (typeof step === 'string') {
    if (!isJsonObject(value)) return value;
    const child = own(value, step);
    if (child === undefined) {
      return field.value === undefined ? value : { ...value, [step]: made(field.path.slice(done + 1), field.value) };
    }
    const next = at(child, field, { kind, done: done + 1 });
    if (next === child) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, old]) =>
        key !== step ? [[key, old]] : next === undefined ? [] : [[key, next]],
      ),
    );
  }
  if (!isJsonList(value)) return value;
  const place = placeOf(value, step, mergeKeyDefaultsAt(kind, segmentsOf(field.path.slice(0, done))));
  const child = value[place];
  if (child === undefined) {
    return field.value === undefined ? value : [...value, item(step, made(field.path.slice(done + 1), field.value))];
  }
  const next = at(child, field, { kind, done: done + 1 });
  return value.flatMap((old, index) => (index !== place ? [old] : next === undefined ? [] : [next]));
}

function made(rest: LivingPath, value: Json): Json {
  const [step, ...below] = rest;
  if (step === undefined) return value;
  const inner = made(below, value);
  return typeof step === 'string' ? { [step]: inner } : [item(step, inner)];
}

/** An item of a list with what tells it from others. */
function item(step: Exclude<LivingStep, string>, value: Json): Json {
  return 'item' in step && isJsonObject(value) ? { ...step.item, ...value } : value;
}
