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
  const byScores = (a: number, b: number): number => {
    for (const score of scores) {
      const difference = (score[b] as number) - (score[a] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = [...eligible].sort((a, b) => byScores(a, b) || (ties[a] as number) - (ties[b] as number) || a - b);
  const tier = new Int32Array(ties.length);
  order.forEach((cluster, index) => {
    const last = order[index - 1];
    if (last !== undefined) tier[cluster] = (tier[last] as number) + (byScores(last, cluster) === 0 ? 0 : 1);
  });
  return { order, tier };
}
