import { pointerOf } from '../../model/json-pointer';
import { type ObjectRef, qualifiedKindOf } from '../../model/object-ref';
import { type LivingPath, describeLivingPath } from './living-path';
import { type FieldOwner } from './managed-fields';

/** Fields that are left to others. What a rule does not say, it does not ask; of a text, `*` stands for anything. */
export interface IgnoreRule {
  /** `HorizontalPodAutoscaler`, or with its group `Deployment.apps`. */
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** As a person writes it (`spec.replicas`, `metadata.annotations["a/b"]`) or a JSON pointer; what is below it counts too. */
  readonly path?: string;
  /** Who holds the field: `kube-controller-manager`. */
  readonly manager?: string;
}

/** Whether a field of an object is left to others. */
export function isIgnored(
  rules: readonly IgnoreRule[],
  object: ObjectRef,
  { path, owners }: { readonly path: LivingPath; readonly owners: readonly FieldOwner[] },
): boolean {
  return rules.some(
    (rule) =>
      isOfRule(rule, object) &&
      (rule.path === undefined || isAtOrBelow(path, rule.path)) &&
      (rule.manager === undefined || owners.some(({ manager }) => matches(manager, rule.manager as string))),
  );
}

function isOfRule({ kind, namespace, name }: IgnoreRule, object: ObjectRef): boolean {
  return (
    (kind === undefined || matches(object.kind, kind) || matches(qualifiedKindOf(object), kind)) &&
    (namespace === undefined || matches(object.namespace ?? '', namespace)) &&
    (name === undefined || matches(object.name, name))
  );
}

/** Whether a path is the one that a person has written, or leads to a part of it. */
export function isAtOrBelow(path: LivingPath, written: string): boolean {
  if (written.startsWith('/')) {
    const pointer = keysPointer(path);
    return pointer === written || pointer.startsWith(`${written}/`);
  }
  const text = describeLivingPath(path);
  return text === written || text.startsWith(`${written}.`) || text.startsWith(`${written}[`);
}

/** The pointer as far as there are only keys of maps on the way. */
function keysPointer(path: LivingPath): string {
  const keys: string[] = [];
  for (const step of path) {
    if (typeof step !== 'string') break;
    keys.push(step);
  }
  return pointerOf(keys);
}

function matches(text: string, pattern: string): boolean {
  if (!pattern.includes('*')) return text === pattern;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}
