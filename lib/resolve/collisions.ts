import { type FederatedObject } from '../model/federated-object';
import { isJsonObject } from '../model/json';
import { type ObjectRef, describeObject, groupOf, objectKey } from '../model/object-ref';
import { type ProblemLog } from './problem-log';
import { type ClusterManifests } from './resolution';

/**
 * Tells of objects that would be one and the same on a cluster: equal group, kind, namespace and name. Names are compared
 * as they are declared, and cluster by cluster only where two are equal or an override has changed one.
 */
export function reportCollisions(clusters: readonly ClusterManifests[], objects: readonly FederatedObject[], log: ProblemLog): void {
  const keys = objects.map(targetKey);
  const suspects = repeated(keys);
  for (const { name: cluster, manifests, sources } of clusters) {
    const seen = new Map<string, number>();
    let moved: Map<string, number> | undefined;
    manifests.forEach((manifest, at) => {
      const source = sources[at] as number;
      const declared = keys[source] as string;
      const key = isAsDeclared(manifest, objects[source] as FederatedObject) ? declared : keyOf(manifest);
      if (key !== declared) (moved ??= new Map()).set(key, source);
      else if (suspects.has(key)) {
        const other = seen.get(key);
        if (other === undefined) seen.set(key, source);
        else report(objects[other] as FederatedObject, objects[source] as FederatedObject, cluster, log);
      }
    });
    if (moved === undefined) continue;
    for (const source of sources) {
      const other = moved.get(keys[source] as string);
      if (other !== undefined && other !== source) {
        report(objects[source] as FederatedObject, objects[other] as FederatedObject, cluster, log);
      }
    }
  }
}

function targetKey({ target, namespace, name }: FederatedObject): string {
  return objectKey({ apiVersion: `${target.group}/${target.version}`, kind: target.kind, name, ...(namespace !== undefined && { namespace }) });
}

function repeated(keys: readonly string[]): ReadonlySet<string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const key of keys) (once.has(key) ? twice : once).add(key);
  return twice;
}

/** Whether no override changed what the object is called. */
function isAsDeclared(manifest: Readonly<Record<string, unknown>>, { target, name }: FederatedObject): boolean {
  const { kind, apiVersion, metadata } = manifest;
  return (
    kind === target.kind &&
    typeof apiVersion === 'string' &&
    groupOf(apiVersion) === target.group &&
    isJsonObject(metadata) &&
    metadata.name === name
  );
}

function keyOf(manifest: Readonly<Record<string, unknown>>): string {
  const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
  const ref: ObjectRef = {
    apiVersion: String(manifest.apiVersion),
    kind: String(manifest.kind),
    name: String(metadata.name),
    ...(typeof metadata.namespace === 'string' && { namespace: metadata.namespace }),
  };
  return objectKey(ref);
}

function report(first: FederatedObject, second: FederatedObject, cluster: string, log: ProblemLog): void {
  const places = [first, second].map(({ ref, origin }) => (origin === undefined ? describeObject(ref) : `${describeObject(ref)} (${origin})`));
  log.add({
    code: 'identity-collision',
    severity: 'error',
    kubefed: 'error',
    message: `${places.join(' and ')} are one and the same ${second.target.kind} on a cluster; the last one would win.`,
    remedy: 'Remove one of the two, rename it, or place them on different clusters.',
    object: second.ref,
    cluster,
    ...(second.origin !== undefined && { origin: second.origin }),
  });
}
