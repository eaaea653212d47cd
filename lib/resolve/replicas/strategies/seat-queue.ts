import { compareSeats } from './seat-order';

/** The seats that a cluster may get: those from `from` up to, and without, `to`. */
export interface SeatRange {
  readonly weight: number;
  readonly from: number;
  /** Infinity where there is no end. */
  readonly to: number;
  /** Seats below this one are held already, which decides between equal quotients. */
  readonly previous: number;
}

/** Gives out seats one by one, the one with the largest quotient first: a heap of the ranges that still have seats. */
export class SeatQueue {
  private readonly heap: number[];

  public constructor(
    private readonly ranges: readonly SeatRange[],
    indexes: readonly number[],
    /** How many seats each range has: what `give` counts up. */
    private readonly held: number[],
  ) {
    this.heap = indexes.filter((index) => this.hasSeats(index));
    for (let at = (this.heap.length >> 1) - 1; at >= 0; at -= 1) this.sink(at);
  }

  /** Gives the next seat, if there is one. */
  public give(): void {
    const first = this.heap[0];
    if (first === undefined) return;
    this.held[first] = (this.held[first] as number) + 1;
    if (!this.hasSeats(first)) {
      const last = this.heap.pop() as number;
      if (this.heap.length === 0) return;
      this.heap[0] = last;
    }
    this.sink(0);
  }

  private hasSeats(index: number): boolean {
    return (this.held[index] as number) < (this.ranges[index] as SeatRange).to;
  }

  private sink(start: number): void {
    const { heap } = this;
    const sinking = heap[start] as number;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.isBefore(heap[child + 1] as number, heap[child] as number)) child += 1;
      if (!this.isBefore(heap[child] as number, sinking)) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = sinking;
  }

  private isBefore(left: number, right: number): boolean {
    const ours = this.ranges[left] as SeatRange;
    const theirs = this.ranges[right] as SeatRange;
    const weHold = this.held[left] as number;
    const theyHold = this.held[right] as number;
    const order = compareSeats({ weight: ours.weight, held: weHold }, { weight: theirs.weight, held: theyHold });
    if (order !== 0) return order < 0;
    const runs = weHold < ours.previous;
    return runs === theyHold < theirs.previous ? left < right : runs;
  }
}
