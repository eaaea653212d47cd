import { type ObjectRef, objectKey, qualifiedKindOf } from '../model/object-ref';
import { type FieldChange } from './field-changes';
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

/** Changes that are the same on many clusters, together. */
export class ChangeGroups {
  private readonly groups = new Map<string, { readonly change: PlannedChange; readonly clusters: string[] }>();

  /** @param staysSomewhere whether an object, by its key, is to be on any cluster. */
  public constructor(private readonly staysSomewhere: (key: string) => boolean) {}

  /** @param fields of an update. */
  public add(
    cluster: string,
    {
      action,
      object,
      fields = [],
    }: {
      readonly action: 'create' | 'update' | 'delete';
      readonly object: ObjectRef;
      readonly fields?: readonly FieldChange[];
    },
  ): void {
    const key = `${objectKey(object)} ${action} ${fields.length === 0 ? '' : JSON.stringify(fields)}`;
    const group = this.groups.get(key);
    if (group !== undefined) {
      group.clusters.push(cluster);
      return;
    }
    const replacedFor = immutableChanges(qualifiedKindOf(object), fields);
    const isGone = action === 'delete' && !this.staysSomewhere(objectKey(object));
    this.groups.set(key, {
      change: { action, object, clusters: [], fields, isGone, replacedFor },
      clusters: [cluster],
    });
  }

  /** By object, then by action. An object that leaves some clusters and comes to others moves. */
  public all(): readonly PlannedChange[] {
    const changes = [...this.groups.values()].map(({ change, clusters }) => ({ ...change, clusters: [...clusters] }));
    return inOrder(withMoves(changes));
  }
}

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
