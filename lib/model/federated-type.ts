import { type Finding } from './finding';
import { type JsonObject, isJsonObject } from './json';
import { typeConfigSpecShape } from './api-shapes';
import { type ObjectRef, groupOf } from './object-ref';
import { kubefedPlural } from './plural';
import { knownKind } from './known-kinds';
import { unknownFields } from './unknown-fields';

/** Where the objects of a kind live. */
export type Scope = 'Cluster' | 'Namespaced';

/** One API of Kubernetes: what a FederatedTypeConfig calls `targetType` or `federatedType`. */
export interface ApiType {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly pluralName: string;
  readonly scope: Scope;
}

/** What a FederatedTypeConfig says: which kind is federated by which. */
export interface FederatedType {
  /** `<plural>.<group>` of the target, `<plural>` alone in the core group. */
  readonly name: string;
  readonly target: ApiType;
  readonly federated: ApiType;
  /** `Disabled` stops KubeFed's controller for the type. */
  readonly propagation: 'Enabled' | 'Disabled';
  readonly origin?: string;
}

export const CORE_GROUP = 'core.kubefed.io';
export const SCHEDULING_GROUP = 'scheduling.kubefed.io';
/** The group of the Federated kinds unless a FederatedTypeConfig says another. */
export const TYPES_GROUP = 'types.kubefed.io';

/** The type that `kubefedctl enable` makes for a kind. KubeFed v0.10.0, pkg/kubefedctl/enable. */
export function federatedTypeOf(target: ApiType): FederatedType {
  return {
    name: target.group === '' ? target.pluralName : `${target.pluralName}.${target.group}`,
    target,
    federated: {
      group: TYPES_GROUP,
      version: 'v1beta1',
      kind: `Federated${target.kind}`,
      pluralName: `federated${target.pluralName}`,
      // A FederatedNamespace lives inside the namespace that it federates.
      scope: isNamespaceTarget(target) ? 'Namespaced' : target.scope,
    },
    propagation: 'Enabled',
  };
}

/** Whether a type is the Namespace itself, which KubeFed treats apart in many ways. */
export function isNamespaceTarget(target: Pick<ApiType, 'group' | 'kind'>): boolean {
  return target.kind === 'Namespace' && target.group === '';
}

/** The apiVersion of a type: `apps/v1`, or `v1` in the core group. */
export function apiVersionOf(type: Pick<ApiType, 'group' | 'version'>): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`;
}

const shipped: readonly (readonly [group: string, kind: string])[] = [
  ['', 'ConfigMap'],
  ['', 'Namespace'],
  ['', 'Secret'],
  ['', 'Service'],
  ['', 'ServiceAccount'],
  ['apps', 'Deployment'],
  ['apps', 'ReplicaSet'],
  ['batch', 'Job'],
  ['networking.k8s.io', 'Ingress'],
  ['rbac.authorization.k8s.io', 'ClusterRole'],
];

/** The ten types that KubeFed's chart ships. KubeFed v0.10.0, charts/kubefed/templates/federatedtypeconfig.yaml. */
export const builtInTypes: readonly FederatedType[] = shipped.map(([group, kind]) => {
  const type = typeOfKnownKind(group, kind);
  if (type === undefined) throw new Error(`the kinds of Kubernetes lack ${kind}`);
  return type;
});

/** The type of a kind of Kubernetes itself, as `kubefedctl enable` would make it. */
export function typeOfKnownKind(group: string, kind: string): FederatedType | undefined {
  const known = knownKind(group, kind);
  const version = known?.versions[0];
  if (known === undefined || version === undefined) return undefined;
  return federatedTypeOf({ group, version, kind, pluralName: known.plural, scope: known.scope });
}

/** Reads a FederatedTypeConfig with the defaults of KubeFed's webhook. */
export function readFederatedTypeConfig(
  manifest: JsonObject,
  origin: string | undefined,
  report: (finding: Finding) => void,
): FederatedType | undefined {
  const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {};
  const name = typeof metadata.name === 'string' ? metadata.name : '';
  const object: ObjectRef = { apiVersion: `${CORE_GROUP}/v1beta1`, kind: 'FederatedTypeConfig', name };
  const refusals: Omit<Finding, 'object' | 'origin'>[] = [];
  const refuse = (message: string, remedy: string): void =>
    void refusals.push({ code: 'invalid-type-config', severity: 'error', kubefed: 'error', message, remedy });

  const [pluralOfName = '', ...groupOfName] = name.split('.');
  const target = readApiType(spec.targetType, { pluralName: pluralOfName, group: groupOfName.join('.') });
  const expected = target && (target.group === '' ? target.pluralName : `${target.pluralName}.${target.group}`);
  if (expected === undefined) {
    refuse(
      'spec.targetType needs version, kind and scope (Namespaced or Cluster).',
      'Give spec.targetType in full, as `kubefedctl enable` writes it.',
    );
  } else if (name !== expected) {
    refuse(`The name must be ${expected}, after the target type.`, `Rename it to ${expected}.`);
  }
  const federated = readApiType(spec.federatedType, {});
  if (!federated?.group.includes('.')) {
    refuse(
      'spec.federatedType needs group (with a dot), version, kind and scope.',
      `Give spec.federatedType in full, for example group ${TYPES_GROUP}, version v1beta1, kind Federated${target?.kind ?? 'Widget'}.`,
    );
  }
  const { propagation } = spec;
  if (propagation !== 'Enabled' && propagation !== 'Disabled') {
    refuse('spec.propagation must be Enabled or Disabled.', 'Set spec.propagation to Enabled.');
  }
  const at = { object, ...(origin !== undefined && { origin }) };
  const unknown = unknownFields(spec, typeConfigSpecShape, { kind: object.kind, path: '/spec' });
  [...unknown, ...refusals].forEach((one) => report({ ...one, ...at }));
  if (refusals.length > 0 || target === undefined || federated === undefined) return undefined;
  return {
    name,
    target,
    federated,
    propagation: propagation as FederatedType['propagation'],
    ...(origin !== undefined && { origin }),
  };
}

function readApiType(value: unknown, defaults: { pluralName?: string; group?: string }): ApiType | undefined {
  if (!isJsonObject(value)) return undefined;
  const { kind, version, scope } = value;
  if (typeof kind !== 'string' || kind === '' || typeof version !== 'string' || version === '') return undefined;
  if (scope !== 'Cluster' && scope !== 'Namespaced') return undefined;
  return {
    group: typeof value.group === 'string' && value.group !== '' ? value.group : (defaults.group ?? ''),
    version,
    kind,
    pluralName:
      typeof value.pluralName === 'string' && value.pluralName !== ''
        ? value.pluralName
        : (defaults.pluralName ?? kubefedPlural(kind)),
    scope,
  };
}

/** Whether a manifest is of a Federated kind by its looks alone: the default group, or the custom of naming. */
export function looksFederated(apiVersion: string, kind: string): boolean {
  return groupOf(apiVersion) === TYPES_GROUP && kind.startsWith('Federated');
}
