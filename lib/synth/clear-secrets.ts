import { type FederatedObject } from '../model/federated-object';
import { type JsonObject, isJsonObject } from '../model/json';
import { type Problem } from '../model/problem';
import { isSecret } from '../model/secret';
import { type ClusterManifests } from '../resolve/cluster-manifests';
import { type Resolution } from '../resolve/resolution';

/** What a Secret in clear in a folder is: a warning, or an error. */
export type SecretsPolicy = 'warn' | 'refuse';

/**
 * One problem for each Secret whose values would stand in clear in the folders, with the number of clusters. The values are
 * nowhere in it, nor is anything of their length.
 */
export function clearSecrets({ objects, clusters, semantics }: Resolution, policy: SecretsPolicy): readonly Problem[] {
  // Strict semantics refuse overrides that make a Secret of something else; KubeFed lets them pass.
  const suspects = objects.map(
    (object) => isSecret(object.target) || (semantics === 'kubefed' && object.overrides.length > 0),
  );
  const secrets = new Map(
    objects.flatMap((object, position) =>
      suspects[position] === true ? [[position, new SecretOnClusters(object)]] : [],
    ),
  );
  if (secrets.size === 0) return [];
  for (const cluster of clusters) {
    cluster.sources.forEach((source, index) => secrets.get(source)?.look(cluster, index));
  }
  return [...secrets.values()].filter(({ names }) => names.length > 0).map((secret) => problemOf(secret, policy));
}

/** A Secret, and the clusters on which it has values. */
class SecretOnClusters {
  /** Of those clusters. */
  public readonly names: string[] = [];
  private readonly shared = new Map<JsonObject, boolean>();

  public constructor(public readonly object: FederatedObject) {}

  /** @param index of the Secret among what the cluster gets. */
  public look(cluster: ClusterManifests, index: number): void {
    const secret = cluster.make(index);
    // What clusters share is looked at once.
    const isClear = (cluster.isShared(index) ? this.shared.get(secret) : undefined) ?? isInClear(secret);
    if (cluster.isShared(index)) this.shared.set(secret, isClear);
    if (isClear) this.names.push(cluster.name);
  }
}

function problemOf({ object, names }: SecretOnClusters, policy: SecretsPolicy): Problem {
  const secret = `${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
  const [first] = names;
  const where = names.length === 1 ? `folder of ${first}` : `folders of ${names.length} clusters`;
  return {
    code: 'secret-in-clear',
    severity: policy === 'refuse' ? 'error' : 'warning',
    message: `The values of the Secret ${secret} stand in clear in the ${where}.`,
    remedy:
      policy === 'refuse'
        ? 'Let an operator make it on the clusters (External Secrets, Sealed Secrets), or allow it by the secrets policy `warn`.'
        : 'Keep it out of version control, or let an operator make it on the clusters (External Secrets, Sealed Secrets); the secrets policy `refuse` makes this an error.',
    object: object.ref,
    ...(names.length === 1 && first !== undefined && { cluster: first }),
    ...(object.origin !== undefined && { origin: object.origin }),
  };
}

/** Whether a manifest is a Secret that has values. base64 hides nothing. */
function isInClear(secret: JsonObject): boolean {
  if (secret.kind !== 'Secret' || secret.apiVersion !== 'v1') return false;
  return hasValues(secret.data) || hasValues(secret.stringData);
}

/** Whether a map of values holds any. Malformed data counts: what it says is not ours to judge. */
function hasValues(data: unknown): boolean {
  if (data === undefined || data === null || data === '') return false;
  if (!isJsonObject(data)) return true;
  return Object.values(data).some((value) => value !== '' && value !== null);
}
