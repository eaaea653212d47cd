import { KeptSearch } from './kept-search';
import { preferredSet } from './preferred-set';

/** A cluster that may be used. */
export interface Option {
  /** For how many replicas it has room; Infinity where nobody knows. */
  readonly room: number;
  /** How many run there that could stay; not more than its room. */
  readonly running: number;
}

/** With so many clusters that run something, or fewer, all sets are compared. */
const MOST_COMPARED = 64;

/**
 * The fewest clusters that have room for so many replicas. Of sets of that size, the one where most that runs can stay,
 * then the one that is first by preference, which is the order of the options. If all together have not enough room: all that have some.
 *
 * To find where most can stay is a knapsack problem. With few clusters that run something the answer is exact; where they are
 * many, those that run most are taken first, as long as the set can still be completed.
 *
 * @returns indexes of the options.
 */
export function fewestClusters(options: readonly Option[], need: number): readonly number[] {
  const rooms = options.map(({ room }) => Math.min(room, need));
  const usable = rooms.flatMap((room, index) => (room > 0 ? [index] : []));
  const count = fewest(rooms, need);
  if (count === undefined) return usable;
  const kept = options.map(({ running }) => running);
  const runningOf = (index: number): number => kept[index] as number;
  const running = usable.filter((index) => runningOf(index) > 0);
  const idle = usable.filter((index) => runningOf(index) === 0);

  const byRunning = [...running].sort((left, right) => runningOf(right) - runningOf(left) || left - right);
  const taken = preferredSet({ order: [...byRunning, ...idle], rooms, count, need });
  if (running.length === 0 || running.length > MOST_COMPARED) return taken;

  const found = new KeptSearch({
    running,
    idleRooms: largestSums(rooms, idle, { count, need }),
    rooms,
    kept,
    count,
    need,
  });
  const best = found.best();
  const keptBy = (set: readonly number[]): number =>
    set.reduce((sum, index) => Math.min(need, sum + runningOf(index)), 0);
  if (best === undefined || keptBy(best) < keptBy(taken)) return taken;
  const missing = best.reduce((left, index) => left - (rooms[index] as number), need);
  return [...best, ...preferredSet({ order: idle, rooms, count: count - best.length, need: missing })];
}

/** How many of the largest are needed; undefined where all are not enough. */
function fewest(rooms: readonly number[], need: number): number | undefined {
  if (need === 0) return 0;
  let left = need;
  const at = [...rooms]
    .sort((a, b) => b - a)
    .findIndex((room) => {
      left -= room;
      return left <= 0;
    });
  return at < 0 ? undefined : at + 1;
}

/** The room of the largest cluster, of the two largest and so on, from none; no more than is needed. */
function largestSums(
  rooms: readonly number[],
  indexes: readonly number[],
  { count, need }: { readonly count: number; readonly need: number },
): readonly number[] {
  const sums = [0];
  const sorted = indexes.map((index) => rooms[index] as number).sort((left, right) => right - left);
  for (const room of sorted.slice(0, count)) sums.push(Math.min(need, (sums.at(-1) as number) + room));
  return sums;
}
