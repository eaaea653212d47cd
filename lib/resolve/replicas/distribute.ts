import { ceilShare, safe, sumOfWeights } from './int64';

/** One cluster that takes part in a plan; its numbers change as replicas are given out. */
export interface Share {
  readonly cluster: string;
  readonly hash: number;
  readonly weight: number;
  readonly min: number;
  /** Infinity where there is none. */
  readonly max: number;
  /** Replicas for which the cluster has room; undefined where nobody knows. */
  readonly capacity: number | undefined;
  /** Replicas that run there now; undefined where nobody knows. */
  readonly current: number | undefined;
  planned: number;
  /** Replicas given for what runs there already, still to be set off against the cluster's share. */
  preallocated: number;
  /** What the cluster would get but for its capacity. */
  overflow: number | undefined;
}

/**
 * Gives out replicas over clusters, the first of them first: the minima, then what keeps running replicas where they are,
 * then the rest by weight (KubeFed v0.10.0, pkg/controller/util/planner/planner.go). The shares are changed in place; one
 * that stands in the list twice is served twice, as KubeFed does.
 *
 * @param shares sorted by weight, the heaviest first, then by hash.
 * @returns what could not be given out; negative if the total was.
 */
export function distribute(shares: readonly Share[], total: number, rebalance: boolean): number {
  let remaining = giveMinima(shares, total);
  if (!rebalance) remaining = keepRunning(shares, remaining);
  let active = shares;
  let modified = true;
  while (modified && remaining > 0) {
    const pass = givePass(active, remaining);
    if (pass.modified && pass.remaining === remaining && pass.active.length === active.length) repeatPass(pass);
    ({ modified, remaining, active } = pass);
  }
  return remaining;
}

function giveMinima(shares: readonly Share[], total: number): number {
  let remaining = total;
  for (const share of shares) {
    share.planned = Math.min(share.min, remaining, share.capacity ?? Infinity);
    remaining = safe(remaining - share.planned, 'What is left after the minima');
  }
  return remaining;
}

function keepRunning(shares: readonly Share[], total: number): number {
  let remaining = total;
  for (const share of shares) {
    const { current, planned } = share;
    if (current === undefined || current <= planned) continue;
    const wanted = Math.min(current, share.max, share.capacity ?? Infinity) - planned;
    const extra = Math.max(0, Math.min(wanted, remaining));
    remaining -= extra;
    share.preallocated = extra;
    share.planned = planned + extra;
  }
  return remaining;
}

interface Pass {
  readonly modified: boolean;
  readonly remaining: number;
  /** The clusters that take more. */
  readonly active: readonly Share[];
  /** What each of the clusters of the pass set off against what runs there. */
  readonly used: readonly number[];
}

/** Gives every cluster its share, by weight, of what is left at the start. */
function givePass(shares: readonly Share[], start: number): Pass {
  const sum = sumOfWeights(shares.map(({ weight }) => weight));
  if (sum <= 0) return { modified: false, remaining: start, active: [], used: [] };
  const active: Share[] = [];
  const used: number[] = [];
  let modified = false;
  let remaining = start;
  for (const share of shares) {
    const extra = Math.min(ceilShare(start, share.weight, sum), remaining);
    const setOff = Math.min(extra, share.preallocated);
    share.preallocated = safe(share.preallocated - setOff, 'What runs already');
    used.push(setOff);
    if (setOff > 0) modified = true;

    const before = share.planned;
    let total = safe(before + extra - setOff, 'The replicas of a cluster');
    let full = false;
    if (total > share.max) {
      total = share.max;
      full = true;
    }
    if (share.capacity !== undefined && total > share.capacity) {
      share.overflow = safe(total - share.capacity, 'The overflow of a cluster');
      total = share.capacity;
      full = true;
    }
    if (!full) active.push(share);
    remaining = safe(remaining - (total - before), 'What is left of the replicas');
    share.planned = total;
    if (total > before) modified = true;
  }
  return { modified, remaining, active, used };
}

/**
 * A pass that only set shares off against what runs already is followed by ones just like it, until a cluster has nothing
 * left to set off: there may be as many as there are replicas. They are made in one step.
 */
function repeatPass({ active, used }: Pass): void {
  const perPass = new Map<Share, number>();
  active.forEach((share, position) => {
    const setOff = used[position] ?? 0;
    if (setOff > 0) perPass.set(share, (perPass.get(share) ?? 0) + setOff);
  });
  let times = Infinity;
  for (const [share, setOff] of perPass) times = Math.min(times, Math.floor(share.preallocated / setOff));
  for (const [share, setOff] of perPass) share.preallocated -= times * setOff;
}
