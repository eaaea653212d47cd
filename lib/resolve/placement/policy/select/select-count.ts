import { type Candidates } from '../candidates';

/** So many of the candidates: those that are to stay first, then the best of the others. */
export function selectCount({ order, kept }: Candidates, atMost: number): readonly number[] {
  const stay = order.filter((cluster) => kept[cluster] === 1).slice(0, atMost);
  const come = order.filter((cluster) => kept[cluster] !== 1).slice(0, atMost - stay.length);
  return [...stay, ...come];
}
