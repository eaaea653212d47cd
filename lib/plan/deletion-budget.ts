import { listed } from '../model/listed';
import { type Problem } from '../model/problem';
import { type DeletionCounts } from './deletion-counts';

/** How much may be deleted without being asked for. */
export interface DeletionBudget {
  /** At most so many on a cluster, and over the fleet. @default - the larger of 10 % and 5 */
  readonly maxDeletes?: number | undefined;
  /** Clusters on which anything may be deleted. */
  readonly allowed?: readonly string[] | undefined;
}

const SHARE = 0.1;
const FLOOR = 5;

/**
 * What stands against a change of a fleet because of what it deletes: more than the budget on a cluster or over the fleet; and,
 * whatever the number, the last object of a cluster, an object on its last cluster, and anything because its cluster has left
 * the fleet. Clusters that are named in the consent do not count.
 */
export function budgetProblems(deletions: DeletionCounts, budget: DeletionBudget = {}): readonly Problem[] {
  const allowed = new Set(budget.allowed);
  const clusters = deletions.clusters.filter(({ cluster, deleted }) => deleted > 0 && !allowed.has(cluster));
  const limitOf = (before: number): number => budget.maxDeletes ?? Math.max(Math.floor(before * SHARE), FLOOR);
  const left = new Set(deletions.left);
  const problems: Problem[] = [];
  for (const { cluster, before, after, deleted } of clusters) {
    if (left.has(cluster)) {
      problems.push(
        refused(`The cluster ${cluster} has left the fleet, and its ${deleted} objects would be deleted`, [cluster]),
      );
    } else if (after === 0) {
      problems.push(
        refused(`Nothing would be left on ${cluster}: all of its ${deleted} objects would be deleted`, [cluster]),
      );
    } else if (deleted > limitOf(before)) {
      problems.push(
        tooMany(`${deleted} of ${before} objects on ${cluster} would be deleted, and ${limitOf(before)} may be`, [
          cluster,
        ]),
      );
    }
  }
  const total = clusters.reduce((sum, { deleted }) => sum + deleted, 0);
  const before = deletions.clusters.reduce((sum, cluster) => sum + cluster.before, 0);
  if (total > limitOf(before)) {
    const names = clusters.map(({ cluster }) => cluster);
    problems.push(
      tooMany(`${total} of ${before} objects over the fleet would be deleted, and ${limitOf(before)} may be`, names),
    );
  }
  for (const { name, clusters: on } of deletions.gone) {
    const asked = on.filter((cluster) => !allowed.has(cluster) && !left.has(cluster));
    if (asked.length === 0) continue;
    problems.push(refused(`${name} would be deleted from its last clusters (${listed(asked)})`, asked));
  }
  return problems;
}

/** What is refused for its number alone. */
function tooMany(what: string, clusters: readonly string[]): Problem {
  const problem = refused(what, clusters);
  const remedy = `${problem.remedy} Or raise the number: --max-deletes, or FED8S_MAX_DELETES.`;
  return { ...problem, remedy };
}

const MOST_NAMED = 5;

function refused(what: string, clusters: readonly string[]): Problem {
  const names = `${clusters.slice(0, MOST_NAMED).join(',')}${clusters.length > MOST_NAMED ? ',...' : ''}`;
  return {
    code: 'deletes-over-budget',
    severity: 'error',
    message: `${what}.`,
    remedy: `Check the input. If that is meant, say so: --allow-deletes ${names}, or FED8S_ALLOW_DELETES=${names} for cdk8s synth.`,
    ...(clusters.length === 1 && { cluster: clusters[0] as string }),
  };
}
