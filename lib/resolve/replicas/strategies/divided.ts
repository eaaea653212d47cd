import {
  type Candidate,
  type Target,
  keptStep,
  lowerBoundAt,
  minimumStep,
  sumOf,
  upperBoundAt,
  withinBounds,
} from './candidates';
import { type StrategyStep } from './strategy-plan';
import { giveSeats } from './webster';

/**
 * Divides the total by weight. The minima go first, and count as part of a cluster's share; what is left goes by Webster's method,
 * up to each cluster's room.
 *
 * - Where the minima ask for more than the total they are given all the same, for a bound is a promise and the total a wish: the
 *   plan says by how much it is exceeded.
 * - Between equal quotients a replica that runs already comes first, then the better rank, then the name.
 * - Without rebalancing every cluster starts with what runs there, within its bounds. What is missing goes where the next quotient is largest,
 *   a surplus is taken from where the last quotient is smallest. So no more is moved than bounds and total force.
 * - A cluster of weight 0 gets its minimum. Without rebalancing it also keeps what it runs, gets no more, and is the first
 *   to lose a surplus: so an operator drains it, at once or as the total falls.
 */
export function divided(
  candidates: readonly Candidate[],
  { total, rebalance }: { readonly total: number; readonly rebalance: boolean },
): Target {
  const floors = sumOf(candidates.map(({ floor }) => floor));
  if (floors >= total) {
    const replicas = candidates.map(({ floor }) => floor);
    return { replicas, unplaced: 0, excess: floors - total, steps: candidates.flatMap(minimumStep) };
  }
  const weights = sumOf(candidates.map(({ weight }) => weight));
  const start = candidates.map((candidate) => (rebalance ? candidate.floor : withinBounds(candidate)));
  const started = sumOf(start);
  const replicas =
    started > total ? shrink(candidates, start, total - floors) : grow(candidates, start, total - started);
  return {
    replicas,
    unplaced: total - sumOf(replicas),
    excess: 0,
    steps: candidates.flatMap((candidate, index) => [
      ...minimumStep(candidate),
      ...(rebalance ? [] : keptStep(candidate)),
      ...changeStep(candidate, { from: start[index] as number, to: replicas[index] as number, weights }),
    ]),
  };
}

/** Gives what is missing to those that have a weight. */
function grow(candidates: readonly Candidate[], start: readonly number[], missing: number): readonly number[] {
  const ranges = candidates.map(({ weight, room, previous }, index) => {
    const from = start[index] as number;
    return { weight, from, to: weight > 0 ? room : from, previous };
  });
  return giveSeats(ranges, missing);
}

/** Of what runs beyond the minima leaves as many as are wanted: those that would be given first. */
function shrink(candidates: readonly Candidate[], start: readonly number[], left: number): readonly number[] {
  const ranges = candidates.map(({ weight, floor, previous }, index) => {
    return { weight, from: floor, to: start[index] as number, previous };
  });
  return giveSeats(ranges, left);
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly weights: number;
}

function changeStep(candidate: Candidate, { from, to, weights }: Change): readonly StrategyStep[] {
  const { name: cluster, weight } = candidate;
  const change = to - from;
  if (change > 0) {
    const limit = upperBoundAt(candidate, to);
    return [{ kind: 'share', cluster, change, weight, weights, divisor: 2 * to - 1, limit }];
  }
  if (change === 0) return [];
  return [{ kind: 'surplus', cluster, change, weight, divisor: 2 * to + 1, limit: lowerBoundAt(candidate, to) }];
}
