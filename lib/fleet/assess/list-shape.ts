import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { own } from '../../model/frozen-json';
import { mergeKeyDefaultsAt, mergeKeysAt } from '../../model/merge-keys';
import { type LivingPath, type LivingStep, segmentsOf, stepKey } from './living-path';
import { type FieldNode } from './managed-fields';

interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** How the items of a list are told from each other. */
export type ListShape =
  | { readonly by: 'keys'; readonly keys: readonly string[]; readonly defaults: JsonObject }
  | { readonly by: 'value' }
  /** The list has one owner, as a whole. */
  | { readonly by: 'place' };

/**
 * How the items of a list are told: as Kubernetes says, and for a custom resource as the owners of its fields show it, since
 * they tell items by the keys of its schema.
 */
export function listShapeAt(kind: GroupKind, path: LivingPath, owned: readonly FieldNode[]): ListShape {
  const segments = segmentsOf(path);
  const known = mergeKeysAt(kind, segments);
  if (known === 'set') return { by: 'value' };
  if (known !== undefined) return { by: 'keys', keys: known, defaults: mergeKeyDefaultsAt(kind, segments) };
  for (const { below } of owned) {
    for (const { step } of below.values()) {
      if (typeof step === 'string') continue;
      if ('item' in step) return { by: 'keys', keys: Object.keys(step.item), defaults: {} };
      if ('value' in step) return { by: 'value' };
    }
  }
  return { by: 'place' };
}

/** An item of a list with the step that tells it. */
export interface ToldItem {
  readonly step: LivingStep;
  readonly value: Json;
}

/** The items of a list by what tells them (`stepKey`); of two that nothing tells from each other, the second is a double. */
export interface ToldItems {
  readonly items: ReadonlyMap<string, ToldItem>;
  readonly doubles: readonly ToldItem[];
}

/** The items by what tells them. Undefined where that does not: a key is missing, or an item is no map. */
export function toldItems(list: readonly Json[], shape: ListShape): ToldItems | undefined {
  const items = new Map<string, ToldItem>();
  const doubles: ToldItem[] = [];
  for (const [index, value] of list.entries()) {
    const step = stepTo(value, index, shape);
    if (step === undefined) return undefined;
    const key = stepKey(step);
    if (items.has(key)) doubles.push({ step, value });
    else items.set(key, { step, value });
  }
  return { items, doubles };
}

function stepTo(value: Json, index: number, shape: ListShape): LivingStep | undefined {
  if (shape.by === 'place') return { index };
  if (shape.by === 'value') return isJsonObject(value) || isJsonList(value) ? undefined : { value };
  if (!isJsonObject(value)) return undefined;
  const item: [string, Json][] = [];
  for (const key of shape.keys) {
    const told = own(value, key) ?? own(shape.defaults, key);
    if (told !== undefined && told !== null) item.push([key, told]);
  }
  return item.length === 0 ? undefined : { item: Object.fromEntries(item) };
}
