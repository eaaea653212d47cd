import { type ReadingPlace } from './cluster';
import { type FederatedObject } from './federated-object';
import { type FederatedType, apiVersionOf, isNamespaceTarget } from './federated-type';
import { isFederationError } from './federation-error';
import { type Finding } from './finding';
import { frozenJson } from './frozen-json';
import { type Json, type JsonObject, isJsonObject } from './json';
import { checkDnsLabel, checkDnsSubdomain } from './label-syntax';
import { type ObjectRef } from './object-ref';
import { readOverrideList } from './read-overrides';
import { readPlacement } from './read-placement';

const KNOWN_FIELDS: ReadonlySet<string> = new Set(['template', 'placement', 'overrides', 'retainReplicas']);

/** Where a Federated object was found, and which chart an object of a namespace belongs to. */
export interface FederatedPlace extends ReadingPlace {
  readonly chart: (namespace: string | undefined) => string;
}

/**
 * Reads a Federated object: the one interpretation that fed8s has of it, whether it comes from YAML or from a construct.
 * Undefined, and reported, where an API server with KubeFed's CRDs would refuse it.
 */
export function readFederatedObject(
  manifest: JsonObject,
  type: FederatedType,
  { origin, report, chart }: FederatedPlace,
): FederatedObject | undefined {
  const ref = refOf(manifest, type);
  const at = { object: ref, ...(origin !== undefined && { origin }) };
  const refusals = [...nameRefusals(ref, type)];
  const { spec } = manifest;
  const parts = isJsonObject(spec)
    ? readSpec(spec)
    : [refusal('invalid-federated-object', '/spec', 'spec must be an object')];
  if (Array.isArray(parts)) refusals.push(...parts);
  for (const one of refusals) report({ ...one, ...at });
  if (refusals.length > 0 || Array.isArray(parts) || !isJsonObject(spec)) return undefined;

  for (const key of Object.keys(spec)) {
    if (KNOWN_FIELDS.has(key)) continue;
    report({
      code: 'unknown-field',
      severity: 'error',
      kubefed: 'warning',
      message: `spec.${key} is no field of a ${ref.kind}: an API server would drop it in silence.`,
      remedy: `Remove it, or correct the spelling: the fields are ${[...KNOWN_FIELDS].join(', ')}.`,
      path: `/spec/${key}`,
      ...at,
    });
  }
  const namespace = type.target.scope === 'Namespaced' ? ref.namespace : undefined;
  return {
    ref,
    form: 'federated',
    target: type.target,
    name: ref.name,
    ...(namespace !== undefined && { namespace }),
    ...parts,
    propagation: type.propagation,
    chart: chart(isNamespaceTarget(type.target) ? undefined : namespace),
    ...(origin !== undefined && { origin }),
  };
}

function refOf({ metadata }: JsonObject, type: FederatedType): ObjectRef {
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  const namespaced = type.federated.scope === 'Namespaced' && typeof namespace === 'string' && namespace !== '';
  return {
    apiVersion: apiVersionOf(type.federated),
    kind: type.federated.kind,
    ...(namespaced && { namespace }),
    name: typeof name === 'string' ? name : '',
  };
}

type Refusal = Omit<Finding, 'object' | 'origin'>;

function refusal(code: Finding['code'], path: string, what: string, remedy?: string): Refusal {
  return { code, severity: 'error', kubefed: 'error', message: `${what}.`, remedy: remedy ?? 'Correct it.', path };
}

function* nameRefusals({ name, namespace }: ObjectRef, type: FederatedType): Generator<Refusal> {
  const wrong = isNamespaceTarget(type.target) ? checkDnsLabel(name) : checkDnsSubdomain(name);
  if (wrong !== undefined) {
    yield refusal(
      'invalid-name',
      '/metadata/name',
      `The name is wrong: ${wrong}`,
      "Give metadata.name a name that KubeFed's API takes; an object whose kind takes other names can be federated without a wrapper.",
    );
  }
  if (type.federated.scope !== 'Namespaced') return;
  if (namespace === undefined) {
    yield refusal(
      'missing-namespace',
      '/metadata/namespace',
      `A ${type.federated.kind} lives in a namespace, and this one names none`,
      'Set metadata.namespace (or the namespace of its chart).',
    );
    return;
  }
  const problem = checkDnsLabel(namespace);
  if (problem !== undefined) {
    yield refusal(
      'invalid-name',
      '/metadata/namespace',
      `The namespace is wrong: ${problem}`,
      'Name the namespace by a DNS label.',
    );
  }
}

/** The parts of a spec as KubeFed decodes them, or everything for which an API server would refuse it. */
function readSpec(spec: JsonObject): Pick<FederatedObject, 'template' | 'placement' | 'overrides'> | Refusal[] {
  const refusals: Refusal[] = [];
  const read = <T>(path: string, reading: () => T): T | undefined => {
    try {
      return reading();
    } catch (error) {
      if (!isFederationError(error)) throw error;
      for (const { code, message, remedy } of error.problems) {
        refusals.push({ code, severity: 'error', kubefed: 'error', message, remedy, path });
      }
      return undefined;
    }
  };
  const placement = read('/spec/placement', () =>
    // Whether there is one makes a difference: a chart may have one to inherit.
    spec.placement === undefined || spec.placement === null ? spec.placement : readPlacement(frozen(spec.placement)),
  );
  const overrides = read('/spec/overrides', () => readOverrideList(frozen(spec.overrides))) ?? [];
  if (refusals.length > 0) return refusals;
  return {
    template: frozen(spec.template),
    placement,
    overrides: overrides.length === 0 ? [] : [{ from: 'declared', clusters: overrides }],
  };
}

function frozen(value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : frozenJson(value);
}
