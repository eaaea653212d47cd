import { type ClusterFilter } from '../choice-context';

/** Leaves out clusters where an object is that this one must not be with. */
export const antiAffinityFilter: ClusterFilter = {
  reason: 'anti-affinity-not-met',
  prepare: ({ policy: { antiAffinity }, whereIs }) => {
    const others = antiAffinity.required.map(whereIs);
    if (others.length === 0) return undefined;
    return (cluster) => {
      const present = others.find(({ members }) => members[cluster] === 1);
      return present && `it is not to be with ${present.name}, which is there`;
    };
  },
};
