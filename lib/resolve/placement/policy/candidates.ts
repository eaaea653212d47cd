import { sortByKey } from './sort-by-key';

/** The clusters that may be chosen, in the order in which they are wanted. */
export interface Candidates {
  /** Their positions, the best first. */
  readonly order: readonly number[];
  /** By position: which clusters are equally good but for the tie-break; the lowest is the best. */
  readonly tier: Int32Array;
  /** By position: 1 where it is one of those that were chosen before and are to stay. */
  readonly kept: Uint8Array;
}

/** Puts clusters in order: by each score in turn, then by the tie-break, then by position, which is by name. */
export function ranked(
  eligible: readonly number[],
  scores: readonly Float64Array[],
  ties: Uint32Array,
): Pick<Candidates, 'order' | 'tier'> {
  // Scores are few different numbers, so that one stable pass for each, the last first, is quicker than comparing all of them.
  const order = scores.reduceRight<readonly number[]>(byScore, sortByKey(eligible, ties));
  const tier = new Int32Array(ties.length);
  order.forEach((cluster, index) => {
    const last = order[index - 1];
    if (last === undefined) return;
    const isEqual = scores.every((score) => score[last] === score[cluster]);
    tier[cluster] = (tier[last] as number) + (isEqual ? 0 : 1);
  });
  return { order, tier };
}

/** The highest first; equal ones stay in their order. */
function byScore(order: readonly number[], score: Float64Array): readonly number[] {
  const groups = new Map<number, number[]>();
  for (const cluster of order) {
    const group = groups.get(score[cluster] as number);
    if (group === undefined) groups.set(score[cluster] as number, [cluster]);
    else group.push(cluster);
  }
  if (groups.size <= 1) return order;
  return [...groups].sort(([a], [b]) => b - a).flatMap(([, group]) => group);
}
