import { type Answer } from '../kube/answer';
import { type ClusterApi } from '../kube/cluster-api';
import { type ClusterOutcome, outcomeOf } from './cluster-outcome';
import { type FleetMember } from './fleet-member';
import { CLUSTERS_AT_A_TIME } from './side-by-side';

/**
 * Does the same on each cluster, side by side, and hands each outcome over as it comes, so that no more of them are in memory
 * than clusters are talked to at a time. A cluster begins when the outcome of an earlier one has been taken.
 *
 * @param options.concurrency how many clusters at a time. Default: 32.
 */
export async function* eachCluster<T>(
  members: readonly FleetMember[],
  work: (api: ClusterApi, member: FleetMember) => Promise<Answer<T>>,
  { concurrency = CLUSTERS_AT_A_TIME }: { readonly concurrency?: number } = {},
): AsyncGenerator<ClusterOutcome<T>, void, undefined> {
  const running = new Map<FleetMember, Promise<{ readonly member: FleetMember; readonly answer: Answer<T> }>>();
  const waiting = members.values();
  for (;;) {
    while (running.size < concurrency) {
      const next = waiting.next();
      if (next.done === true) break;
      const member = next.value;
      const asked = member.api.outcome === 'ok' ? work(member.api.value, member) : Promise.resolve(member.api);
      running.set(
        member,
        asked.then((answer) => ({ member, answer })),
      );
    }
    if (running.size === 0) return;
    const { member, answer } = await Promise.race(running.values());
    running.delete(member);
    yield outcomeOf(member.name, answer);
  }
}
