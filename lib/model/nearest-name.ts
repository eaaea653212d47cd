import { distance } from 'fastest-levenshtein';

/** The name among those there are that a misspelt one is most likely to mean; undefined where none is near. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  // Two letters may be wrong, or a third of them, but never all: that is another word.
  let least = Math.max(1, Math.min(name.length - 1, Math.max(2, Math.floor(name.length / 3)))) + 1;
  for (const candidate of names) {
    const between = candidate.toLowerCase() === name.toLowerCase() ? 0 : distance(name, candidate);
    if (between > least || (between === least && (nearest === undefined || candidate >= nearest))) continue;
    nearest = candidate;
    least = between;
  }
  return nearest;
}

/** ` Did you mean "redis"?`, or nothing, for the end of a message. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const nearest = nearestName(name, names);
  return nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`;
}
