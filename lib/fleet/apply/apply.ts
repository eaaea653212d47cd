import { type ApplyResult, isComplete } from './apply-result';
import { ApplyRun } from './apply-run';
import { type ApplyRequest } from './apply-settings';
import { firstLook } from './first-look';

/**
 * Makes clusters as they are declared: by server-side apply, in the order in which objects stand on each other, and with what
 * the owner had there and declares no more deleted. It first looks at all clusters, and writes nothing where a guard stands
 * against it. A cluster that does not answer is left alone, and the others are not. Nothing is thrown.
 */
export async function apply(request: ApplyRequest): Promise<ApplyResult> {
  const run = new ApplyRun(request);
  const problems = await firstLook(run, request);
  if (problems.some(({ severity }) => severity === 'error')) return { problems, clusters: [], state: 'stopped' };
  await run.write(run.clusters);
  await run.prune();
  const clusters = run.outcomes();
  return { problems, clusters, state: clusters.every(isComplete) && !run.isMoving ? 'complete' : 'incomplete' };
}
