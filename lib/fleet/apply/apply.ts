import { type Problem } from '../../model/problem';
import { livePlanOf } from '../plan/plan-live';
import { outdatedPlanProblems } from '../plan/plan-file';
import { type ApplyResult, isComplete } from './apply-result';
import { ApplyRun } from './apply-run';
import { type ApplyRequest } from './apply-settings';
import { type FleetSurvey } from './survey-fleet';

/**
 * Makes clusters as they are declared: by server-side apply, in the order in which objects stand on each other, and with what
 * the owner had there and declares no more deleted. It first looks at all clusters, and writes nothing where a guard stands
 * against it. A cluster that does not answer is left alone, and the others are not. Nothing is thrown.
 */
export async function apply(request: ApplyRequest): Promise<ApplyResult> {
  const run = new ApplyRun(request);
  const survey = await run.survey(run.clusters);
  const problems = [...survey.problems, ...outdatedProblems(survey, request)];
  if (problems.some(({ severity }) => severity === 'error')) return { problems, clusters: [], state: 'stopped' };
  await run.write(run.clusters);
  await run.prune();
  const clusters = run.outcomes();
  return { problems, clusters, state: clusters.every(isComplete) && !run.isMoving ? 'complete' : 'incomplete' };
}

/** What stands against an apply that is to do what a plan says. */
function outdatedProblems(survey: FleetSurvey, request: ApplyRequest): readonly Problem[] {
  if (request.expected === undefined) return [];
  const { kept, file } = request.expected;
  return outdatedPlanProblems(kept, livePlanOf(survey, request), file);
}
