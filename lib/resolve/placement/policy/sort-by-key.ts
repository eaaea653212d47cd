const BITS = 11;
const BUCKETS = 1 << BITS;

/**
 * Positions in ascending order of their keys, those of equal keys in the order given: a radix sort, since a fleet of ten
 * thousand clusters is sorted once for every object.
 */
export function sortByKey(positions: readonly number[], keys: Uint32Array): number[] {
  let from = Uint32Array.from(positions);
  let to = new Uint32Array(from.length);
  for (let shift = 0; shift < 32; shift += BITS) {
    const starts = new Uint32Array(BUCKETS + 1);
    for (const position of from) {
      const bucket = ((keys[position] as number) >>> shift) & (BUCKETS - 1);
      starts[bucket + 1] = (starts[bucket + 1] as number) + 1;
    }
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      starts[bucket + 1] = (starts[bucket + 1] as number) + (starts[bucket] as number);
    }
    for (const position of from) {
      const bucket = ((keys[position] as number) >>> shift) & (BUCKETS - 1);
      const start = starts[bucket] as number;
      to[start] = position;
      starts[bucket] = start + 1;
    }
    [from, to] = [to, from];
  }
  return [...from];
}
