import { aggregated } from './aggregated';
import { type Candidate, type Target, candidatesOf, compareNames } from './candidates';
import { divided } from './divided';
import { duplicated } from './duplicated';
import { limitMoves } from './movement';
import { type StrategyInput, type StrategyPlan } from './strategy-plan';

/**
 * Plans the replicas of each cluster by a strategy of fed8s' own (KubeFed's planner is `planReplicas`). The numbers must be whole, not
 * negative and safe, and the names differ: the caller sees to that.
 */
export function planStrategy(input: StrategyInput): StrategyPlan {
  const byName = [...input.clusters].sort(compareNames);
  const candidates = candidatesOf(byName);
  const target = targetOf(candidates, input);
  const { replicas, waiting, steps } = limitMoves(candidates, target.replicas, input.minAvailable ?? 0);
  // A map keeps the order in which its keys first came.
  const named = new Map(byName.map(({ name }) => [name, 0]));
  candidates.forEach(({ name }, index) => named.set(name, replicas[index] as number));
  return {
    replicas: named,
    unplaced: target.unplaced,
    excess: target.excess,
    waiting,
    steps: [...target.steps, ...steps],
  };
}

function targetOf(candidates: readonly Candidate[], input: StrategyInput): Target {
  switch (input.strategy) {
    case 'divided':
      return divided(candidates, input);
    case 'duplicated':
      return duplicated(candidates, input);
    case 'aggregated':
      return aggregated(candidates, input);
  }
}
