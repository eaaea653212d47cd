/** So many steps a search may take. */
const MOST_STEPS = 20_000;

/** What a search is made from. */
export interface SearchInput {
  /** Indexes of the clusters that run something, the preferred ones first. */
  readonly running: readonly number[];
  /** Room of the largest of the others, by their number. */
  readonly idleRooms: readonly number[];
  readonly rooms: readonly number[];
  readonly kept: readonly number[];
  readonly count: number;
  readonly need: number;
}

interface Taken {
  readonly set: readonly number[];
  readonly room: number;
  readonly kept: number;
}

/**
 * Looks for the clusters to take of those that run something: depth first, preferred clusters first and taking before leaving,
 * so that of sets that keep as much the first by preference is found. Branches that cannot be completed, or cannot keep more than
 * what is found, are left.
 */
export class KeptSearch {
  private steps = 0;
  private found: Taken | undefined;
  /** Positions in `running`, the one with the most room first, and the one that runs most first. */
  private readonly byRoom: readonly number[];
  private readonly byKept: readonly number[];

  public constructor(private readonly input: SearchInput) {
    this.byRoom = this.sortedBy(input.rooms);
    this.byKept = this.sortedBy(input.kept);
  }

  /** The best set found in the steps allowed; undefined where they were too few to find one. */
  public best(): readonly number[] | undefined {
    this.visit(0, { set: [], room: 0, kept: 0 });
    return this.found?.set;
  }

  private visit(at: number, taken: Taken): void {
    this.steps += 1;
    if (this.steps > MOST_STEPS) return;
    const { running, rooms, kept, count, need } = this.input;
    const open = count - taken.set.length;
    if (taken.room + this.mostRoom(at, open) < need) return;
    if (this.found !== undefined && Math.min(need, taken.kept + this.mostKept(at, open)) <= this.found.kept) return;
    const index = running[at];
    if (open === 0 || index === undefined) {
      this.found = taken;
      return;
    }
    this.visit(at + 1, {
      set: [...taken.set, index],
      room: Math.min(need, taken.room + (rooms[index] as number)),
      kept: Math.min(need, taken.kept + (kept[index] as number)),
    });
    this.visit(at + 1, taken);
  }

  /** The most room that so many more clusters can have. */
  private mostRoom(at: number, open: number): number {
    const { idleRooms, need } = this.input;
    const idle = (number: number): number => idleRooms[Math.min(number, idleRooms.length - 1)] as number;
    let most = idle(open);
    let room = 0;
    let left = open;
    for (const position of this.byRoom) {
      if (left === 0) break;
      if (position < at) continue;
      left -= 1;
      room = Math.min(need, room + this.valueAt(this.input.rooms, position));
      most = Math.max(most, room + idle(left));
    }
    return most;
  }

  /** No more than this can stay on so many more clusters. */
  private mostKept(at: number, open: number): number {
    let kept = 0;
    let left = open;
    for (const position of this.byKept) {
      if (left === 0) break;
      if (position < at) continue;
      left -= 1;
      kept += this.valueAt(this.input.kept, position);
    }
    return kept;
  }

  private sortedBy(values: readonly number[]): readonly number[] {
    const positions = this.input.running.map((_, position) => position);
    return positions.sort((left, right) => this.valueAt(values, right) - this.valueAt(values, left));
  }

  private valueAt(values: readonly number[], position: number): number {
    return values[this.input.running[position] as number] as number;
  }
}
