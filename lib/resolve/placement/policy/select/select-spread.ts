import { type Candidates } from '../candidates';
import { Spread, type SpreadTopology } from './spread';

/**
 * So many of the candidates, spread over the values of labels: those that are to stay first, as far as the spread allows, then
 * the best of the others for which it does. One that stays goes only where another has to take its place for the spread.
 * Over several labels it may be fewer, where they stand in each other's way.
 */
export function selectSpread(
  candidates: Candidates,
  topologies: readonly SpreadTopology[],
  wanted: number,
): readonly number[] {
  const atMost = Math.min(wanted, candidates.order.length);
  const stays = new Spread(candidates, topologies);
  for (const cluster of candidates.order) if (candidates.kept[cluster] === 1) stays.add(cluster);
  while (stays.size > atMost) stays.remove(stays.worst() as number);
  fill(stays, atMost);
  const isEven = even(stays);
  if (isEven && stays.size === atMost) return stays.chosen();
  const anew = new Spread(candidates, topologies);
  fill(anew, atMost);
  const found = anew.size === atMost ? anew.chosen() : (search(candidates, topologies, atMost) ?? anew.chosen());
  return isEven && stays.size >= found.length ? stays.chosen() : found;
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

const MOST_STEPS = 20_000;
/** One call deep for each cluster that is chosen. */
const MOST_CLUSTERS = 500;

/**
 * The best first may lead to where no other is let in, though there are ways to the number wanted: tries one after the other, for
 * so many steps.
 */
function search(
  candidates: Candidates,
  topologies: readonly SpreadTopology[],
  atMost: number,
): readonly number[] | undefined {
  if (topologies.length < 2 || atMost > MOST_CLUSTERS) return undefined;
  const spread = new Spread(candidates, topologies);
  let steps = 0;
  const complete = (): boolean => {
    if (spread.size === atMost) return true;
    for (const cluster of spread.options()) {
      steps += 1;
      if (steps > MOST_STEPS) return false;
      spread.add(cluster);
      if (complete()) return true;
      spread.remove(cluster);
    }
    return false;
  };
  return complete() ? spread.chosen() : undefined;
}
