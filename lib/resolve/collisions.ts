import { type FederatedObject, memberRef } from '../model/federated-object';
import { isJsonObject } from '../model/json';
import { type ObjectRef, describeObject, groupOf, objectKey } from '../model/object-ref';
import { type ProblemLog } from './problem-log';

/**
 * Finds objects that would be one and the same on a cluster: equal group, kind, namespace and name. Only those are looked at
 * cluster by cluster whose name is declared twice, or changed by an override.
 */
export class Collisions {
  private readonly keys: readonly string[];
  /** Keys that more than one object has, or that an override has given one. */
  private readonly suspects: Set<string>;
  /** For each cluster, where objects stand that are not called as they were declared. */
  private readonly renamed = new Map<number, Map<number, string>>();
  private readonly placed: readonly Uint8Array[];

  public constructor(
    private readonly objects: readonly FederatedObject[],
    private readonly clusterNames: readonly string[],
  ) {
    this.keys = objects.map((object) => objectKey(memberRef(object)));
    this.suspects = repeated(this.keys);
    this.placed = objects.map(() => new Uint8Array(clusterNames.length));
  }

  /** Takes note of a manifest, by the positions of its cluster and of its object. */
  public add(cluster: number, position: number, manifest: Readonly<Record<string, unknown>>): void {
    (this.placed[position] as Uint8Array)[cluster] = 1;
    if (isAsDeclared(manifest, this.objects[position] as FederatedObject)) return;
    const key = keyOf(manifest);
    const here = this.renamed.get(cluster) ?? new Map<number, string>();
    this.renamed.set(cluster, here.set(position, key));
    this.suspects.add(key);
  }

  /** Tells of every pair that meets on a cluster. */
  public report(log: ProblemLog): void {
    if (this.suspects.size === 0) return;
    const suspected = this.keys.flatMap((key, position) => (this.suspects.has(key) ? [position] : []));
    this.clusterNames.forEach((name, cluster) => {
      const renamed = this.renamed.get(cluster);
      const seen = new Map<string, number>();
      for (const position of new Set([...suspected, ...(renamed?.keys() ?? [])])) {
        if (this.placed[position]?.[cluster] !== 1) continue;
        const key = renamed?.get(position) ?? this.keys[position] ?? '';
        const other = seen.get(key);
        if (other === undefined) seen.set(key, position);
        else reportPair(this.objects[other] as FederatedObject, this.objects[position] as FederatedObject, name, log);
      }
    });
  }
}

function repeated(keys: readonly string[]): Set<string> {
  const once = new Set<string>();
  return new Set(keys.filter((key) => once.has(key) || !once.add(key)));
}

/** Whether no override changed what the object is called. */
function isAsDeclared(
  manifest: Readonly<Record<string, unknown>>,
  { target, name, namespace }: FederatedObject,
): boolean {
  const { kind, apiVersion, metadata } = manifest;
  return (
    kind === target.kind &&
    typeof apiVersion === 'string' &&
    groupOf(apiVersion) === target.group &&
    isJsonObject(metadata) &&
    metadata.name === name &&
    (target.scope === 'Cluster' || metadata.namespace === namespace)
  );
}

function keyOf(manifest: Readonly<Record<string, unknown>>): string {
  const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
  const ref: ObjectRef = {
    apiVersion: String(manifest.apiVersion),
    kind: String(manifest.kind),
    name: typeof metadata.name === 'string' ? metadata.name : '',
    ...(typeof metadata.namespace === 'string' && { namespace: metadata.namespace }),
  };
  return objectKey(ref);
}

function reportPair(first: FederatedObject, second: FederatedObject, cluster: string, log: ProblemLog): void {
  const places = [first, second].map(({ ref, origin }) =>
    origin === undefined ? describeObject(ref) : `${describeObject(ref)} (${origin})`,
  );
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
