import { type Cluster } from '../model/cluster';
import { errorMessage } from '../model/error-message';
import { FederationError } from '../model/federation-error';
import { type JsonProblem, jsonProblems } from '../model/json-check';
import { type ClusterOverrides, type OverrideOperation } from '../model/override';
import { type Problem } from '../model/problem';
import { type PerClusterPlace } from './per-cluster';

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
  /** Where the manifest of the members begins in that manifest. Default: `/spec/template`. */
  readonly template?: readonly string[];
}): readonly ClusterOverrides[] {
  const { places, clusters, origin, template = ['spec', 'template'] } = input;
  const problems: Problem[] = [];
  const inTemplate = places.flatMap(({ path, value }) => {
    if (path.length > template.length && template.every((segment, index) => path[index] === segment)) {
      return [{ path: pointer(path.slice(template.length)), value }];
    }
    problems.push({
      code: 'per-cluster-misplaced',
      severity: 'error',
      message: `A per-cluster value stands at ${pointer(path)}, outside of a template.`,
      remedy: 'Put it into the template. Placement and overrides say for themselves which clusters they concern.',
      path: pointer(path),
      origin,
    });
    return [];
  });
  if (inTemplate.length > 0 && clusters.length === 0) {
    problems.push({
      code: 'per-cluster-misplaced',
      severity: 'error',
      message: 'A per-cluster value stands where no cluster is known.',
      remedy: 'Add the KubeFedClusters to the tree.',
      origin,
    });
  }
  const overrides = clusters.map((cluster): ClusterOverrides => {
    const operations: OverrideOperation[] = [];
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
      } else {
        operations.push(outcome.value === undefined ? { op: 'remove', path } : { path, value: outcome.value });
      }
    }
    return { clusterName: cluster.name, clusterOverrides: operations };
  });
  if (problems.length > 0) throw new FederationError(problems);
  return overrides;
}

function evaluate(
  value: PerClusterPlace['value'],
  { name, labels, annotations, context }: Cluster,
): { readonly value: unknown } | { readonly failure: string } {
  let result: unknown;
  try {
    result = value({ name, labels, annotations, ...(context !== undefined && { context }) });
  } catch (error) {
    return { failure: `threw: ${errorMessage(error)}` };
  }
  if (result === undefined) return { value: undefined };
  const [problem]: readonly (JsonProblem | undefined)[] = jsonProblems(result);
  return problem === undefined ? { value: result } : { failure: `is not JSON: ${problem.message}` };
}

function pointer(path: readonly string[]): string {
  return path.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
