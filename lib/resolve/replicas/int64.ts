import { FederationError } from '../../model/federation-error';

const MAX_INT64 = 2n ** 63n - 1n;

/**
 * An integer of a replica plan's input.
 *
 * @throws FederationError where it is none, or beyond 2^53.
 */
export function readInteger(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new FederationError({
      code: 'invalid-scheduling-preference',
      severity: 'error',
      message: `${what} is not an integer: ${typeof value === 'number' ? value : typeof value === 'string' ? JSON.stringify(value) : `a ${typeof value}`}.`,
      remedy: 'Write a whole number.',
    });
  }
  // + 0 turns -0 into 0, which are one integer
  return safe(value + 0, what);
}

/**
 * A number on the way of a replica plan, which is exact up to 2^53.
 *
 * @throws FederationError beyond that.
 */
export function safe(value: number, what: string): number {
  if (Number.isSafeInteger(value)) return value;
  throw new FederationError({
    code: 'unsafe-integer',
    severity: 'error',
    message: `${what} is beyond 2^53 (about ${value}), which a JavaScript number cannot hold exactly.`,
    remedy: 'Use smaller numbers of replicas; no cluster runs that many.',
  });
}

/**
 * The sum of weights, exact however large.
 *
 * @throws FederationError where KubeFed's int64 would wrap around.
 */
export function sumOfWeights(rows: readonly number[], weights: Float64Array): number | bigint {
  let sum = 0;
  for (const row of rows) sum += weights[row] as number;
  let magnitude = 0;
  for (const row of rows) magnitude += Math.abs(weights[row] as number);
  // No sum on the way is larger than this one, so none was rounded.
  if (Number.isSafeInteger(magnitude)) return sum;
  const exact = int64(rows.reduce((total, row) => total + BigInt(weights[row] as number), 0n));
  const small = Number(exact);
  return Number.isSafeInteger(small) ? small : exact;
}

/**
 * `replicas * weight / sum`, rounded up as KubeFed does it in int64: the sum less one is added, then what is behind the
 * point is cut off.
 *
 * @throws FederationError where KubeFed's int64 would wrap around.
 */
export function ceilShare(replicas: number, weight: number, sum: number | bigint): number {
  if (typeof sum === 'number') {
    const dividend = replicas * weight + sum - 1;
    if (dividend >= 0 && dividend + sum <= Number.MAX_SAFE_INTEGER && weight >= 0) {
      // The division may round up to the next integer, which the multiplication, exact here, shows.
      const quotient = Math.floor(dividend / sum);
      return quotient * sum > dividend ? quotient - 1 : quotient;
    }
  }
  const divisor = BigInt(sum);
  const dividend = int64(BigInt(replicas) * BigInt(weight) + divisor - 1n);
  return safe(Number(dividend / divisor), 'A share of the replicas');
}

function int64(value: bigint): bigint {
  if (value <= MAX_INT64 && value >= -MAX_INT64 - 1n) return value;
  throw new FederationError({
    code: 'unsafe-integer',
    severity: 'error',
    message: 'Replicas times weight goes beyond 2^63, where KubeFed counts on from the other end.',
    remedy: 'Use smaller weights: only their ratio matters, so 2 and 1 do what 2000000000 and 1000000000 do.',
  });
}
