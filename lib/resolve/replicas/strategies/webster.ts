import { SeatQueue, type SeatRange } from './seat-queue';

/**
 * Gives out `count` seats by Webster's method (Sainte-Laguë): each goes to the largest weight / (2 n + 1), where n is the number of
 * seats that the cluster has. Between equal quotients a seat that is held already comes first, so that a plan made again is
 * the same, then the range that is given first. The seats have one order, whatever the count: one seat more takes none away.
 * Ranges without weight get what all others have no room for.
 *
 * @returns how many seats each range then has; all its seats, where there are no more than `count`.
 */
export function giveSeats(ranges: readonly SeatRange[], count: number): readonly number[] {
  const held = ranges.map(({ from }) => from);
  let left = count;
  const weighty = indexesOf(ranges, ({ weight, from, to }) => weight > 0 && to > from);
  if (roomOf(ranges, weighty, count) > count) {
    left -= giveSure(ranges, weighty, { count, held });
    const queue = new SeatQueue(ranges, weighty, held);
    for (; left > 0; left -= 1) queue.give();
    return held;
  }
  const weightless = indexesOf(ranges, ({ weight }) => weight === 0);
  for (const index of [...weighty, ...weightless]) {
    const { from, to } = ranges[index] as SeatRange;
    const given = Math.min(to - from, left);
    held[index] = from + given;
    left -= given;
  }
  return held;
}

function indexesOf(ranges: readonly SeatRange[], takesPart: (range: SeatRange) => boolean): readonly number[] {
  return ranges.flatMap((range, index) => (takesPart(range) ? [index] : []));
}

/** How many seats there are; as soon as they are more than `count`, some number that is more. */
function roomOf(ranges: readonly SeatRange[], indexes: readonly number[], count: number): number {
  let room = 0;
  for (const index of indexes) {
    const { from, to } = ranges[index] as SeatRange;
    room += to - from;
    if (room > count) return room;
  }
  return room;
}

interface Giving {
  readonly count: number;
  readonly held: number[];
}

/** So often a bound is halved at most: enough for 32 bits of weight and 54 of seats, and some to tell them apart. */
const HALVINGS = 128;

/**
 * Gives out most of the seats at once: all whose quotient is above a bound that no more than `count` are above. The bound (here
 * its inverse, `level`) is found by bisection. Numbers are rounded on the way, so a seat in doubt counts when the bound is
 * chosen, and is left for the queue when seats are given.
 */
function giveSure(ranges: readonly SeatRange[], indexes: readonly number[], { count, held }: Giving): number {
  const given = (level: number, doubt: 1 | -1): number => {
    let sum = 0;
    for (const index of indexes) sum += seatsAbove(ranges[index] as SeatRange, { level, doubt, count });
    return sum;
  };
  const few = 16 + indexes.length / 16;
  const most = ranges.reduce((max, { from }) => Math.max(max, from), 0) + count;
  let low = 0;
  let high = 2 * most + 2;
  let sure = 0;
  for (let halving = 0; halving < HALVINGS && count - sure > few; halving += 1) {
    const level = (low + high) / 2;
    if (given(level, 1) > count) {
      high = level;
    } else {
      low = level;
      sure = given(level, -1);
    }
  }
  for (const index of indexes)
    held[index] = (held[index] as number) + seatsAbove(ranges[index] as SeatRange, { level: low, doubt: -1, count });
  return sure;
}

/** How many seats of a range have (2 n + 1) / weight below the level; those that rounding leaves in doubt as told. */
function seatsAbove(
  { weight, from, to }: SeatRange,
  { level, doubt, count }: { readonly level: number; readonly doubt: 1 | -1; readonly count: number },
): number {
  const seats = (weight * level - 1) / 2;
  const above = Math.ceil(seats + doubt * 1e-15 * (weight * level + 1));
  return Math.min(Math.max(above - from, 0), to - from, count);
}
