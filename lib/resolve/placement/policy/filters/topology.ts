import { type ClusterFilter } from '../choice-context';

/** Leaves out clusters without the label over whose values the object is spread. */
export const topologyFilter: ClusterFilter = {
  reason: 'no-topology',
  prepare: ({ policy: { spread }, clusters }) => {
    if (spread.length === 0) return undefined;
    return (cluster) => {
      const labels = clusters[cluster]?.labels ?? {};
      const missing = spread.find(({ by }) => !Object.hasOwn(labels, by));
      return missing && `it is spread by the label ${missing.by}, which the cluster does not have`;
    };
  },
};
