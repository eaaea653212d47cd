import { describeTaint, tolerates } from '../../../../model/taint';
import { type ClusterFilter } from '../choice-context';

/** Leaves out clusters with a taint that is not tolerated. Where the object is already, `NoSchedule` lets it be. */
export const taintFilter: ClusterFilter = {
  reason: 'tainted',
  prepare: ({ policy: { tolerations }, clusters, before }) => {
    if (clusters.every(({ taints = [] }) => taints.length === 0)) return undefined;
    return (cluster) => {
      const keeps = clusters[cluster]?.taints?.find(
        (taint) =>
          (taint.effect === 'NoExecute' || (taint.effect === 'NoSchedule' && before[cluster] !== 1)) &&
          !tolerations.some((toleration) => tolerates(toleration, taint)),
      );
      return keeps && `the taint ${describeTaint(keeps)} is not tolerated`;
    };
  },
};
