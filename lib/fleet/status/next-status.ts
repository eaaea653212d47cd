import { type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { conditionsOf, rfc3339 } from './conditions';
import { type Place } from './place-of-nodes';
import { type Probe } from './probe';

/** How many probes in a row it takes until a cluster counts as something else than before. */
export interface Thresholds {
  readonly failures: number;
  readonly successes: number;
}

/** KubeFed's own. */
export const defaultThresholds: Thresholds = { failures: 3, successes: 1 };

/** The status to write, and how many probes in a row have differed from it. */
export interface NextStatus {
  readonly status: JsonObject;
  /** 0 where the last probe said what the status says. */
  readonly run: number;
}

/**
 * The status of a KubeFedCluster after a probe. The first probe counts as it is. After that a cluster that was ready stays so
 * until as many probes in a row have failed as the threshold says, and likewise back. KubeFed meant this, and counts results that
 * were equal so far instead, so that after three good probes a single failure turns a cluster over (its issue 1496).
 *
 * @param before.run of the last run.
 */
export function nextStatus(
  before: { readonly status: JsonObject | undefined; readonly run: number },
  probe: Probe,
  at: { readonly now: number; readonly thresholds: Thresholds; readonly place?: Place },
): NextStatus {
  const { now, thresholds, place } = at;
  const old = before.status ?? {};
  const conditions = isJsonList(old.conditions) ? old.conditions.filter(isJsonObject) : [];
  const found = conditionsOf(probe, now);
  const [was, is] = [isReady(conditions), isReady(found)];
  const rest = {
    ...textField(old, 'kubernetesVersion'),
    ...textField(old, 'region'),
    ...(isJsonList(old.zones) && { zones: old.zones }),
    ...(probe.kind === 'ready' && probe.version !== undefined && { kubernetesVersion: probe.version }),
    ...(place?.region !== undefined && { region: place.region }),
    ...(place !== undefined && place.zones.length > 0 && { zones: place.zones }),
  };
  if (conditions.length === 0) return { status: { ...rest, conditions: found }, run: 0 };
  if (was === is) {
    const kept = found.map((condition) => ({ ...condition, ...transitionOf(conditions, condition) }));
    return { status: { ...rest, conditions: kept }, run: 0 };
  }
  const run = before.run + 1;
  if (run >= (is ? thresholds.successes : thresholds.failures)) {
    return { status: { ...rest, conditions: found }, run: 0 };
  }
  const probed = conditions.map((condition) => ({ ...condition, lastProbeTime: rfc3339(now) }));
  return { status: { ...rest, conditions: probed }, run };
}

function isReady(conditions: readonly JsonObject[]): boolean {
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function transitionOf(conditions: readonly JsonObject[], { type, status }: JsonObject): JsonObject {
  const same = conditions.find((condition) => condition.type === type && condition.status === status);
  return typeof same?.lastTransitionTime === 'string' ? { lastTransitionTime: same.lastTransitionTime } : {};
}

function textField(object: JsonObject, field: string): JsonObject {
  const value = object[field];
  return typeof value === 'string' ? { [field]: value } : {};
}
