import { listed } from '../../model/listed';
import { type ObjectRef, describeObject } from '../../model/object-ref';
import { type Problem } from '../../model/problem';

/** Two manifests of one object would take fields from each other at every run. */
export function declaredTwice(
  declared: readonly { readonly object: ObjectRef; readonly key: string }[],
  cluster: string,
): Problem | undefined {
  const seen = new Set<string>();
  const twice = declared.filter(({ key }) => seen.size === seen.add(key).size);
  const [first] = twice;
  if (first === undefined) return undefined;
  return {
    code: 'identity-collision',
    severity: 'error',
    cluster,
    object: first.object,
    message: `Declared twice: ${listed([...new Set(twice.map(({ object }) => describeObject(object)))])}. Two versions of one kind are one object to a server.`,
    remedy: 'Leave one of the manifests out, or give it another name or namespace.',
  };
}
