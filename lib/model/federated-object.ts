import { type ReadingPlace } from './cluster';
import { type ApiType, type FederatedType, apiVersionOf, isNamespaceTarget } from './federated-type';
import { type Finding } from './finding';
import { frozenJson } from './frozen-json';
import { type Json, type JsonObject, isJsonObject } from './json';
import { checkDnsLabel, checkDnsSubdomain } from './label-syntax';
import { type ObjectRef } from './object-ref';
import { type ClusterOverrides, type OverrideLayer } from './override';
import { type Placement } from './placement';

/** One thing to put on clusters: a template, a placement and overrides. */
export interface FederatedObject {
  /** The object as it was declared: a FederatedDeployment, or a plain Deployment. */
  readonly ref: ObjectRef;
  /**
   * `federated`: an object of KubeFed's API, from which each cluster's manifest is worked out by KubeFed's rules.
   * `plain`: the manifest itself, federated without a wrapper: it carries no KubeFed label, and a FederatedNamespace
   * restricts it only where one is declared.
   */
  readonly form: 'federated' | 'plain';
  /** What the members get. */
  readonly target: ApiType;
  readonly name: string;
  /** The namespace on the members; absent for cluster-scoped targets. */
  readonly namespace?: string;
  /** Frozen. Undefined where there is none, which KubeFed takes for an empty one. */
  readonly template: Json | undefined;
  readonly placement: Placement | null | undefined;
  /** Applied in this order. */
  readonly overrides: readonly OverrideLayer[];
  /** The ReplicaSchedulingPreference that has had its say on placement and replicas. */
  readonly scheduledBy?: ObjectRef;
  /** Whether KubeFed's controller for the type runs. */
  readonly propagation: 'Enabled' | 'Disabled';
  /** The file of a cluster's folder that the object goes to, without its ending: the name of its chart. */
  readonly chart: string;
  /** Where it was declared: a construct path, or file:line. */
  readonly origin?: string;
}

const KNOWN_FIELDS: ReadonlySet<string> = new Set(['template', 'placement', 'overrides', 'retainReplicas']);

/**
 * Reads a Federated object: the one interpretation that fed8s has of it, whether it comes from YAML or from a construct.
 * Undefined, and reported, where an API server with KubeFed's CRDs would refuse it.
 */
export function readFederatedObject(
  manifest: JsonObject,
  type: FederatedType,
  place: ReadingPlace & { readonly chart: (namespace: string | undefined) => string },
): FederatedObject | undefined {
  const { origin, report } = place;
  const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
  const name = typeof metadata.name === 'string' ? metadata.name : '';
  const namespace =
    typeof metadata.namespace === 'string' && metadata.namespace !== '' ? metadata.namespace : undefined;
  const namespaced = type.federated.scope === 'Namespaced';
  const ref: ObjectRef = {
    apiVersion: apiVersionOf(type.federated),
    kind: type.federated.kind,
    ...(namespaced && namespace !== undefined && { namespace }),
    name,
  };
  let refused = false;
  const refuse = (code: Finding['code'], path: string, message: string, remedy: string): void => {
    refused = true;
    report({
      code,
      severity: 'error',
      kubefed: 'error',
      message,
      remedy,
      object: ref,
      path,
      ...(origin !== undefined && { origin }),
    });
  };

  const nameProblem = checkDnsSubdomain(name);
  // Names of RBAC objects may hold colons and capitals, and other kinds have rules of their own: only emptiness is sure.
  if (name === '' || (isNamespaceTarget(type.target) && checkDnsLabel(name) !== undefined)) {
    refuse(
      'invalid-name',
      '/metadata/name',
      `The name is wrong: ${nameProblem ?? 'it is no DNS label'}.`,
      'Give metadata.name a valid name.',
    );
  }
  if (namespaced && namespace === undefined) {
    refuse(
      'missing-namespace',
      '/metadata/namespace',
      `A ${type.federated.kind} lives in a namespace, and this one names none.`,
      'Set metadata.namespace (or the namespace of its chart).',
    );
  } else if (namespaced && checkDnsLabel(namespace ?? '') !== undefined) {
    refuse(
      'invalid-name',
      '/metadata/namespace',
      `The namespace is wrong: ${checkDnsLabel(namespace ?? '')}.`,
      'Name the namespace by a DNS label.',
    );
  }
  const { spec } = manifest;
  if (!isJsonObject(spec)) {
    refuse('invalid-federated-object', '/spec', 'spec must be an object.', 'Give it spec.template and spec.placement.');
    return undefined;
  }
  const placement = readPlacement(spec.placement);
  if (placement === 'malformed') {
    refuse(
      'invalid-placement',
      '/spec/placement',
      'spec.placement is not of the form that KubeFed defines.',
      'Write `placement: { clusters: [{ name: cluster1 }] }` or `placement: { clusterSelector: { matchLabels: { region: eu } } }`.',
    );
  }
  const overrides = readOverrides(spec.overrides);
  if (overrides === 'malformed') {
    refuse(
      'invalid-override',
      '/spec/overrides',
      'spec.overrides is not of the form that KubeFed defines.',
      'Write `overrides: [{ clusterName: cluster2, clusterOverrides: [{ path: /spec/replicas, value: 5 }] }]`.',
    );
  }
  if (refused || placement === 'malformed' || overrides === 'malformed') return undefined;

  for (const key of Object.keys(spec)) {
    if (KNOWN_FIELDS.has(key)) continue;
    report({
      code: 'unknown-field',
      severity: 'error',
      kubefed: 'warning',
      message: `spec.${key} is no field of a ${type.federated.kind}: an API server would drop it in silence.`,
      remedy: `Remove it, or correct the spelling: the fields are ${[...KNOWN_FIELDS].join(', ')}.`,
      object: ref,
      path: `/spec/${key}`,
      ...(origin !== undefined && { origin }),
    });
  }
  const targetNamespace = type.target.scope === 'Namespaced' ? namespace : undefined;
  return {
    ref,
    form: 'federated',
    target: type.target,
    name,
    ...(targetNamespace !== undefined && { namespace: targetNamespace }),
    template: spec.template === undefined ? undefined : frozenJson(spec.template),
    placement,
    overrides: overrides.length === 0 ? [] : [{ from: 'declared', clusters: overrides }],
    propagation: type.propagation,
    chart: place.chart(isNamespaceTarget(type.target) ? undefined : targetNamespace),
    ...(origin !== undefined && { origin }),
  };
}

/** A placement as the CRDs let it through; label syntax and operators are checked when it is resolved. */
function readPlacement(value: Json | undefined): Placement | null | undefined | 'malformed' {
  if (value === undefined || value === null) return value;
  if (!isJsonObject(value)) return 'malformed';
  const { clusters, clusterSelector } = value;
  if (clusters !== undefined && clusters !== null) {
    if (!Array.isArray(clusters)) return 'malformed';
    const named = clusters.every(
      (item: unknown) => typeof item === 'string' || (isJsonObject(item) && typeof item.name === 'string'),
    );
    if (!named) return 'malformed';
  }
  if (clusterSelector !== undefined && clusterSelector !== null && !isSelectorShaped(clusterSelector))
    return 'malformed';
  return frozenJson(value);
}

function isSelectorShaped(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { matchLabels, matchExpressions } = value;
  if (matchLabels !== undefined && matchLabels !== null) {
    if (!isJsonObject(matchLabels)) return false;
    if (!Object.values(matchLabels).every((label) => typeof label === 'string')) return false;
  }
  if (matchExpressions === undefined || matchExpressions === null) return true;
  if (!Array.isArray(matchExpressions)) return false;
  return matchExpressions.every(
    (item: unknown) =>
      isJsonObject(item) &&
      typeof item.key === 'string' &&
      typeof item.operator === 'string' &&
      (item.values === undefined ||
        item.values === null ||
        (Array.isArray(item.values) && item.values.every((label: unknown) => typeof label === 'string'))),
  );
}

function readOverrides(value: Json | undefined): readonly ClusterOverrides[] | 'malformed' {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return 'malformed';
  const wellFormed = value.every(
    (entry: unknown) =>
      isJsonObject(entry) &&
      typeof (entry.clusterName ?? '') === 'string' &&
      (entry.clusterOverrides === undefined ||
        entry.clusterOverrides === null ||
        (Array.isArray(entry.clusterOverrides) && entry.clusterOverrides.every(isOperationShaped))),
  );
  return wellFormed ? (frozenJson(value as Json) as unknown as readonly ClusterOverrides[]) : 'malformed';
}

function isOperationShaped(value: unknown): boolean {
  return isJsonObject(value) && typeof value.path === 'string' && typeof (value.op ?? '') === 'string';
}
