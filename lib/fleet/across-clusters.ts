import { type Answer } from '../kube/answer';
import { type ClusterApi } from '../kube/cluster-api';
import { type ClusterOutcome } from './cluster-outcome';
import { type FleetMember } from './fleet-member';

/** How many clusters are talked to at a time, where nobody says. */
const CLUSTERS_AT_A_TIME = 32;

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
  const outcomes = new Array<ClusterOutcome<T>>(members.length);
  const waiting = members.entries();
  const worker = async (): Promise<void> => {
    for (const [index, member] of waiting) {
      const answer = member.api.outcome === 'ok' ? await work(member.api.value, member) : member.api;
      outcomes[index] =
        answer.outcome === 'ok'
          ? { cluster: member.name, outcome: 'done', value: answer.value }
          : { cluster: member.name, outcome: 'unknown', failure: answer.failure };
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, members.length) }, worker));
  return outcomes;
}
