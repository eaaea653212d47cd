import { type Placement, placementNames } from '../../model/placement';
import { type ClusterSelector } from '../../model/selector';

/** How many names or values a description shows before it counts the rest. */
const SHOWN = 5;

/** One clause for a person that says what a placement asks for: `clusters eu-1, eu-2`, `clusterSelector region=eu, !gpu`. */
export function describePlacement(placement: Placement): string {
  const names = placementNames(placement);
  if (names !== undefined) return names.length === 0 ? 'clusters is empty' : `clusters ${shorten(names)}`;
  const { clusterSelector } = placement;
  if (clusterSelector === null || clusterSelector === undefined) return 'neither clusters nor clusterSelector';
  return `clusterSelector ${describeSelector(clusterSelector)}`;
}

/** A selector as kubectl writes it on its command line; `{}` for the one that selects everything. */
export function describeSelector({ matchLabels, matchExpressions }: ClusterSelector): string {
  const labels = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (matchExpressions ?? []).map(({ key, operator, values }) => {
    switch (operator) {
      case 'In':
        return `${key} in (${shorten(values ?? [])})`;
      case 'NotIn':
        return `${key} notin (${shorten(values ?? [])})`;
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
    }
  });
  return [...labels, ...expressions].join(', ') || '{}';
}

function shorten(names: readonly string[]): string {
  if (names.length <= SHOWN) return names.join(', ');
  return `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;
}
