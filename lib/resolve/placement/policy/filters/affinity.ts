import { type ClusterFilter } from '../choice-context';

/** Leaves out clusters where an object that this one must be with is not. */
export const affinityFilter: ClusterFilter = {
  reason: 'affinity-not-met',
  prepare: ({ policy: { affinity }, whereIs }) => {
    const others = affinity.required.map(whereIs);
    if (others.length === 0) return undefined;
    return (cluster) => {
      const missing = others.find(({ members }) => members[cluster] !== 1);
      return missing && `it is to be with ${missing.name}, which is not there`;
    };
  },
};
