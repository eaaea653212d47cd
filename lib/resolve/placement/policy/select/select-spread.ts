import { type Candidates } from '../candidates';
import { Spread, type SpreadTopology } from './spread';

/**
 * So many of the candidates, spread over the values of labels: those that are to stay first, as far as the spread allows, then
 * the best of the others for which it does. One that stays goes only where another has to take its place for the spread.
 * It may be fewer, where constraints stand against each other.
 */
export function selectSpread(
  candidates: Candidates,
  topologies: readonly SpreadTopology[],
  atMost: number,
): readonly number[] {
  const spread = new Spread(candidates, topologies);
  for (const cluster of candidates.order) if (candidates.kept[cluster] === 1) spread.add(cluster);
  while (spread.size > atMost) spread.remove(spread.worst() as number);
  fill(spread, atMost);
  if (even(spread)) return spread.chosen();
  const anew = new Spread(candidates, topologies);
  fill(anew, atMost);
  return anew.chosen();
}

function fill(spread: Spread, atMost: number): void {
  while (spread.size < atMost) {
    const next = spread.best();
    if (next === undefined) return;
    spread.add(next);
  }
}

/** Moves clusters from values that are too far ahead to others, as long as that helps. Whether it did. */
function even(spread: Spread): boolean {
  for (let excess = spread.excess(); excess > 0;) {
    const out = spread.worst() as number;
    spread.remove(out);
    const next = spread.best(out);
    if (next !== undefined) spread.add(next);
    const left = spread.excess();
    if (next === undefined || left >= excess) return false;
    excess = left;
  }
  return true;
}
