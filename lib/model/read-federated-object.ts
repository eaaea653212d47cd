import { federatedSpecShape } from './api-shapes';
import { type ReadingPlace } from './cluster';
import { type FederatedObject } from './federated-object';
import { type FederatedType, apiVersionOf, isNamespaceTarget } from './federated-type';
import { isFederationError } from './federation-error';
import { type Finding } from './finding';
import { frozenJson } from './frozen-json';
import { type Json, type JsonObject, isJsonObject } from './json';
import { checkDnsLabel, checkDnsSubdomain } from './label-syntax';
import { type ObjectRef } from './object-ref';
import { type Placement } from './placement';
import { readOverrideList } from './read-overrides';
import { readPlacement } from './read-placement';
import { refOfManifest } from './ref-of-manifest';
import { unknownFields } from './unknown-fields';

const NAMESPACE_PATH = '/metadata/namespace';

/** Where a Federated object was found, and which chart an object of a namespace belongs to. */
export interface FederatedPlace extends ReadingPlace {
  readonly chart: (namespace: string | undefined) => string;
}

/**
 * Reads a Federated object: the one interpretation that fed8s has of it, whether it comes from YAML or from a construct.
 * What an API server with KubeFed's CRDs would refuse is reported, and the object marked as refused.
 */
export function readFederatedObject(
  manifest: JsonObject,
  type: FederatedType,
  { origin, report, chart }: FederatedPlace,
): FederatedObject {
  const ref = refOf(manifest, type);
  const { parts, refusals } = readSpec(manifest.spec, ref.kind);
  const found = [...nameRefusals(manifest.metadata, ref, type), ...refusals];
  for (const one of found) report({ ...one, object: ref, ...(origin !== undefined && { origin }) });
  const hasNamespace = type.target.scope === 'Namespaced' && !found.some(({ path }) => path === NAMESPACE_PATH);
  const namespace = hasNamespace ? ref.namespace : undefined;
  return {
    ref,
    form: 'federated',
    target: type.target,
    name: ref.name,
    ...(namespace !== undefined && { namespace }),
    ...parts,
    propagation: type.propagation,
    chart: chart(isNamespaceTarget(type.target) ? undefined : namespace),
    ...(found.some(({ kubefed }) => kubefed === 'error') && { refused: true }),
    ...(origin !== undefined && { origin }),
  };
}

/** Tells of what is wrong with a Federated object whose type nobody knows. */
export function reportUntyped(manifest: JsonObject, { origin, report }: ReadingPlace): void {
  const object = refOfManifest(manifest);
  for (const one of readSpec(manifest.spec, object.kind).refusals) {
    report({ ...one, object, ...(origin !== undefined && { origin }) });
  }
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

const NO_TEXT = 'it is no text';

function isText(value: Json | undefined): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function* nameRefusals(metadata: unknown, { name, namespace }: ObjectRef, type: FederatedType): Generator<Refusal> {
  const given = isJsonObject(metadata) ? metadata : {};
  const check = isNamespaceTarget(type.target) ? checkDnsLabel : checkDnsSubdomain;
  const wrong = isText(given.name) ? check(name) : NO_TEXT;
  if (wrong !== undefined) {
    yield refusal(
      'invalid-name',
      '/metadata/name',
      `The name is wrong: ${wrong}`,
      "Give metadata.name a name that KubeFed's API takes; an object whose kind takes other names can be federated without a wrapper.",
    );
  }
  if (type.federated.scope !== 'Namespaced') return;
  if (!isText(given.namespace)) {
    yield refusal('invalid-name', NAMESPACE_PATH, `The namespace is wrong: ${NO_TEXT}`, 'Quote it.');
    return;
  }
  if (namespace === undefined) {
    yield refusal(
      'missing-namespace',
      NAMESPACE_PATH,
      `A ${type.federated.kind} lives in a namespace, and this one names none`,
      'Set metadata.namespace (or the namespace of its chart).',
    );
    return;
  }
  const problem = checkDnsLabel(namespace);
  if (problem !== undefined) {
    yield refusal(
      'invalid-name',
      NAMESPACE_PATH,
      `The namespace is wrong: ${problem}`,
      'Name the namespace by a DNS label.',
    );
  }
}

/** The parts of a spec as KubeFed decodes them, and everything for which an API server would refuse or change it. */
function readSpec(
  spec: Json | undefined,
  kind: string,
): { parts: Pick<FederatedObject, 'template' | 'placement' | 'overrides'>; refusals: readonly Refusal[] } {
  if (!isJsonObject(spec)) {
    const parts = { template: undefined, placement: EVERYWHERE, overrides: [] };
    return { parts, refusals: [refusal('invalid-federated-object', '/spec', 'spec must be an object')] };
  }
  const refusals: Refusal[] = [...unknownFields(spec, federatedSpecShape, { kind, path: '/spec' })];
  const { retainReplicas = null } = spec;
  if (retainReplicas !== null && typeof retainReplicas !== 'boolean') {
    refusals.push(
      refusal('invalid-federated-object', '/spec/retainReplicas', 'spec.retainReplicas must be true or false'),
    );
  }
  const read = <T>(path: string, reading: () => T, otherwise: T): T => {
    try {
      return reading();
    } catch (error) {
      if (!isFederationError(error)) throw error;
      for (const { code, message, remedy } of error.problems) {
        refusals.push({ code, severity: 'error', kubefed: 'error', message, remedy, path });
      }
      return otherwise;
    }
  };
  const placement = read<Placement | null | undefined>(
    '/spec/placement',
    // Whether there is one makes a difference: a chart may have one to inherit.
    () =>
      spec.placement === undefined || spec.placement === null ? spec.placement : readPlacement(frozen(spec.placement)),
    EVERYWHERE,
  );
  const overrides = read('/spec/overrides', () => readOverrideList(frozen(spec.overrides)), undefined) ?? [];
  return {
    parts: {
      template: frozen(spec.template),
      placement,
      overrides: overrides.length === 0 ? [] : [{ from: 'declared', clusters: overrides }],
    },
    refusals,
  };
}

/** Stands for a placement that cannot be read, so that no cluster is blamed for it. */
const EVERYWHERE: Placement = Object.freeze({ clusterSelector: Object.freeze({}) });

function frozen(value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : frozenJson(value);
}
