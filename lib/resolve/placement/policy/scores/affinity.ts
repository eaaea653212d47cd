import { type ClusterScore } from '../choice-context';

/** The more of the objects are there that this one is rather with, and the fewer that it is rather not with, the better. */
export const affinityScore: ClusterScore = {
  name: 'affinity',
  prepare: ({ policy: { affinity, antiAffinity }, whereIs }) => {
    const wanted = affinity.preferred.map(whereIs);
    const unwanted = antiAffinity.preferred.map(whereIs);
    if (wanted.length + unwanted.length === 0) return undefined;
    return (cluster) => {
      const there = ({ members }: { readonly members: Uint8Array }): boolean => members[cluster] === 1;
      return wanted.filter(there).length - unwanted.filter(there).length;
    };
  },
};
