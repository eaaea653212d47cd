import { type Candidate, type Target, lowerBoundAt, sumOf, upperBoundAt, withinBounds } from './candidates';
import { type ReachedBound, type StrategyStep } from './strategy-plan';

/** Gives every cluster the total, within its bounds. What room has cut counts as unplaced; a minimum above the total is no excess. */
export function duplicated(candidates: readonly Candidate[], { total }: { readonly total: number }): Target {
  const replicas = candidates.map((candidate) => withinBounds(candidate, total));
  return {
    replicas,
    unplaced: sumOf(replicas.map((number) => Math.max(0, total - number))),
    excess: 0,
    steps: candidates.flatMap((candidate, index): StrategyStep[] => {
      const change = replicas[index] as number;
      const limit = limitOf(candidate, change, total);
      if (change === 0 && limit === undefined) return [];
      return [{ kind: 'copy', cluster: candidate.name, change, total, limit }];
    }),
  };
}

function limitOf(candidate: Candidate, replicas: number, total: number): ReachedBound | undefined {
  if (replicas < total) return upperBoundAt(candidate, replicas);
  return replicas > total ? lowerBoundAt(candidate, replicas) : undefined;
}
