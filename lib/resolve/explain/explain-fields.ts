import { type FederatedObject } from '../../model/federated-object';
import { isFederationError } from '../../model/federation-error';
import { own } from '../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../../model/json';
import { MASKED, isSecret, isSecretField } from '../../model/secret';
import { differences } from '../overrides/changes/differences';
import { type LayerStack, type OverrideStep } from '../overrides/layer-stack';
import { parseOverridePath } from '../overrides/override-path';
import { REPLICAS_PATH } from '../replicas/schedule';
import { type FieldExplanation } from './explanation';

/** The fields that overrides have changed on a cluster, each with who had the last word. */
export function explainFields(
  object: FederatedObject,
  base: JsonObject,
  { stack, cluster }: { readonly stack: LayerStack; readonly cluster: number },
): readonly FieldExplanation[] {
  const steps = stepsOf(stack, base, cluster);
  const final = steps.at(-1)?.after ?? base;
  const touched = steps.map((step) => ({ step, paths: differences(step.before, step.after).map(({ path }) => path) }));
  return differences(base, final).map(({ path }) => {
    const makers = touched.filter(({ paths }) => paths.some((one) => concerns(one, path))).map(({ step }) => step);
    const last = makers.at(-1);
    const { parents, key } = parseOverridePath(path);
    const way = key === undefined ? [] : [...parents, key];
    const before = valueAt(base, way);
    const after = valueAt(final, way);
    const show = (value: Json): Json => (isSecret(object.target) && isSecretField(path, value) ? MASKED : value);
    const overruled = makers.slice(0, -1).map(({ by }) => by);
    return {
      path,
      ...(before !== undefined && { before: show(before) }),
      ...(after !== undefined && { after: show(after) }),
      by: last === undefined ? 'an override' : whoSet(object, last, path),
      ...(last?.origin !== undefined && { origin: last.origin }),
      ...(overruled.length > 0 && { overruled }),
    };
  });
}

/** Up to the first that fails: what comes after it is not applied either. */
function stepsOf(stack: LayerStack, base: JsonObject, cluster: number): readonly OverrideStep[] {
  const steps: OverrideStep[] = [];
  try {
    for (const step of stack.steps(base, cluster)) steps.push(step);
  } catch (error) {
    if (!isFederationError(error)) throw error;
  }
  return steps;
}

function concerns(touched: string, path: string): boolean {
  return touched === path || path.startsWith(`${touched}/`) || touched.startsWith(`${path}/`);
}

function whoSet({ scheduledBy }: FederatedObject, { by }: OverrideStep, path: string): string {
  if (scheduledBy === undefined || path !== REPLICAS_PATH) return by;
  return `ReplicaSchedulingPreference ${scheduledBy.namespace ?? ''}/${scheduledBy.name}`;
}

function valueAt(document: JsonObject, way: readonly string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const key of way) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(key)];
    else value = isJsonObject(value) ? own(value, key) : undefined;
  }
  return value;
}
