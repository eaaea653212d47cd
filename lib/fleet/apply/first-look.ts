import { type Problem } from '../../model/problem';
import { outdatedPlanProblems } from '../plan/plan-file';
import { livePlanOf } from '../plan/plan-live';
import { type ApplyRun } from './apply-run';
import { type ApplyRequest } from './apply-settings';

/** Looks at all clusters of a run. @returns what stands against it, or is worth a word: the guards, and a plan that is outdated. */
export async function firstLook(run: ApplyRun, request: ApplyRequest): Promise<readonly Problem[]> {
  const survey = await run.survey(run.clusters);
  if (request.expected === undefined) return survey.problems;
  const { kept, file } = request.expected;
  return [...survey.problems, ...outdatedPlanProblems(kept, livePlanOf(survey, request), file)];
}
