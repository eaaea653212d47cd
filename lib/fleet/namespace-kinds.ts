import { type ServedKind } from '../kube/cluster-api';
import { type JsonObject, isJsonList } from '../model/json';
import { groupOf } from '../model/object-ref';
import { refOfManifest } from '../model/ref-of-manifest';
import { mapAt } from './json-fields';

/** The kinds whose objects can be listed in a namespace, each in one version. */
export function kindsInNamespaces(kinds: readonly ServedKind[], except: ReadonlySet<string>): readonly ServedKind[] {
  const seen = new Set<string>();
  return kinds.filter(({ apiVersion, kind, isNamespaced, verbs }) => {
    const key = `${groupOf(apiVersion)}/${kind}`;
    if (!isNamespaced || !verbs.includes('list') || except.has(kind) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Whether an object in a namespace is what every namespace has (the ServiceAccount `default`, `kube-root-ca.crt`), or goes with
 * its owner.
 */
export function isByTheWay(object: JsonObject): boolean {
  const { kind, name } = refOfManifest(object);
  const { ownerReferences } = mapAt(object, 'metadata');
  return (
    (kind === 'ServiceAccount' && name === 'default') ||
    (kind === 'ConfigMap' && name === 'kube-root-ca.crt') ||
    (isJsonList(ownerReferences) && ownerReferences.length > 0)
  );
}
