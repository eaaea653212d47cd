import { type Cluster } from '../model/cluster';
import { FederationError } from '../model/federation-error';
import { pointerOf } from '../model/json-pointer';
import { type ClusterOverrides, type OverrideOperation } from '../model/override';
import { type Problem } from '../model/problem';
import { type PerClusterPlace, evaluate } from './per-cluster';

/**
 * The per-cluster values of one object, worked out for each cluster: one override a place, from the root of the manifest
 * that a member gets.
 *
 * @throws FederationError `per-cluster-failed`, with every failure.
 */
export function perClusterOverrides(input: {
  /** From the root of the manifest in which they were found. */
  readonly places: readonly PerClusterPlace[];
  readonly clusters: readonly Cluster[];
  /** Path of the construct. */
  readonly origin: string;
  /** Where the manifest of the members begins in that manifest; undefined where it has none. */
  readonly template: readonly string[] | undefined;
}): readonly ClusterOverrides[] {
  const { places, clusters, origin, template } = input;
  const problems: Problem[] = [];
  const inTemplate = places.flatMap(({ path, value }) => {
    if (
      template !== undefined &&
      path.length > template.length &&
      template.every((segment, index) => path[index] === segment)
    ) {
      return [{ path: pointerOf(path.slice(template.length)), value }];
    }
    problems.push({
      code: 'per-cluster-misplaced',
      severity: 'error',
      message: `A per-cluster value stands at ${pointerOf(path)}, which is no field of a template.`,
      remedy: 'Put it into a template. Placement and overrides say for themselves which clusters they concern.',
      path: pointerOf(path),
      origin,
    });
    return [];
  });
  const overrides = clusters.map((cluster): ClusterOverrides => {
    const operations: OverrideOperation[] = [];
    const removals: OverrideOperation[] = [];
    for (const { path, value } of inTemplate) {
      const outcome = evaluate(value, cluster);
      if ('failure' in outcome) {
        problems.push({
          code: 'per-cluster-failed',
          severity: 'error',
          message: `The per-cluster value ${outcome.failure}.`,
          remedy: 'Give a value for every cluster on which the object is placed; undefined leaves the field out.',
          cluster: cluster.name,
          path,
          origin,
        });
      } else if (outcome.value === undefined) removals.push({ op: 'remove', path });
      else operations.push({ path, value: outcome.value });
    }
    // Removals come last and from the end, so that no item of a list has moved when it is its turn.
    return { clusterName: cluster.name, clusterOverrides: [...operations, ...removals.reverse()] };
  });
  if (problems.length > 0) throw new FederationError(problems);
  return overrides;
}
