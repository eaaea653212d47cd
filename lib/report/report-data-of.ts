import { type Federation } from '../model/federation';
import { type Problem } from '../model/problem';
import { type Plan } from '../plan/plan';
import { type Resolution } from '../resolve/resolution';
import { type LiveState } from './live-state';
import { type ReportData } from './report-data';
import { reportLive } from './report-live';
import { reportMatrix } from './report-matrix';
import { reportPlan } from './report-plan';
import { reportProblems } from './report-problems';
import { TextTable } from './text-table';

/** What a page is made from. */
export interface ReportInput {
  readonly federation: Federation;
  /** Of this federation. */
  readonly resolution: Resolution;
  /** All that is to be told, those of the resolution too. */
  readonly problems: readonly Problem[];
  /** Against an earlier tree, or why there is none. */
  readonly plan: { readonly planned: Plan; readonly against: string } | 'not-asked' | 'has-errors';
  /** How it lives. @default - the clusters were not asked */
  readonly live?: LiveState;
}

/** The data of a page. The same input gives the same data. */
export function reportDataOf({ federation, resolution, problems, plan, live }: ReportInput): ReportData {
  const texts = new TextTable();
  const matrix = reportMatrix(federation, resolution, texts);
  const { worst, ...told } = reportProblems(problems, { federation, resolution });
  return {
    semantics: resolution.semantics,
    ...matrix,
    objects: matrix.objects.map((object, position) => {
      const severity = worst.get(position);
      return severity === undefined ? object : { ...object, worst: severity };
    }),
    ...told,
    plan: typeof plan === 'string' ? plan : reportPlan(plan.planned, plan.against, texts),
    ...(live !== undefined && { live: reportLive(live, { federation, resolution }, texts) }),
    texts: texts.entries,
  };
}
