import { type FederatedObject } from '../../model/federated-object';
import { objectKey } from '../../model/object-ref';

/** The kinds that others need at their start, in the order in which they are best applied. */
const FIRST: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Service',
];

const RANKS: ReadonlyMap<string, number> = new Map(FIRST.map((kind, rank) => [kind, rank]));

/**
 * Objects of which nobody said in which order they are to be applied: by kind, what others need at their start first, then
 * by name. The order of the input makes no difference.
 */
export function inApplyOrder(objects: readonly FederatedObject[]): readonly FederatedObject[] {
  const keyed = objects.map((object) => ({
    object,
    rank: RANKS.get(object.target.kind) ?? FIRST.length,
    key: objectKey(object.ref),
  }));
  keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return Object.freeze(keyed.map(({ object }) => object));
}
