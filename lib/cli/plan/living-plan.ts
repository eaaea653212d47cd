import { randomUUID } from 'node:crypto';
import { type LivePlan } from '../../fleet/plan/live-plan';
import { planFileText } from '../../fleet/plan/plan-file';
import { planLive } from '../../fleet/plan/plan-live';
import { type RunContext } from '../command';
import { knownInventoryId } from '../live/inventory-id';
import { onFleet } from '../live/on-fleet';
import { ownerOf } from '../live/owner-of';
import { type PolicyFlags, applySettingsOf } from '../live/policy-options';
import { readDesired } from '../live/read-desired';
import { type ExitCode, type Report } from '../report';
import { livePlanText } from '../text/live-plan-text';
import { writeOutputFile } from '../write-output-file';

/** What `fed8s plan --live` is told. */
export interface LivingPlanFlags extends PolicyFlags {
  readonly save?: string;
}

/** What an apply would change of living clusters. */
export async function livingPlan(
  source: string | undefined,
  flags: LivingPlanFlags,
  { io, format, progress }: RunContext,
): Promise<Report> {
  const owner = ownerOf(flags, io.env);
  const read = await readDesired(source, flags, { io, format, progress });
  // Nothing that is there can have an id that has just been made.
  const id = knownInventoryId({ owner: owner.name, lock: flags.lock, env: io.env }) ?? randomUUID();
  const settings = applySettingsOf(flags, { owner, id, read, env: io.env });
  const plan = await onFleet(read, { flags, whenInterrupted: 'abort' }, ({ members, signal }) =>
    planLive({ members, desired: read.everywhere, signal, ...settings }),
  );
  if (flags.save !== undefined) writeOutputFile(flags.save, planFileText(plan, owner.name));
  const { problems, ...data } = plan;
  return {
    kind: 'LivePlan',
    problems: [...read.problems, ...problems],
    data: { owner: owner.name, ...data },
    text: (paint) => livePlanText(plan, paint),
    exit: exitOf(plan),
  };
}

function exitOf({ problems, unknown, changes, joined, left, adopted }: LivePlan): ExitCode {
  if (problems.some(({ severity }) => severity === 'error')) return 1;
  if (unknown.length > 0) return 3;
  return changes.length + joined.length + left.length + adopted.length > 0 ? 2 : 0;
}
