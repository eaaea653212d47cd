import { type Answer } from '../kube/answer';
import { type ClusterApi } from '../kube/cluster-api';
import { type ClusterOutcome, outcomeOf } from './cluster-outcome';
import { type FleetMember } from './fleet-member';
import { CLUSTERS_AT_A_TIME, sideBySide } from './side-by-side';

/**
 * Does the same on each cluster, side by side; none waits for another, and none fails for another.
 *
 * @param options.concurrency how many clusters at a time. Default: 32.
 * @returns in the order of the members.
 */
export async function acrossClusters<T>(
  members: readonly FleetMember[],
  work: (api: ClusterApi, member: FleetMember) => Promise<Answer<T>>,
  { concurrency = CLUSTERS_AT_A_TIME }: { readonly concurrency?: number } = {},
): Promise<readonly ClusterOutcome<T>[]> {
  return sideBySide(members, concurrency, async (member) => {
    const { name, api } = member;
    return outcomeOf(name, api.outcome === 'ok' ? await work(api.value, member) : api);
  });
}
