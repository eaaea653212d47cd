import { type JsonObject } from '../../model/json';
import { type Problem } from '../../model/problem';
import { ALIAS_OF, CLUSTER_UID } from '../marks';
import { metadataOf } from '../metadata-of';

/**
 * Whether the cluster behind a context is the one that is meant: the one that was joined under this name before, and none that
 * is joined under another name.
 *
 * @param at.clusters the KubeFedClusters of the host.
 */
export function identityProblems(at: {
  readonly cluster: string;
  readonly uid: string;
  readonly clusters: readonly JsonObject[];
  /** The other name of the same cluster, where that is meant. */
  readonly aliasOf: string | undefined;
}): readonly Problem[] {
  const { cluster, uid, aliasOf } = at;
  const joined = at.clusters.map((object) => metadataOf(object));
  const before = joined.find(({ name }) => name === cluster);
  const problems: Problem[] = [];
  const known = before?.annotations[CLUSTER_UID];
  if (known !== undefined && known !== uid) problems.push(clusterChanged(cluster, { known, uid }));
  const declared = aliasOf ?? before?.annotations[ALIAS_OF];
  for (const { name, annotations } of joined) {
    if (name === cluster || annotations[CLUSTER_UID] !== uid) continue;
    if (name === declared || annotations[ALIAS_OF] === cluster) continue;
    // Both are aliases of a third.
    if (declared !== undefined && annotations[ALIAS_OF] === declared) continue;
    problems.push({
      code: 'cluster-joined-twice',
      severity: 'error',
      message: `The context of ${cluster} leads to the cluster that is joined as ${name}: both would write the same objects.`,
      remedy: `Give ${cluster} its own context, or say --alias-of ${name} where two names for one cluster are meant.`,
      cluster,
    });
  }
  return problems;
}

/** What is said where a context leads to another cluster than the one that was joined. */
export function clusterChanged(
  cluster: string,
  { known, uid }: { readonly known: string; readonly uid: string },
): Problem {
  return {
    code: 'cluster-changed',
    severity: 'error',
    message: `The context of ${cluster} leads to another cluster than the one that was joined (kube-system ${uid}, not ${known}).`,
    remedy: `Correct the context; if the cluster was made anew, run \`fed8s unjoin ${cluster} --force\` and join it again.`,
    cluster,
  };
}
