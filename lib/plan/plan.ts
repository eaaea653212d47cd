import { type JsonObject } from '../model/json';
import { type ObjectRef, groupOf, objectKey } from '../model/object-ref';
import { refOfManifest } from '../model/ref-of-manifest';
import { ChangeGroups, type PlannedChange } from './change-groups';
import { type FieldChange, fieldChanges } from './field-changes';
import { type FleetPart, type FleetView, type PartDocument } from './fleet-view';

/** What changes of a fleet. */
export interface Plan {
  /** Clusters that the fleet has now, and had not before. */
  readonly joined: readonly string[];
  /** Clusters that it had before, and has no more. */
  readonly left: readonly string[];
  /** By object, then by action. */
  readonly changes: readonly PlannedChange[];
  /** By cluster: how many objects it had, and how many of them go. */
  readonly clusters: readonly ClusterPlan[];
}

/** What changes of one cluster. */
export interface ClusterPlan {
  readonly cluster: string;
  readonly before: number;
  readonly after: number;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
}

/** What was, and what is to be, of one object on one cluster. */
interface Pair {
  before?: JsonObject;
  after?: JsonObject;
}

/** What makes one fleet of another. Pure, and quick where parts are equal. */
export function plan(before: FleetView, after: FleetView): Plan {
  const changes = new ChangeGroups((key) => after.has(key));
  const comparisons = new Comparisons();
  const names = [...new Set([...before.clusters, ...after.clusters])].sort();
  const had = new Set(before.clusters);
  const has = new Set(after.clusters);
  const clusters = names.map((cluster): ClusterPlan => {
    const counts = { created: 0, updated: 0, deleted: 0 };
    for (const pair of pairsOf(cluster, { before, after, had, has })) {
      const change = changeOf(pair, comparisons);
      if (change === undefined) continue;
      changes.add(cluster, change);
      counts[`${change.action}d`] += 1;
    }
    return {
      cluster,
      before: had.has(cluster) ? before.countOf(cluster) : 0,
      after: has.has(cluster) ? after.countOf(cluster) : 0,
      ...counts,
    };
  });
  return {
    joined: after.clusters.filter((cluster) => !had.has(cluster)),
    left: before.clusters.filter((cluster) => !has.has(cluster)),
    changes: changes.all(),
    clusters,
  };
}

function changeOf({ before, after }: Pair, comparisons: Comparisons): Parameters<ChangeGroups['add']>[1] | undefined {
  const manifest = after ?? before;
  if (manifest === undefined) return undefined;
  const object = refOfManifest(manifest);
  if (before === undefined) return { action: 'create', object };
  if (after === undefined) return { action: 'delete', object };
  const fields = comparisons.fieldsOf(before, after, object);
  return fields.length === 0 ? undefined : { action: 'update', object, fields };
}

function* pairsOf(
  cluster: string,
  views: {
    readonly before: FleetView;
    readonly after: FleetView;
    readonly had: ReadonlySet<string>;
    readonly has: ReadonlySet<string>;
  },
): Generator<Pair> {
  const old = views.had.has(cluster) ? views.before.partsOf(cluster) : new Map<string, never>();
  const fresh = views.has.has(cluster) ? views.after.partsOf(cluster) : new Map<string, never>();
  const pairs = new Map<string, Pair>();
  const pairOf = (manifest: JsonObject): Pair => {
    const key = objectKey(refOfManifest(manifest));
    const pair = pairs.get(key) ?? {};
    pairs.set(key, pair);
    return pair;
  };
  // An object may have changed its file, so that it is not looked for in one file alone.
  const { gone, come } = differing(old, fresh);
  const stays = new Set(gone.map(({ text }) => text));
  const came = new Set(come.map(({ text }) => text));
  for (const { text, manifests } of gone) {
    if (!came.has(text)) for (const manifest of manifests()) pairOf(manifest).before = manifest;
  }
  for (const { text, manifests } of come) {
    if (!stays.has(text)) for (const manifest of manifests()) pairOf(manifest).after = manifest;
  }
  yield* pairs.values();
}

type Parts = ReadonlyMap<string, FleetPart>;

/** The documents that are not the same, in the same place, on the other side. */
function differing(old: Parts, fresh: Parts): { readonly gone: PartDocument[]; readonly come: PartDocument[] } {
  const gone: PartDocument[] = [];
  const come: PartDocument[] = [];
  for (const name of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(name), fresh.get(name)];
    if (was?.hash === is?.hash) continue;
    const before = was?.documents() ?? [];
    const after = is?.documents() ?? [];
    // Most of a file that has changed has not.
    before.forEach((document, index) => document.text !== after[index]?.text && gone.push(document));
    after.forEach((document, index) => document.text !== before[index]?.text && come.push(document));
  }
  return { gone, come };
}

/** What the two of a pair differ in. Clusters mostly share them, or what they differ in. */
class Comparisons {
  private readonly compared = new WeakMap<JsonObject, WeakMap<JsonObject, readonly FieldChange[]>>();

  public fieldsOf(before: JsonObject, after: JsonObject, object: ObjectRef): readonly FieldChange[] {
    const known = this.compared.get(before)?.get(after);
    if (known !== undefined) return known;
    const fields = fieldChanges(before, after, { group: groupOf(object.apiVersion), kind: object.kind });
    const others = this.compared.get(before) ?? new WeakMap<JsonObject, readonly FieldChange[]>();
    this.compared.set(before, others.set(after, fields));
    return fields;
  }
}
