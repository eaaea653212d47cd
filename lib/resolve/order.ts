import { type FederatedObject } from '../model/federated-object';
import { isNamespaceTarget } from '../model/federated-type';

/**
 * The positions of the objects in the order in which a cluster is to get them: what everything else stands on goes first,
 * the rest stays as it was declared.
 */
export function applyOrder(objects: readonly FederatedObject[]): readonly number[] {
  const positions = objects.map((_, position) => position);
  const rank = (position: number): number => rankOf(objects[position] as FederatedObject);
  return positions.sort((a, b) => rank(a) - rank(b) || a - b);
}

/** 0 for a Namespace, 1 for a CustomResourceDefinition, 2 for the rest. */
function rankOf({ target }: FederatedObject): number {
  if (isNamespaceTarget(target)) return 0;
  return isCustomResourceDefinition(target) ? 1 : 2;
}

export function isCustomResourceDefinition(target: { readonly group: string; readonly kind: string }): boolean {
  return target.kind === 'CustomResourceDefinition' && target.group === 'apiextensions.k8s.io';
}
