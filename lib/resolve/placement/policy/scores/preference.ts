import { type Cluster } from '../../../../model/cluster';
import { holdsFor } from '../../../../model/cluster-condition';
import { type ClusterScore } from '../choice-context';

/** The earlier the group of `prefer` that a cluster is in, the better; one in none comes last. */
export const preferenceScore: ClusterScore = {
  name: 'preference',
  prepare: ({ policy: { prefer }, clusters }) => {
    if (prefer.length === 0) return undefined;
    return (cluster) => {
      const group = prefer.findIndex((condition) => holdsFor(condition, clusters[cluster] as Cluster));
      return group < 0 ? -prefer.length : -group;
    };
  },
};
