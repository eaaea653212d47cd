import { type ObjectRef, groupOf } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { isSecret } from '../../model/secret';
import { ChangeGroups } from '../../plan/change-groups';
import { type FieldChange } from '../../plan/field-changes';
import { type ClusterPlan } from '../../plan/plan';
import { type Surveyed } from '../apply/apply-guards';
import { type ApplyRequest } from '../apply/apply-settings';
import { type ApplyStep, type Prune, type SendTask, entriesBefore } from '../apply/survey';
import { type FleetSurvey, surveyFleet } from '../apply/survey-fleet';
import { type AssessedField } from '../assess/assessment';
import { maskedField } from '../assess/masked-field';
import { type LivePlan } from './live-plan';

/**
 * What an apply would change of living clusters, as their servers say it by dry runs. Nothing is written. What differs only in
 * defaults, or is left to others, is no change.
 */
export async function planLive(request: ApplyRequest): Promise<LivePlan> {
  return livePlanOf(await surveyFleet({ ...request, dryRun: true }), request);
}

/** The plan of a survey of which everything was asked for by dry runs. */
export function livePlanOf(
  survey: FleetSurvey,
  { members, desired }: Pick<ApplyRequest, 'members' | 'desired'>,
): LivePlan {
  const { surveys, surveyed, declaredOn, problems } = survey;
  const gathered = new LivePlanParts((key) => declaredOn(key).length > 0);
  const refused: Problem[] = [];
  for (const { cluster, ...outcome } of surveys) {
    if (outcome.outcome === 'unknown') {
      gathered.unknown.push({ cluster, reason: outcome.failure.message, failure: outcome.failure });
    } else if ('refused' in outcome.value) {
      gathered.unknown.push({ cluster, reason: outcome.value.refused.message });
      refused.push(outcome.value.refused);
    }
  }
  const clusters = surveyed.map((one) => gathered.add(one));
  const stays = new Set(desired.map(({ name }) => name));
  const { groups, adopted, conflicts, kept, secrets, unknown } = gathered;
  return {
    joined: surveyed.filter(({ survey: { inventory } }) => inventory.state === 'absent').map(({ cluster }) => cluster),
    left: members.map(({ name }) => name).filter((name) => !stays.has(name)),
    changes: groups.all(),
    clusters,
    adopted,
    conflicts,
    kept,
    secrets,
    unknown,
    problems: [...problems, ...refused],
  };
}

type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : never;

class LivePlanParts {
  public readonly groups: ChangeGroups;
  public readonly adopted: Mutable<LivePlan['adopted']> = [];
  public readonly conflicts: Mutable<LivePlan['conflicts']> = [];
  public readonly kept: Mutable<LivePlan['kept']> = [];
  public readonly secrets: Mutable<LivePlan['secrets']> = [];
  public readonly unknown: Mutable<LivePlan['unknown']> = [];

  public constructor(isDeclared: (key: string) => boolean) {
    this.groups = new ChangeGroups(isDeclared);
  }

  public add({ cluster, survey }: Surveyed): ClusterPlan {
    const counts = { created: 0, updated: 0, deleted: 0 };
    for (const step of survey.steps) {
      const action = this.step(cluster, step);
      if (action !== undefined) counts[`${action}d`] += 1;
    }
    for (const prune of survey.prunes) if (this.prune(cluster, prune) === 'delete') counts.deleted += 1;
    return { cluster, before: entriesBefore(survey).length, after: survey.steps.length, ...counts };
  }

  private step(cluster: string, { object, task }: ApplyStep): 'create' | 'update' | undefined {
    if (task.task === 'none') return undefined;
    if (task.task === 'send') return this.send(cluster, object, task);
    const { outcome, reason = '', claims = [], failure } = task.result;
    if (outcome === 'conflict') this.conflicts.push({ cluster, object, reason, claims });
    else this.unknown.push({ cluster, object, reason: failure?.message ?? reason, ...(failure && { failure }) });
    return undefined;
  }

  private send(cluster: string, object: ObjectRef, task: SendTask): 'create' | 'update' | undefined {
    if (task.claims.length > 0) {
      this.conflicts.push({ cluster, object, reason: 'others claim fields of it', claims: task.claims });
    }
    if (task.as === 'adopted') this.adopted.push({ cluster, object });
    const action = task.as === 'created' ? 'create' : 'update';
    if (action === 'update' && task.fields.length === 0) return undefined;
    if (task.live !== undefined && isSecret({ group: groupOf(object.apiVersion), kind: object.kind })) {
      this.secrets.push({ cluster, object, resourceVersion: task.live.resourceVersion });
    }
    this.groups.add(cluster, { action, object, fields: task.fields.map((field) => changeOf(field, object)) });
    return action;
  }

  private prune(cluster: string, { entry: object, decision, failure }: Prune): 'delete' | undefined {
    if (failure !== undefined) {
      this.unknown.push({ cluster, object, reason: failure.message, failure });
    } else if (decision.decision === 'delete') {
      this.groups.add(cluster, { action: 'delete', object });
      return 'delete';
    } else if (decision.decision === 'keep') {
      this.kept.push({ cluster, object, reason: decision.reason });
    }
    return undefined;
  }
}

/** A field as it lives, and as it would be. Values of a Secret are masked. */
function changeOf(field: AssessedField, object: ObjectRef): FieldChange {
  const { path, found, wanted } = maskedField(object, field);
  return { path, ...(found !== undefined && { before: found }), ...(wanted !== undefined && { after: wanted }) };
}
