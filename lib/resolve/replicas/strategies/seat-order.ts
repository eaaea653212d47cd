/** The next seat of a cluster: Webster gives it the quotient weight / (2 held + 1). */
export interface Seat {
  readonly weight: number;
  /** How many seats come before it. */
  readonly held: number;
}

/** Negative where the quotient of the left seat is the larger one, 0 where they are equal. Exact for every safe integer. */
export function compareSeats(left: Seat, right: Seat): number {
  // a / b > c / d is a d > c b. Past 2^53 a product is rounded, and then shows as unsafe itself.
  const ours = left.weight * (2 * right.held + 1);
  const theirs = right.weight * (2 * left.held + 1);
  if (ours <= Number.MAX_SAFE_INTEGER && theirs <= Number.MAX_SAFE_INTEGER) return theirs - ours;
  const exactOurs = BigInt(left.weight) * (2n * BigInt(right.held) + 1n);
  const exactTheirs = BigInt(right.weight) * (2n * BigInt(left.held) + 1n);
  return exactTheirs > exactOurs ? 1 : exactTheirs < exactOurs ? -1 : 0;
}
