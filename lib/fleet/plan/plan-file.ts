import { FederationError } from '../../model/federation-error';
import { errorMessage } from '../../model/error-message';
import { type JsonObject, isJsonObject } from '../../model/json';
import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { type PlannedChange } from '../../plan/change-groups';
import { type LivePlan } from './live-plan';

/** The version of the form of a plan that is kept in a file. */
export const PLAN_API_VERSION = 'fed8s.dev/v1';
const KIND = 'LivePlan';

/** A plan that was looked at, and is to be carried out as it is or not at all. */
export interface KeptPlan {
  readonly owner: string;
  readonly plan: Pick<LivePlan, (typeof PARTS)[number]>;
}

/** What a plan is compared by. Its counts follow from these, and what nobody knows is no promise. */
const PARTS = ['joined', 'left', 'changes', 'adopted', 'conflicts', 'kept', 'secrets'] as const;

/** The text of a plan for a file. Values of Secrets are masked. */
export function planFileText(plan: LivePlan, owner: string): string {
  return `${JSON.stringify({ apiVersion: PLAN_API_VERSION, kind: KIND, owner, plan: partsOf(plan) }, undefined, 2)}\n`;
}

/**
 * Reads a plan that was kept.
 *
 * @param file as messages name it.
 * @throws FederationError `invalid-plan` where it is none, or was kept by a newer fed8s.
 */
export function readPlanFile(text: string, file: string): KeptPlan {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalidPlan(`it is no JSON (${errorMessage(error)})`, file);
  }
  if (!isJsonObject(json) || json.kind !== KIND) throw invalidPlan('it is no plan of living clusters', file);
  if (json.apiVersion !== PLAN_API_VERSION) {
    throw invalidPlan(
      `its apiVersion is ${JSON.stringify(json.apiVersion)}, and this fed8s reads ${PLAN_API_VERSION}`,
      file,
    );
  }
  const { owner, plan } = json;
  if (typeof owner !== 'string' || !isJsonObject(plan) || PARTS.some((part) => !Array.isArray(plan[part]))) {
    throw invalidPlan('a part of it is missing', file);
  }
  return { owner, plan: plan as JsonObject & KeptPlan['plan'] };
}

/** Why a plan that was kept cannot be carried out: what an apply would do now is something else. */
export function outdatedPlanProblems(kept: KeptPlan, now: LivePlan, file: string): readonly Problem[] {
  const before = lines(kept.plan);
  const after = lines(partsOf(now));
  const gone = [...before.keys()].filter((line) => !after.has(line));
  const come = [...after.keys()].filter((line) => !before.has(line));
  if (gone.length + come.length === 0) return [];
  const parts = [
    ...(come.length === 0 ? [] : [`not in the plan: ${listed(distinct(come, after))}`]),
    ...(gone.length === 0 ? [] : [`only in the plan: ${listed(distinct(gone, before))}`]),
  ];
  return [
    {
      code: 'plan-outdated',
      severity: 'error',
      message: `The clusters, or what is declared, have changed since the plan was made; ${parts.join('; ')}.`,
      remedy: 'Look at a new plan (fed8s plan --live --save FILE), and apply that.',
      origin: file,
    },
  ];
}

function distinct(keys: readonly string[], names: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set(keys.map((key) => names.get(key) as string))];
}

/** What there is in a plan: each thing by its JSON, with a name for people. */
function lines(plan: KeptPlan['plan']): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of PARTS) {
    for (const item of plan[part]) found.set(`${part} ${JSON.stringify(item)}`, nameOf(part, item));
  }
  return found;
}

function nameOf(part: (typeof PARTS)[number], item: string | PlannedChange | LivePlan['adopted'][number]): string {
  if (typeof item === 'string') return `${part} ${item}`;
  const object = describeObject(item.object);
  return 'action' in item
    ? `${item.action} ${object} on ${listed(item.clusters)}`
    : `${object} on ${item.cluster} (${part})`;
}

function partsOf(plan: LivePlan): KeptPlan['plan'] {
  const { joined, left, changes, adopted, conflicts, kept, secrets } = plan;
  return { joined, left, changes, adopted, conflicts, kept, secrets };
}

function invalidPlan(what: string, file: string): FederationError {
  return new FederationError({
    code: 'invalid-plan',
    severity: 'error',
    message: `The plan cannot be read: ${what}.`,
    remedy: 'Make a new one: fed8s plan --live --save FILE.',
    origin: file,
  });
}
