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
import { fewestClusters } from './fewest-clusters';
import { type StrategyStep } from './strategy-plan';

/**
 * Puts the total onto the fewest clusters that have room for it; weights have no say. There what runs is kept as far as possible,
 * and the rest goes to the best rank, then to the most room.
 *
 * - A minimum holds for clusters that are used. One with a minimum above the total is used only where the others have not enough room.
 * - Without rebalancing what runs stays first, and onto the fewest clusters goes only the difference: what is missing is
 *   given to clusters in use before others are, and a smaller total stays on the fewest of those in use. Only where their minima
 *   then ask for more than the total it is planned as with rebalancing.
 * - If all together have not enough room, all are filled.
 */
export function aggregated(
  candidates: readonly Candidate[],
  { total, rebalance }: { readonly total: number; readonly rebalance: boolean },
): Target {
  const eligible = candidatesFor(candidates, total);
  const kept = rebalance ? undefined : fewestMore(eligible, total);
  const used = new Set(kept === undefined || floorOf(kept) > total ? fewestOf(eligible, total) : kept);
  const filled = fill(
    candidates.filter((candidate) => used.has(candidate)),
    total,
  );
  const replicas = candidates.map(({ name }) => filled.get(name) ?? 0);
  const sum = sumOf(replicas);
  return {
    replicas,
    unplaced: Math.max(0, total - sum),
    excess: Math.max(0, sum - total),
    steps: candidates.flatMap((candidate, index) =>
      used.has(candidate) ? stepsOf(candidate, replicas[index] as number, used.size) : leftOut(candidate, used.size),
    ),
  };
}

/** Those that can be used without asking for more than the total; all, where these have not enough room. */
function candidatesFor(candidates: readonly Candidate[], total: number): readonly Candidate[] {
  const modest = candidates.filter(({ floor }) => floor <= total);
  return roomOf(modest) >= total ? modest : candidates;
}

function fewestOf(candidates: readonly Candidate[], total: number): readonly Candidate[] {
  const options = candidates.map(({ room, previous }) => ({ room, running: Math.min(room, previous) }));
  return chosenAt(candidates, fewestClusters(options, total));
}

/** Those that run something, the fewest that hold the total, and where they have not enough room the fewest others. */
function fewestMore(candidates: readonly Candidate[], total: number): readonly Candidate[] {
  const options = candidates.map(({ room, previous }) => {
    const running = Math.min(room, previous);
    return { room: running, running };
  });
  if (sumOf(options.map(({ running }) => running)) >= total)
    return chosenAt(candidates, fewestClusters(options, total));
  const inUse = candidates.filter((_, index) => (options[index]?.running ?? 0) > 0);
  const others = candidates.filter((_, index) => options[index]?.running === 0);
  const missing = Math.max(0, total - roomOf(inUse));
  const added = fewestClusters(
    others.map(({ room }) => ({ room, running: 0 })),
    missing,
  );
  return [...inUse, ...chosenAt(others, added)];
}

function chosenAt(candidates: readonly Candidate[], indexes: readonly number[]): readonly Candidate[] {
  return indexes.map((index) => candidates[index] as Candidate);
}

function roomOf(candidates: readonly Candidate[]): number {
  return sumOf(candidates.map(({ room }) => room));
}

function floorOf(candidates: readonly Candidate[]): number {
  return sumOf(candidates.map(({ floor }) => floor));
}

/** What each of the clusters in use gets. */
function fill(used: readonly Candidate[], total: number): ReadonlyMap<string, number> {
  // Sorting leaves those that are equal in the order of preference, by name.
  const order = [...used].sort((left, right) => left.rank - right.rank || moreRoom(left, right));
  const replicas = new Map(order.map((candidate) => [candidate.name, withinBounds(candidate)]));
  let missing = total - sumOf([...replicas.values()]);
  for (const { name, room } of order) {
    if (missing <= 0) break;
    const held = replicas.get(name) as number;
    const given = Math.min(room - held, missing);
    replicas.set(name, held + given);
    missing -= given;
  }
  for (const { name, floor } of order.reverse()) {
    if (missing >= 0) break;
    const held = replicas.get(name) as number;
    const taken = Math.min(held - floor, -missing);
    replicas.set(name, held - taken);
    missing += taken;
  }
  return replicas;
}

function moreRoom(left: Candidate, right: Candidate): number {
  return left.room === right.room ? 0 : right.room - left.room;
}

function stepsOf(candidate: Candidate, replicas: number, used: number): readonly StrategyStep[] {
  const { name: cluster } = candidate;
  const change = replicas - withinBounds(candidate);
  const first = [...minimumStep(candidate), ...keptStep(candidate)];
  if (change === 0) return first;
  if (change > 0)
    return [...first, { kind: 'filled', cluster, change, used, limit: upperBoundAt(candidate, replicas) }];
  return [...first, { kind: 'freed', cluster, change, used, limit: lowerBoundAt(candidate, replicas) }];
}

function leftOut(candidate: Candidate, used: number): readonly StrategyStep[] {
  const { name: cluster, previous } = candidate;
  const limit = upperBoundAt(candidate, 0);
  return previous === 0 ? [] : [{ kind: 'left-out', cluster, change: 0, previous, used, limit }];
}
