import { type Cluster } from '../../../../model/cluster';
import { describeCondition, holdsFor } from '../../../../model/cluster-condition';
import { type ClusterFilter } from '../choice-context';

/** Leaves out clusters for which `where` does not hold. */
export const conditionFilter: ClusterFilter = {
  reason: 'condition-not-met',
  prepare: ({ policy: { where }, clusters }) => {
    if (where === undefined) return undefined;
    const detail = `it asks for ${describeCondition(where)}`;
    return (cluster) => (holdsFor(where, clusters[cluster] as Cluster) ? undefined : detail);
  },
};
