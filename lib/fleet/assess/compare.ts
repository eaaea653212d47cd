import { own } from '../../model/frozen-json';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { type ListShape, type ToldItems, listShapeAt, toldItems } from './list-shape';
import { type LivingPath, type LivingStep, stepKey } from './living-path';
import { type FieldNode, type OwnedFields, isWhole } from './managed-fields';
import { sameScalar } from './same-value';

/** A field that does not live as it is declared. */
export interface FieldDifference {
  readonly path: LivingPath;
  /** The smallest part of the object around it that has one owner: the field, or the list or map that is one as a whole. */
  readonly unit: LivingPath;
  /**
   * - `value`: it is not there, or is another
   * - `left-over`: it was declared once, and is no more
   * - `order`: items of a list stand in another order; the values are what tells them
   */
  readonly difference: 'value' | 'left-over' | 'order';
  /** What is declared. Absent where nothing is. */
  readonly wanted?: Json;
  /** What lives. Absent where nothing does. */
  readonly found?: Json;
}

export interface Comparison {
  /** What is sent, or what a server says it would be. */
  readonly declared: JsonObject;
  readonly live: JsonObject;
  readonly kind: { readonly group: string; readonly kind: string };
  readonly owners: readonly OwnedFields[];
  /** Whose fields are ours. */
  readonly fieldManager: string;
  /**
   * - `declared`: only what is declared counts, and what is ours and declared no more. It may tell of a field that a server
   *   takes for the same (an unwritten default of a custom resource); it keeps quiet of none that is another.
   * - `whole`: everything counts, but for what the server itself keeps: its metadata and the status.
   */
  readonly extent: 'declared' | 'whole';
}

/** What of a declared object is not so in the living one. Both are of one identity. */
export function compare(comparison: Comparison): readonly FieldDifference[] {
  return new Walk(comparison).root();
}

/** Names the object, or is the server's own. */
const OF_THE_SERVER: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'generateName',
  'managedFields',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'uid',
  'selfLink',
]);

/** What a server fills in within lists that are one as a whole (Kubernetes 1.37: pkg/apis/*, defaults.go). */
const FILLED_IN: Readonly<Record<string, (value: Json) => boolean>> = {
  protocol: (value) => value === 'TCP',
  volumeMode: (value) => value === 'Filesystem',
  status: (value) => isJsonObject(value),
  apiVersion: () => true,
  kind: () => true,
  creationTimestamp: (value) => value === null,
  expirationSeconds: (value) => value === 3600,
  scheme: (value) => value === 'HTTP',
  scope: (value) => value === '*',
};

interface Place {
  readonly path: LivingPath;
  /** Where the value around it that has one owner begins; absent where every field has its own. */
  readonly unit?: LivingPath;
  /** What is ours here. */
  readonly ours?: FieldNode | undefined;
  /** What anybody has here, we included. */
  readonly anybody: readonly FieldNode[];
}

class Walk {
  private readonly found: FieldDifference[] = [];

  public constructor(private readonly comparison: Comparison) {}

  public root(): readonly FieldDifference[] {
    const { declared, live, owners, fieldManager, extent } = this.comparison;
    // Fields told in another version of the API may have other names.
    const told = owners.filter(({ apiVersion }) => apiVersion === live.apiVersion);
    const ours = told.find(({ owner }) => owner.manager === fieldManager && owner.operation === 'Apply');
    const place: Place = { path: [], ours: ours?.fields, anybody: told.map(({ fields }) => fields) };
    this.maps(strip(declared), strip(live), extent === 'whole' ? { ...place, unit: [] } : place);
    return this.found;
  }

  private values(declared: Json, live: Json | undefined, place: Place): void {
    if (live === undefined) {
      if (!isNothing(declared, place.ours)) this.tell('value', place, { wanted: declared });
    } else if (isJsonObject(declared) && isJsonObject(live)) {
      this.maps(declared, live, this.maybeWhole(place, live));
    } else if (isJsonList(declared) && isJsonList(live)) {
      this.lists(declared, live, place);
    } else if (!sameScalar(declared, live, { kind: this.comparison.kind, path: place.path })) {
      this.tell('value', place, { wanted: declared, found: live });
    }
  }

  private maps(declared: JsonObject, live: JsonObject, place: Place): void {
    for (const [key, wanted] of Object.entries(declared)) {
      const found = own(live, key);
      // Most of what is declared lives so.
      if (wanted === found) continue;
      this.values(wanted, found, below(place, key));
    }
    if (place.unit !== undefined) this.extraKeys(declared, live, place);
    else this.leftOvers(place, (step) => typeof step === 'string' && Object.hasOwn(declared, step), live);
  }

  /** A map that somebody has as a whole, though it is not empty, and nobody in parts, is one value. */
  private maybeWhole(place: Place, live: JsonObject): Place {
    if (place.unit !== undefined || Object.keys(live).length === 0) return place;
    const isOne = place.anybody.some(isWhole) && place.anybody.every(({ below }) => below.size === 0);
    return isOne ? { ...place, unit: place.path } : place;
  }

  private extraKeys(declared: JsonObject, live: JsonObject, place: Place): void {
    for (const [key, value] of Object.entries(live)) {
      if (Object.hasOwn(declared, key)) continue;
      const isFilledIn = Object.hasOwn(FILLED_IN, key) && FILLED_IN[key]?.(value) === true;
      if (this.comparison.extent === 'declared' && isFilledIn) continue;
      this.tell('value', below(place, key), { found: value });
    }
  }

  private lists(declared: readonly Json[], live: readonly Json[], place: Place): void {
    const shape = listShapeAt(this.comparison.kind, place.path, place.anybody);
    const [wanted, found] = [toldItems(declared, shape), toldItems(live, shape)];
    if (shape.by === 'place' || wanted === undefined || found === undefined || found.doubles.length > 0) {
      this.places(declared, live, { ...place, unit: place.unit ?? place.path });
      return;
    }
    for (const [key, { step, value }] of wanted.items) {
      if (shape.by === 'keys') this.values(value, found.items.get(key)?.value, below(place, step));
      else if (!found.items.has(key)) this.tell('value', below(place, step), { wanted: value });
    }
    this.order({ wanted, found, shape, place });
    if (place.unit !== undefined) {
      for (const [key, { step, value }] of found.items) {
        if (!wanted.items.has(key)) this.tell('value', below(place, step), { found: value });
      }
    } else {
      this.leftOvers(place, (step) => wanted.items.has(stepKey(step)), found);
    }
  }

  /** A list that has one owner. */
  private places(declared: readonly Json[], live: readonly Json[], place: Place): void {
    if (declared.length !== live.length) {
      this.tell('value', place, { wanted: declared, found: live });
      return;
    }
    for (const [index, wanted] of declared.entries()) this.values(wanted, live[index], below(place, { index }));
  }

  /** Init containers run, and variables refer to each other, in their order. A set has none. */
  private order(lists: {
    readonly wanted: ToldItems;
    readonly found: ToldItems;
    readonly shape: ListShape;
    readonly place: Place;
  }): void {
    if (lists.shape.by !== 'keys') return;
    const wanted = [...lists.wanted.items].filter(([key]) => lists.found.items.has(key));
    const found = [...lists.found.items].filter(([key]) => lists.wanted.items.has(key));
    if (wanted.every(([key], index) => key === found[index]?.[0])) return;
    const names = (items: typeof wanted): readonly Json[] =>
      items.map(([, { step }]) => (typeof step === 'object' && 'item' in step ? step.item : null));
    this.tell('order', lists.place, { wanted: names(wanted), found: names(found) });
  }

  /** What is ours, still there, and declared no more. What another has as well stays as it is, whatever we do. */
  private leftOvers(place: Place, isDeclared: (step: LivingStep) => boolean, live: JsonObject | ToldItems): void {
    for (const [key, { step, node }] of place.ours?.below ?? []) {
      if (isDeclared(step)) continue;
      const value = isToldItems(live)
        ? live.items.get(key)?.value
        : typeof step === 'string'
          ? own(live, step)
          : undefined;
      if (value === undefined) continue;
      this.leftOver(value, below(place, step), node);
    }
  }

  private leftOver(value: Json, place: Place, node: FieldNode): void {
    const isItem = typeof place.path.at(-1) === 'object';
    if (isItem || node.below.size === 0) {
      if (place.anybody.length === 1) this.tell('left-over', place, { found: value });
    } else if (isJsonObject(value)) {
      this.leftOvers(place, () => false, value);
    } else if (isJsonList(value)) {
      const items = toldItems(value, listShapeAt(this.comparison.kind, place.path, place.anybody));
      if (items !== undefined) this.leftOvers(place, () => false, items);
    }
  }

  private tell(
    difference: FieldDifference['difference'],
    { path, unit }: Place,
    values: Pick<FieldDifference, 'wanted' | 'found'>,
  ): void {
    this.found.push({ path, unit: unit ?? path, difference, ...values });
  }
}

function below(place: Place, step: LivingStep): Place {
  const key = stepKey(step);
  return {
    path: [...place.path, step],
    ...(place.unit !== undefined && { unit: place.unit }),
    ours: place.ours?.below.get(key)?.node,
    anybody: place.anybody.flatMap((node) => node.below.get(key)?.node ?? []),
  };
}

/**
 * Whether what is declared is as good as absent: a server leaves out what is empty, or nought, once we have sent it. Where
 * somebody has taken it away since, it is not ours any more.
 */
function isNothing(declared: Json, ours: FieldNode | undefined): boolean {
  if (declared === null) return true;
  if (ours === undefined) return false;
  if (isJsonObject(declared)) {
    return Object.entries(declared).every(([key, value]) => isNothing(value, ours.below.get(stepKey(key))?.node));
  }
  return isJsonList(declared) ? declared.length === 0 : declared === '' || declared === 0 || declared === false;
}

function strip(object: JsonObject): JsonObject {
  const { apiVersion: _, kind: __, status: ___, metadata, ...rest } = object;
  const kept = Object.entries(isJsonObject(metadata) ? metadata : {}).filter(([key]) => !OF_THE_SERVER.has(key));
  return kept.length === 0 ? rest : { ...rest, metadata: Object.fromEntries(kept) };
}

function isToldItems(live: JsonObject | ToldItems): live is ToldItems {
  return live.items instanceof Map;
}
