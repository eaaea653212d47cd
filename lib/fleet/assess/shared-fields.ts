import { type FieldNode, type FieldOwner, type OwnedFields, isWhole } from './managed-fields';

/** The other owners that apply a field that we apply as well. As both may, its values are equal. */
export function coOwnersOf(all: readonly OwnedFields[], fieldManager: string): readonly FieldOwner[] {
  const applied = all.filter(({ owner }) => owner.operation === 'Apply' && owner.subresource === undefined);
  const ours = applied.find(({ owner }) => owner.manager === fieldManager);
  if (ours === undefined) return [];
  return applied
    .filter((other) => other !== ours && other.apiVersion === ours.apiVersion && meet(other.fields, ours.fields))
    .map(({ owner }) => owner);
}

function meet(a: FieldNode, b: FieldNode, keys: readonly string[] = []): boolean {
  if (isWhole(a) && isWhole(b)) return true;
  for (const [key, { step, node }] of a.below) {
    const other = b.below.get(key);
    // The keys of an item only say which it is.
    if (other === undefined || (typeof step === 'string' && keys.includes(step))) continue;
    const inner = typeof step === 'object' && 'item' in step ? Object.keys(step.item) : [];
    if (meet(node, other.node, inner)) return true;
  }
  return false;
}
