import { type Cluster } from '../../../../model/cluster';
import { describeCondition, holdsFor } from '../../../../model/cluster-condition';
import { type ClusterFilter } from '../choice-context';

/** Leaves out clusters for which `exclude` holds. */
export const exclusionFilter: ClusterFilter = {
  reason: 'excluded',
  prepare: ({ policy: { exclude }, clusters }) => {
    if (exclude === undefined) return undefined;
    const detail = `it excludes ${describeCondition(exclude)}`;
    return (cluster) => (holdsFor(exclude, clusters[cluster] as Cluster) ? detail : undefined);
  },
};
