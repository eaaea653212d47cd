import { tolerates } from '../../../../model/taint';
import { type ClusterScore } from '../choice-context';

/** The fewer taints `PreferNoSchedule` that are not tolerated, the better. */
export const taintScore: ClusterScore = {
  name: 'taints',
  prepare: ({ policy: { tolerations }, clusters }) => {
    const isAvoided = clusters.some(({ taints = [] }) => taints.some(({ effect }) => effect === 'PreferNoSchedule'));
    if (!isAvoided) return undefined;
    return (cluster) => {
      const against = clusters[cluster]?.taints?.filter(
        (taint) =>
          taint.effect === 'PreferNoSchedule' && !tolerations.some((toleration) => tolerates(toleration, taint)),
      );
      return -(against?.length ?? 0);
    };
  },
};
