import { describeItem, isPlain } from '../model/field-path';
import { own } from '../model/frozen-json';
import { type Json, type JsonObject, isJsonObject, isJsonList } from '../model/json';
import { mergeKeyDefaultsAt, mergeKeysAt } from '../model/merge-keys';
import { MASKED, isSecret, isSecretField } from '../model/secret';

/** One field that is another. */
export interface FieldChange {
  /**
   * As a person writes it: `spec.template.spec.containers[name=redis].image`. Of items that stand in another order:
   * `spec.template.spec.initContainers (order)`, with what tells them in the order of each side.
   */
  readonly path: string;
  /** Absent where it was not there. */
  readonly before?: Json;
  /** Absent where it is not there any more. */
  readonly after?: Json;
}

/** What differs between two manifests of one object: items of lists are matched by their merge keys, where the API has any. */
export function fieldChanges(
  before: JsonObject,
  after: JsonObject,
  kind: { readonly group: string; readonly kind: string },
): readonly FieldChange[] {
  const found: FieldChange[] = [];
  new Walk(kind, found).maps(before, after, { text: '', segments: [] });
  return isSecret(kind) ? found.map(masked) : found;
}

/** A place, for people and for the schema. */
interface Place {
  readonly text: string;
  readonly segments: readonly string[];
}

/** Items of two lists, by what tells them from each other. */
interface KeyedItems {
  readonly items: ReadonlyMap<string, readonly [before: Json | undefined, after: Json | undefined]>;
  /** What tells the items, in the order of each list. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

class Walk {
  public constructor(
    private readonly kind: { readonly group: string; readonly kind: string },
    private readonly found: FieldChange[],
  ) {}

  public maps(before: JsonObject, after: JsonObject, place: Place): void {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      this.values(own(before, key), own(after, key), {
        text: `${place.text}${isPlain(key) ? `${place.text === '' ? '' : '.'}${key}` : `[${JSON.stringify(key)}]`}`,
        segments: [...place.segments, key],
      });
    }
  }

  private values(before: Json | undefined, after: Json | undefined, place: Place): void {
    if (before === after) return;
    if (isJsonObject(before) && isJsonObject(after)) this.maps(before, after, place);
    else if (isJsonList(before) && isJsonList(after)) this.lists(before, after, place);
    else if (JSON.stringify(before) !== JSON.stringify(after)) this.tell(before, after, place.text);
  }

  private lists(before: readonly Json[], after: readonly Json[], place: Place): void {
    const keys = mergeKeysAt(this.kind, place.segments);
    const byKey = keys === undefined || keys === 'set' ? undefined : this.keyed(before, after, keys, place);
    if (byKey !== undefined) {
      for (const [text, [was, is]] of byKey.items) {
        this.values(was, is, { text: `${place.text}[${text}]`, segments: [...place.segments, '0'] });
      }
      this.order(byKey, place.text);
      return;
    }
    for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
      const at = { text: `${place.text}[${index}]`, segments: [...place.segments, String(index)] };
      this.values(before[index], after[index], at);
    }
  }

  /** Init containers run, and variables refer to each other, in their order. Items that come or go are told already. */
  private order({ items, before, after }: KeyedItems, place: string): void {
    const stays = (text: string): boolean => items.get(text)?.every((item) => item !== undefined) === true;
    const [was, is] = [before.filter(stays), after.filter(stays)];
    if (was.some((text, index) => text !== is[index])) this.tell(was, is, `${place} (order)`);
  }

  /** Items by what tells them from each other. Undefined where that does not. */
  private keyed(
    before: readonly Json[],
    after: readonly Json[],
    keys: readonly string[],
    { segments }: Place,
  ): KeyedItems | undefined {
    const defaults = mergeKeyDefaultsAt(this.kind, segments);
    const items = new Map<string, [Json | undefined, Json | undefined]>();
    const order: readonly [string[], string[]] = [[], []];
    for (const [side, list] of [before, after].entries()) {
      for (const item of list) {
        if (!isJsonObject(item)) return undefined;
        const telling = keys.flatMap((key) => {
          const value = own(item, key) ?? (Object.hasOwn(defaults, key) ? defaults[key] : undefined);
          return value === undefined ? [] : [[key, value] as const];
        });
        const text = describeItem(Object.fromEntries(telling));
        const pair = items.get(text) ?? [undefined, undefined];
        if (telling.length === 0 || pair[side] !== undefined) return undefined;
        pair[side] = item;
        items.set(text, pair);
        order[side]?.push(text);
      }
    }
    return { items, before: order[0], after: order[1] };
  }

  private tell(before: Json | undefined, after: Json | undefined, path: string): void {
    this.found.push({ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
  }
}

function masked({ path, ...change }: FieldChange): FieldChange {
  if (!isSecretField(path, change.before) && !isSecretField(path, change.after)) return { path, ...change };
  return { path, ...('before' in change && { before: MASKED }), ...('after' in change && { after: MASKED }) };
}
