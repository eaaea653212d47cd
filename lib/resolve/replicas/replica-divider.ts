import { type FederatedObject } from '../../model/federated-object';
import { type Federation } from '../../model/federation';
import { type LockedDecisions } from '../../model/locked-decisions';
import { objectKey } from '../../model/object-ref';
import { type Reason } from '../decisions';
import { type ClusterIndex } from '../placement/cluster-index';
import { type PlacedObject } from '../placement/place-object';
import { type ProblemLog } from '../problem-log';
import { type Division, divideReplicas, hasReplicas } from './divide-replicas';
import { type Gone, reportDivision, reportLimits } from './division-problems';

/** Divides the replicas of objects over the clusters on which they are placed. */
export class ReplicaDivider {
  public constructor(
    private readonly context: {
      readonly federation: Pick<Federation, 'unreadable'>;
      readonly index: ClusterIndex;
      readonly locked: LockedDecisions;
      readonly log: ProblemLog;
    },
  ) {}

  /**
   * Undefined where nothing is to be divided, or, which is told, nothing can be.
   *
   * @param order gives the clusters by position, the best first, where a policy has put them in order.
   */
  public divide(object: FederatedObject, placed: PlacedObject, order: () => readonly number[]): Division | undefined {
    const { federation, index, locked, log } = this.context;
    const { replicas: policy } = object;
    if (policy === undefined || (policy.inherited && !hasReplicas(object))) return undefined;
    reportLimits(object, policy, { index, log, unreadable: federation.unreadable.clusters });
    const clusters = index.names.filter((_, position) => placed.members[position] === 1);
    const previous = locked.get(objectKey(object.ref)) ?? new Map<string, readonly number[]>();
    const division = divideReplicas(object, policy, {
      clusters,
      order: order().map((position) => index.names[position] as string),
      previous,
    });
    if (typeof division === 'string') {
      log.strict(object, {
        code: 'invalid-replicas',
        message: `The replicas cannot be divided: ${division}.`,
        remedy: 'Correct the template, or `replicas`.',
        path: '/spec/replicas',
      });
      return undefined;
    }
    if (placed.members.includes(1)) reportDivision(object, division, { policy, gone: goneOf(previous, clusters), log });
    return division;
  }
}

/** What ran on clusters that are not among those of the placement any more. */
function goneOf(previous: ReadonlyMap<string, readonly number[]>, clusters: readonly string[]): Gone {
  const stays = new Set(clusters);
  const ran = [...previous].map(([name, [number = 0]]) => ({ name, number }));
  const left = ran.filter(({ name, number }) => number > 0 && !stays.has(name));
  const sum = (all: typeof ran): number => all.reduce((total, { number }) => total + number, 0);
  return { clusters: left.map(({ name }) => name), ran: sum(ran), left: sum(left) };
}

/** Where an object goes without the clusters that get none of the replicas. */
export function withoutEmpty(placed: PlacedObject, { fields, layer }: Division, index: ClusterIndex): PlacedObject {
  const total = fields[0]?.total ?? 0;
  const none: Reason = { placed: false, reason: 'no-replicas', detail: `its share of ${total} replicas is 0` };
  const members = index.named(layer.clusters.map(({ clusterName }) => clusterName));
  return {
    members,
    reasonAt: (cluster) => (placed.members[cluster] === 1 && members[cluster] !== 1 ? none : placed.reasonAt(cluster)),
  };
}
