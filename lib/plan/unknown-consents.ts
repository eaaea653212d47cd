import { listed } from '../model/listed';
import { nearestName } from '../model/nearest-name';
import { type Problem } from '../model/problem';
import { type DeletionBudget } from './deletion-budget';

/**
 * What is worth a word of a consent to deletions: that it names what is no cluster.
 *
 * @param known the clusters before and after.
 */
export function unknownConsents({ allowed = [] }: DeletionBudget, known: Iterable<string>): readonly Problem[] {
  const clusters = new Set(known);
  const unknown = [...new Set(allowed)].filter((name) => name !== '' && !clusters.has(name));
  if (unknown.length === 0) return [];
  const nearest = unknown.map((name) => nearestName(name, clusters)).filter((name) => name !== undefined);
  const meant = nearest.length === 0 ? 'Leave them out' : `Is ${listed(nearest)} meant? Else leave them out`;
  return [
    {
      code: 'option-ignored',
      severity: 'warning',
      message: `Deletions are allowed (--allow-deletes, FED8S_ALLOW_DELETES) on what is no cluster, before or after: ${listed(unknown)}.`,
      remedy: `${meant}.`,
    },
  ];
}
