import { ceilShare, safe, sumOfWeights } from './int64';

/** The clusters of a plan as a table, one row a cluster: columns of numbers, since there may be ten thousand rows and as many passes. */
export interface ShareTable {
  readonly weight: Float64Array;
  readonly min: Float64Array;
  /** Infinity where there is none. */
  readonly max: Float64Array;
  /** Replicas for which the cluster has room; Infinity where nobody knows. */
  readonly capacity: Float64Array;
  /** Replicas that run there now; -Infinity where nobody knows. */
  readonly current: Float64Array;
  /** Replicas that the cluster gets: what `distribute` fills in. */
  readonly planned: Float64Array;
  /** What the cluster would get but for its capacity, filled in as well; -Infinity where that did not matter. */
  readonly overflow: Float64Array;
}

/** A table of so many clusters, without preferences. */
export function emptyTable(rows: number): ShareTable {
  return {
    weight: new Float64Array(rows),
    min: new Float64Array(rows),
    max: new Float64Array(rows).fill(Infinity),
    capacity: new Float64Array(rows).fill(Infinity),
    current: new Float64Array(rows).fill(-Infinity),
    planned: new Float64Array(rows),
    overflow: new Float64Array(rows).fill(-Infinity),
  };
}

/** One thing that happens while replicas are given out. */
export type GivingStep =
  /** A cluster gets its minimum, as far as there is any. */
  | { readonly kind: 'minimum'; readonly row: number; readonly given: number }
  /** A cluster keeps replicas that run there. */
  | { readonly kind: 'kept'; readonly row: number; readonly given: number }
  /** A cluster gets its share, rounded up, of what was left when the pass began. */
  | {
      readonly kind: 'share';
      readonly row: number;
      readonly pass: number;
      /** What was left when the pass began. */
      readonly left: number;
      readonly weight: number;
      /** Of all clusters that took part in the pass. */
      readonly weights: number;
      readonly given: number;
      readonly limit: 'maximum' | 'capacity' | undefined;
    };

/**
 * Gives out replicas: the minima, then what keeps running replicas where they are, then the rest by weight
 * (KubeFed v0.10.0, pkg/controller/util/planner/planner.go).
 *
 * @param order the rows in the order in which they are served: the heaviest first. A row that stands in it twice is served
 *   twice, as KubeFed does.
 * @param tell is told of every step, but of passes that only repeat the one before.
 * @returns what could not be given out; negative if the total was.
 */
export function distribute(
  table: ShareTable,
  order: readonly number[],
  { total, rebalance }: { readonly total: number; readonly rebalance: boolean },
  tell?: (step: GivingStep) => void,
): number {
  let remaining = giveMinima(table, order, total, tell);
  const preallocated = new Float64Array(table.weight.length);
  if (!rebalance) remaining = keepRunning(table, order, remaining, preallocated);
  if (tell !== undefined) preallocated.forEach((given, row) => given > 0 && tell({ kind: 'kept', row, given }));
  let active = order;
  let modified = true;
  for (let number = 1; modified && remaining > 0; number += 1) {
    const pass = givePass(table, active, remaining, preallocated, tell && ((step) => tell({ ...step, pass: number })));
    if (pass.modified && pass.remaining === remaining && pass.active.length === active.length) {
      repeatPass(active, pass.setOff, preallocated);
    }
    ({ modified, remaining, active } = pass);
  }
  return remaining;
}

function giveMinima(
  { min, capacity, planned }: ShareTable,
  order: readonly number[],
  total: number,
  tell?: (step: GivingStep) => void,
): number {
  let remaining = total;
  for (const row of order) {
    const given = Math.min(min[row] as number, remaining, capacity[row] as number);
    planned[row] = given;
    if (given > 0) tell?.({ kind: 'minimum', row, given });
    remaining = safe(remaining - given, 'What is left after the minima');
  }
  return remaining;
}

function keepRunning(table: ShareTable, order: readonly number[], total: number, preallocated: Float64Array): number {
  const { current, max, capacity, planned } = table;
  let remaining = total;
  for (const row of order) {
    const before = planned[row] as number;
    const running = current[row] as number;
    if (running <= before) continue;
    const wanted = Math.min(running, max[row] as number, capacity[row] as number) - before;
    const extra = Math.max(0, Math.min(wanted, remaining));
    remaining -= extra;
    preallocated[row] = extra;
    planned[row] = before + extra;
  }
  return remaining;
}

interface Pass {
  readonly modified: boolean;
  readonly remaining: number;
  /** The rows that take more. */
  readonly active: readonly number[];
  /** What each row served set off against what runs there, in the order served. */
  readonly setOff: Float64Array;
}

/** Gives every cluster its share, by weight, of what is left at the start. */
function givePass(
  table: ShareTable,
  order: readonly number[],
  start: number,
  preallocated: Float64Array,
  tell?: (step: Omit<Extract<GivingStep, { readonly kind: 'share' }>, 'pass'>) => void,
): Pass {
  const { weight, max, capacity, planned, overflow } = table;
  const setOffs = new Float64Array(order.length);
  const sum = sumOfWeights(order, weight);
  if (sum <= 0) return { modified: false, remaining: start, active: [], setOff: setOffs };
  const active: number[] = [];
  let modified = false;
  let remaining = start;
  let served = 0;
  for (const row of order) {
    const extra = Math.min(ceilShare(start, weight[row] as number, sum), remaining);
    // What runs there already counts as given. (For a negative weight both are negative, and nothing is given.)
    const kept = preallocated[row] as number;
    const setOff = Math.min(extra, kept);
    preallocated[row] = safe(kept - setOff, 'What runs already');
    setOffs[served] = setOff;
    served += 1;

    const before = planned[row] as number;
    const most = max[row] as number;
    const room = capacity[row] as number;
    let total = safe(before + extra - setOff, 'The replicas of a cluster');
    let full = false;
    if (total > most) {
      total = most;
      full = true;
    }
    if (total > room) {
      overflow[row] = safe(total - room, 'The overflow of a cluster');
      total = room;
      full = true;
    }
    if (!full) active.push(row);
    if (tell !== undefined && total > before) {
      const limit = !full ? undefined : total === room ? 'capacity' : 'maximum';
      tell({
        kind: 'share',
        row,
        left: start,
        weight: weight[row] as number,
        weights: Number(sum),
        given: total - before,
        limit,
      });
    }
    if (setOff > 0 || total > before) modified = true;
    remaining = safe(remaining - (total - before), 'What is left of the replicas');
    planned[row] = total;
  }
  return { modified, remaining, active, setOff: setOffs };
}

/**
 * A pass that only set shares off against what runs already is followed by passes just like it, until a cluster has
 * nothing left to set off: there may be as many as there are replicas. They are made in one step.
 */
function repeatPass(order: readonly number[], setOff: Float64Array, preallocated: Float64Array): void {
  const perPass = new Map<number, number>();
  order.forEach((row, served) => {
    const amount = setOff[served] ?? 0;
    if (amount > 0) perPass.set(row, (perPass.get(row) ?? 0) + amount);
  });
  let times = Infinity;
  for (const [row, amount] of perPass) times = Math.min(times, Math.floor((preallocated[row] as number) / amount));
  for (const [row, amount] of perPass) preallocated[row] = (preallocated[row] as number) - times * amount;
}
