/** A kind that KubeFed is to federate. */
interface TargetKind {
  readonly kind: string;
  readonly plural: string;
  /** @default the core group */
  readonly group?: string;
  /** @default Namespaced */
  readonly scope?: 'Cluster' | 'Namespaced';
}

const targets: readonly TargetKind[] = [
  { kind: 'Namespace', plural: 'namespaces', scope: 'Cluster' },
  { kind: 'ConfigMap', plural: 'configmaps' },
  { kind: 'Deployment', plural: 'deployments', group: 'apps' },
];

const group = 'types.kubefed.io';
const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** The plurals of the Federated kinds, as kubectl takes them. */
export const federatedPlurals = targets.map(({ plural }) => `federated${plural}`);

/** The definitions of the Federated kinds; KubeFed's controller asks nothing of their schemas. */
export const federatedCrds: readonly object[] = targets.map(({ kind, plural }) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `federated${plural}.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: `Federated${kind}`, plural: `federated${plural}` },
    versions: [
      {
        name: 'v1beta1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: anything, status: anything } } },
        subresources: { status: {} },
      },
    ],
  },
}));

/** What `kubefedctl enable` says of them. */
// KubeFed v0.10.0, charts/kubefed/templates/federatedtypeconfig.yaml
export const typeConfigs: readonly object[] = targets.map(({ kind, plural, group: of, scope = 'Namespaced' }) => ({
  apiVersion: 'core.kubefed.io/v1beta1',
  kind: 'FederatedTypeConfig',
  metadata: { name: of === undefined ? plural : `${plural}.${of}`, namespace: 'kube-federation-system' },
  spec: {
    propagation: 'Enabled',
    targetType: { kind, pluralName: plural, scope, version: 'v1', ...(of !== undefined && { group: of }) },
    federatedType: {
      group,
      version: 'v1beta1',
      kind: `Federated${kind}`,
      pluralName: `federated${plural}`,
      scope: 'Namespaced',
    },
  },
}));
