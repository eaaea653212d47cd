import { type ReachedBound, type ReplicaCluster, type StrategyStep } from './strategy-plan';

/** A cluster with its bounds in one pair of numbers. */
export interface Candidate extends ReplicaCluster {
  /** The fewest replicas it takes: its minimum, as far as it has room. */
  readonly floor: number;
  /** The most replicas it takes; Infinity where nobody knows. */
  readonly room: number;
}

/** What a strategy is after, before anybody asks how much may move at once. */
export interface Target {
  /** One number a candidate, in their order. */
  readonly replicas: readonly number[];
  readonly unplaced: number;
  readonly excess: number;
  readonly steps: readonly StrategyStep[];
}

/**
 * The clusters in the order of preference: by rank, then by name.
 *
 * @param byName the clusters, sorted by name.
 */
export function candidatesOf(byName: readonly ReplicaCluster[]): readonly Candidate[] {
  return byName
    .map((cluster): Candidate => {
      const { name, weight, min, max, capacity, previous, rank } = cluster;
      const room = Math.min(max ?? Infinity, capacity ?? Infinity);
      return { name, weight, min, max, capacity, previous, rank, room, floor: Math.min(min, room) };
    })
    .sort((left, right) => left.rank - right.rank);
}

/** By UTF-16 code units, on every machine alike. */
export function compareNames(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}

/** What runs on a cluster, within its bounds. */
export function withinBounds(candidate: Candidate, replicas = candidate.previous): number {
  return Math.min(Math.max(replicas, candidate.floor), candidate.room);
}

/** The bound that so many replicas have reached from below. */
export function upperBoundAt({ max, room }: Candidate, replicas: number): ReachedBound | undefined {
  if (replicas < room) return undefined;
  return room === max ? 'maximum' : 'capacity';
}

/** The bound that so many replicas have reached from above. */
export function lowerBoundAt({ floor }: Candidate, replicas: number): ReachedBound | undefined {
  return replicas > 0 && replicas <= floor ? 'minimum' : undefined;
}

/** The step that gives a cluster its minimum; none where it has none. */
export function minimumStep(candidate: Candidate): readonly StrategyStep[] {
  const { name, min, floor } = candidate;
  if (min === 0) return [];
  const limit = floor < min ? upperBoundAt(candidate, floor) : undefined;
  return [{ kind: 'minimum', cluster: name, change: floor, minimum: min, limit }];
}

/** The step that leaves a cluster what runs there beyond its minimum; none where that is nothing. */
export function keptStep(candidate: Candidate): readonly StrategyStep[] {
  const { name, floor, previous, room } = candidate;
  const kept = withinBounds(candidate);
  if (kept <= floor) return [];
  const limit = previous > room ? upperBoundAt(candidate, kept) : undefined;
  return [{ kind: 'kept', cluster: name, change: kept - floor, previous, limit }];
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
