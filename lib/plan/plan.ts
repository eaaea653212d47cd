import { type JsonObject } from '../model/json';
import { type ObjectRef, groupOf, objectKey } from '../model/object-ref';
import { refOfManifest } from '../model/ref-of-manifest';
import { type FieldChange, fieldChanges } from './field-changes';
import { type FleetPart, type FleetView, type PartDocument } from './fleet-view';
import { immutableChanges } from './immutable-fields';

/** One change, on all clusters on which it is the same. */
export interface PlannedChange {
  readonly action: 'create' | 'update' | 'delete' | 'move';
  /** On the members. */
  readonly object: ObjectRef;
  /** Sorted. Of a move: the clusters that it leaves. */
  readonly clusters: readonly string[];
  /** Of a move: the clusters that it comes to. Sorted. */
  readonly to?: readonly string[];
  /** Of an update. */
  readonly fields: readonly FieldChange[];
  /** Of a delete: whether the object is on no cluster any more. */
  readonly isGone: boolean;
  /** Fields among them that no API server changes, so that the object has to be made anew. */
  readonly replacedFor: readonly string[];
}

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
  const changes = new ChangeGroups(after);
  const names = [...new Set([...before.clusters, ...after.clusters])].sort();
  const had = new Set(before.clusters);
  const has = new Set(after.clusters);
  const clusters = names.map((cluster): ClusterPlan => {
    const counts = { created: 0, updated: 0, deleted: 0 };
    for (const pair of pairsOf(cluster, { before, after, had, has })) {
      const action = changes.add(cluster, pair);
      if (action !== undefined) counts[action] += 1;
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

/** Changes that are the same on many clusters, together. */
class ChangeGroups {
  public constructor(private readonly after: FleetView) {}

  private readonly groups = new Map<string, { readonly change: PlannedChange; readonly clusters: string[] }>();
  /** What two manifests differ in: clusters mostly share them, or what they differ in. */
  private readonly compared = new WeakMap<JsonObject, WeakMap<JsonObject, readonly FieldChange[]>>();

  public add(cluster: string, { before, after }: Pair): 'created' | 'updated' | 'deleted' | undefined {
    const manifest = after ?? before;
    if (manifest === undefined) return undefined;
    const object = refOfManifest(manifest);
    if (before === undefined) return this.note('create', object, [], cluster);
    if (after === undefined) return this.note('delete', object, [], cluster);
    const fields = this.compare(before, after, object);
    return fields.length === 0 ? undefined : this.note('update', object, fields, cluster);
  }

  public all(): readonly PlannedChange[] {
    const changes = [...this.groups.values()].map(({ change, clusters }) => ({ ...change, clusters: [...clusters] }));
    return inOrder(withMoves(changes));
  }

  private compare(before: JsonObject, after: JsonObject, object: ObjectRef): readonly FieldChange[] {
    const known = this.compared.get(before)?.get(after);
    if (known !== undefined) return known;
    const fields = fieldChanges(before, after, { group: groupOf(object.apiVersion), kind: object.kind });
    const others = this.compared.get(before) ?? new WeakMap<JsonObject, readonly FieldChange[]>();
    this.compared.set(before, others.set(after, fields));
    return fields;
  }

  private note(
    action: 'create' | 'update' | 'delete',
    object: ObjectRef,
    fields: readonly FieldChange[],
    cluster: string,
  ): 'created' | 'updated' | 'deleted' {
    const key = `${objectKey(object)} ${action} ${fields.length === 0 ? '' : JSON.stringify(fields)}`;
    const group = this.groups.get(key);
    if (group !== undefined) group.clusters.push(cluster);
    else {
      const replacedFor = immutableChanges(kindOf(object), fields);
      const isGone = action === 'delete' && !this.after.has(objectKey(object));
      this.groups.set(key, {
        change: { action, object, clusters: [], fields, isGone, replacedFor },
        clusters: [cluster],
      });
    }
    return `${action}d`;
  }
}

/** An object that leaves some clusters and comes to others moves. */
function withMoves(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  const created = new Map<string, PlannedChange>();
  for (const change of changes) if (change.action === 'create') created.set(objectKey(change.object), change);
  const moved = new Set<PlannedChange>();
  const moves = changes.flatMap((change): readonly PlannedChange[] => {
    const to = change.action === 'delete' ? created.get(objectKey(change.object)) : undefined;
    if (to === undefined) return [];
    moved.add(change).add(to);
    return [{ ...change, action: 'move', object: to.object, isGone: false, to: to.clusters }];
  });
  return [...changes.filter((change) => !moved.has(change)), ...moves];
}

function inOrder(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  const keyed = changes.map((change) => ({ change, key: `${objectKey(change.object)} ${change.action}` }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : b.change.clusters.length - a.change.clusters.length));
  return keyed.map(({ change }) => change);
}

function kindOf({ apiVersion, kind }: ObjectRef): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${kind}.${group}`;
}
