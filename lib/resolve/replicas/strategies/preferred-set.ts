/** Which clusters to choose from, the preferred ones first, and how many of them are to have how much room together. */
export interface SetChoice {
  /** Indexes of clusters in the order of preference. */
  readonly order: readonly number[];
  /** By index. */
  readonly rooms: readonly number[];
  readonly count: number;
  readonly need: number;
}

/**
 * Of the sets of `count` clusters that have the room, the one that is first by preference: it has the most preferred cluster that any
 * of them has, and so on. There must be such a set.
 */
export function preferredSet({ order, rooms, count, need }: SetChoice): readonly number[] {
  const roomOf = (index: number): number => rooms[index] as number;
  // What is chosen is always: what is settled, and the largest of those not yet looked at.
  const largest = [...order].sort((left, right) => roomOf(right) - roomOf(left)).slice(0, count);
  const chosen = new Set(largest);
  let spare = largest.reduce((sum, index) => sum + roomOf(index), -need);
  const settled = new Set<number>();
  for (const index of order) {
    if (!chosen.has(index)) {
      while (settled.has(largest.at(-1) as number)) largest.pop();
      const smallest = largest.at(-1);
      if (smallest === undefined) break;
      const left = spare + roomOf(index) - roomOf(smallest);
      if (left < 0) continue;
      spare = left;
      largest.pop();
      chosen.delete(smallest);
      chosen.add(index);
    }
    settled.add(index);
  }
  return [...chosen];
}
