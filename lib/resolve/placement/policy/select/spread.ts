import { type Candidates } from '../candidates';
import { type Topology } from './topology';

/** A label over whose values clusters are spread, and how evenly. */
export interface SpreadTopology extends Topology {
  readonly maxSkew: number;
}

/** Candidates that have the same value of every label. */
interface Cell {
  /** By topology. */
  readonly values: readonly number[];
  /** Not chosen, the best first. */
  readonly free: number[];
  /** Chosen, the best first. */
  readonly taken: number[];
}

/** A cluster that may be chosen next. */
interface Option {
  readonly cluster: number;
  readonly cell: Cell;
  /** By how many clusters values would still be too far ahead. */
  readonly excess: number;
}

/**
 * Clusters that are chosen one by one so that no value of a label gets too far ahead of the one with the fewest. A value
 * whose clusters are all chosen does not hold the others back.
 */
export class Spread {
  public size = 0;
  private readonly cells: Cell[] = [];
  /** By position of the cluster. */
  private readonly cellOf: (Cell | undefined)[];
  private readonly rank: Int32Array;
  /** By topology and value: how many clusters are chosen, and how many are not. */
  private readonly counts: readonly Int32Array[];
  private readonly free: readonly Int32Array[];

  public constructor(
    private readonly candidates: Candidates,
    private readonly topologies: readonly SpreadTopology[],
  ) {
    this.counts = topologies.map(({ values }) => new Int32Array(values));
    this.free = topologies.map(({ values }) => new Int32Array(values));
    this.rank = new Int32Array(candidates.tier.length);
    this.cellOf = new Array<Cell | undefined>(candidates.tier.length);
    const byValues = new Map<number, Cell>();
    candidates.order.forEach((cluster, rank) => {
      this.rank[cluster] = rank;
      const key = topologies.reduce((sum, { valueOf, values }) => sum * values + (valueOf[cluster] as number), 0);
      let cell = byValues.get(key);
      if (cell === undefined) {
        cell = { values: topologies.map(({ valueOf }) => valueOf[cluster] as number), free: [], taken: [] };
        this.cells.push(cell);
        byValues.set(key, cell);
      }
      cell.free.push(cluster);
      this.cellOf[cluster] = cell;
      cell.values.forEach((value, topology) => this.change(this.free, topology, value, 1));
    });
  }

  public chosen(): readonly number[] {
    const chosen = new Set(this.cells.flatMap(({ taken }) => taken));
    return this.candidates.order.filter((cluster) => chosen.has(cluster));
  }

  public add(cluster: number): void {
    this.move(cluster, 1);
  }

  public remove(cluster: number): void {
    this.move(cluster, -1);
  }

  /**
   * The best cluster that may still be chosen; undefined where there is none. While values are too far ahead, it is one that brings
   * the others nearer.
   *
   * @param besides is not meant.
   */
  public best(besides?: number): number | undefined {
    const least = this.least();
    const isUneven = this.excessOver(least) > 0;
    let found: Option | undefined;
    for (const cell of this.cells) {
      const cluster = cell.free[0] === besides ? cell.free[1] : cell.free[0];
      if (cluster === undefined || !this.admits(cell, least)) continue;
      const option = { cluster, cell, excess: isUneven ? this.excessWith(cluster) : 0 };
      if (found === undefined || this.compare(option, found) < 0) found = option;
    }
    return found?.cluster;
  }

  /** The clusters of which one may be chosen next, the best first: of those that are alike one. */
  public options(): readonly number[] {
    const least = this.least();
    return this.cells
      .flatMap((cell): readonly Option[] => {
        const [cluster] = cell.free;
        return cluster !== undefined && this.admits(cell, least) ? [{ cluster, cell, excess: 0 }] : [];
      })
      .sort((one, other) => this.compare(one, other))
      .map(({ cluster }) => cluster);
  }

  /** The chosen cluster that is missed least: of the value that is furthest ahead, the last. */
  public worst(): number | undefined {
    let found: { readonly cluster: number; readonly cell: Cell } | undefined;
    const least = this.least();
    for (const cell of this.cells) {
      const cluster = cell.taken.at(-1);
      if (cluster === undefined) continue;
      const ahead = found === undefined ? 1 : this.ahead(cell, least) - this.ahead(found.cell, least);
      const fuller = found === undefined ? 0 : this.fullness(cell) - this.fullness(found.cell);
      const later = found === undefined ? 0 : (this.rank[cluster] as number) - (this.rank[found.cluster] as number);
      if ((ahead || fuller || later) > 0) found = { cluster, cell };
    }
    return found?.cluster;
  }

  /** By how many clusters values are further ahead than they may be, in all. */
  public excess(): number {
    return this.excessOver(this.least());
  }

  private excessOver(least: readonly number[]): number {
    let sum = 0;
    this.topologies.forEach(({ maxSkew }, topology) => {
      const most = maxSkew + (least[topology] as number);
      for (const count of this.counts[topology] as Int32Array) if (count > most) sum += count - most;
    });
    return sum;
  }

  private excessWith(cluster: number): number {
    this.move(cluster, 1);
    const excess = this.excess();
    this.move(cluster, -1);
    return excess;
  }

  /** Better first: by score, then where fewer are chosen, then by the order of ties. */
  private compare(one: Option, other: Option): number {
    const { tier } = this.candidates;
    return (
      one.excess - other.excess ||
      (tier[one.cluster] as number) - (tier[other.cluster] as number) ||
      this.fullness(one.cell) - this.fullness(other.cell) ||
      (this.rank[one.cluster] as number) - (this.rank[other.cluster] as number)
    );
  }

  private admits({ values }: Cell, least: readonly number[]): boolean {
    for (let topology = 0; topology < values.length; topology += 1) {
      const { maxSkew } = this.topologies[topology] as SpreadTopology;
      const count = this.countOf(topology, values[topology] as number);
      if (count + 1 > maxSkew + (least[topology] as number)) return false;
    }
    return true;
  }

  private fullness({ values }: Cell): number {
    let sum = 0;
    for (let topology = 0; topology < values.length; topology += 1)
      sum += this.countOf(topology, values[topology] as number);
    return sum;
  }

  private ahead({ values }: Cell, least: readonly number[]): number {
    return values.reduce((sum, value, topology) => {
      const over = this.countOf(topology, value) - (this.topologies[topology] as SpreadTopology).maxSkew;
      return sum + Math.max(0, over - (least[topology] as number));
    }, 0);
  }

  /** By topology: the fewest clusters that are chosen of a value that has others; infinite where none has. */
  private least(): readonly number[] {
    return this.counts.map((counts, topology) => {
      const free = this.free[topology] as Int32Array;
      let least = Infinity;
      for (let value = 0; value < counts.length; value += 1) {
        if ((free[value] as number) > 0) least = Math.min(least, counts[value] as number);
      }
      return least;
    });
  }

  private countOf(topology: number, value: number): number {
    return (this.counts[topology] as Int32Array)[value] as number;
  }

  private move(cluster: number, by: 1 | -1): void {
    const cell = this.cellOf[cluster] as Cell;
    const [from, to] = by === 1 ? [cell.free, cell.taken] : [cell.taken, cell.free];
    from.splice(from.indexOf(cluster), 1);
    const rank = this.rank[cluster] as number;
    const after = to.findIndex((one) => (this.rank[one] as number) > rank);
    to.splice(after < 0 ? to.length : after, 0, cluster);
    cell.values.forEach((value, topology) => {
      this.change(this.counts, topology, value, by);
      this.change(this.free, topology, value, -by);
    });
    this.size += by;
  }

  private change(table: readonly Int32Array[], topology: number, value: number, by: number): void {
    const numbers = table[topology] as Int32Array;
    numbers[value] = (numbers[value] as number) + by;
  }
}
