import { type Candidate, sumOf } from './candidates';
import { type StrategyStep } from './strategy-plan';

/** A step on the way to a target. */
export interface LimitedMoves {
  /** One number a candidate. */
  readonly replicas: readonly number[];
  /** How many replicas are still to be moved. */
  readonly waiting: number;
  readonly steps: readonly StrategyStep[];
}

/**
 * Goes towards a target as far as `minAvailable` allows: of the replicas that run, so many stay where they are, or as many as there
 * are, or as the target has in all. A move takes a replica from one cluster and gives it to another, so the sum is that of the target
 * whatever waits. Moves that bring a cluster into its bounds go first; then the least preferred cluster is the first
 * to lose and the most preferred one the first to get.
 *
 * No cluster leaves the way between what it runs and its target, so none grows past its bounds. One that runs more than its bounds allow
 * may have to wait there: that something runs matters more than where. If as many are to stay as there are replicas in
 * all, nothing ever moves, and the plan goes on saying how many wait.
 *
 * Run after run ends at the target, as long as anything may move. For `aggregated` with minima it ends, but maybe at another plan:
 * they hold where a cluster is used, and which are good to use can change on the way.
 */
export function limitMoves(
  candidates: readonly Candidate[],
  target: readonly number[],
  minAvailable: number,
): LimitedMoves {
  const rows = candidates.map((candidate, index) => rowOf(candidate, target[index] as number));
  const stay = Math.min(minAvailable, sumOf(candidates.map(({ previous }) => previous)), sumOf(target));
  const losses = sumOf(rows.map(({ loss }) => loss));
  const gains = sumOf(rows.map(({ gain }) => gain));
  const waiting = Math.max(0, stay - sumOf(rows.map(({ kept }) => kept)));
  if (waiting === 0) return { replicas: target, waiting, steps: [] };

  const lost = firstUpTo([...rows].reverse(), losses - waiting, ['overdue', 'loss']);
  const got = firstUpTo(rows, gains - waiting, ['urgent', 'gain']);
  const replicas = rows.map((row) => row.previous - (lost.get(row) ?? 0) + (got.get(row) ?? 0));
  const steps = candidates.flatMap(({ name: cluster }, index): StrategyStep[] => {
    const change = (replicas[index] as number) - (target[index] as number);
    return change === 0 ? [] : [{ kind: 'waiting', cluster, change, minAvailable }];
  });
  return { replicas, waiting, steps };
}

interface Row {
  readonly previous: number;
  /** How many stay where they are. */
  readonly kept: number;
  readonly loss: number;
  /** Of the loss, what is beyond the bounds. */
  readonly overdue: number;
  readonly gain: number;
  /** Of the gain, what the minimum asks for. */
  readonly urgent: number;
}

function rowOf({ previous, floor, room }: Candidate, target: number): Row {
  const loss = Math.max(0, previous - target);
  const gain = Math.max(0, target - previous);
  return {
    previous,
    kept: Math.min(previous, target),
    loss,
    overdue: Math.min(loss, Math.max(0, previous - room)),
    gain,
    urgent: Math.min(gain, Math.max(0, floor - previous)),
  };
}

/** Gives out a number, row by row: first up to one amount of each, then up to the other. */
function firstUpTo(
  rows: readonly Row[],
  number: number,
  amounts: readonly ('overdue' | 'loss' | 'urgent' | 'gain')[],
): ReadonlyMap<Row, number> {
  const given = new Map<Row, number>();
  let left = number;
  for (const amount of amounts) {
    for (const row of rows) {
      const before = given.get(row) ?? 0;
      const more = Math.min(row[amount] - before, left);
      given.set(row, before + more);
      left -= more;
    }
  }
  return given;
}
