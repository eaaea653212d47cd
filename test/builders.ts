/** Manifests of KubeFed's API for tests, as short as they can be. */

type Labels = Readonly<Record<string, string>>;

export function cluster(name: string, labels: Labels = {}, status?: object): object {
  return {
    apiVersion: 'core.kubefed.io/v1beta1',
    kind: 'KubeFedCluster',
    metadata: { name, namespace: 'kube-federation-system', labels },
    ...(status !== undefined && { status }),
  };
}

export const notReady = { conditions: [{ type: 'Offline', status: 'True' }] };
export const ready = { conditions: [{ type: 'Ready', status: 'True' }] };

export function clusters(...names: string[]): object[] {
  return names.map((name) => cluster(name));
}

export interface FederatedSpec {
  readonly name?: string;
  readonly namespace?: string;
  readonly template?: unknown;
  readonly placement?: unknown;
  readonly overrides?: unknown;
  readonly [key: string]: unknown;
}

/** A Federated object; by default named `web`, in `shop`, on every cluster. */
export function federated(kind: string, { name = 'web', namespace = 'shop', ...spec }: FederatedSpec = {}): object {
  return {
    apiVersion: 'types.kubefed.io/v1beta1',
    kind: `Federated${kind}`,
    metadata: { name, ...(namespace !== '' && { namespace }) },
    spec: { placement: { clusterSelector: {} }, ...spec },
  };
}

export function federatedNamespace(name = 'shop', spec: FederatedSpec = {}): object {
  return federated('Namespace', { name, namespace: name, ...spec });
}

export const webTemplate = {
  metadata: { labels: { app: 'web' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
};

export function preference(spec: object, { name = 'web', namespace = 'shop' } = {}): object {
  return {
    apiVersion: 'scheduling.kubefed.io/v1alpha1',
    kind: 'ReplicaSchedulingPreference',
    metadata: { name, namespace },
    spec: { targetKind: 'FederatedDeployment', ...spec },
  };
}

export function typeConfig(kind: string, scope: 'Cluster' | 'Namespaced', overrides: object = {}): object {
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'core.kubefed.io/v1beta1',
    kind: 'FederatedTypeConfig',
    metadata: { name: `${plural}.example.com`, namespace: 'kube-federation-system' },
    spec: {
      targetType: { group: 'example.com', version: 'v1', kind, pluralName: plural, scope },
      federatedType: {
        group: 'types.kubefed.io',
        version: 'v1beta1',
        kind: `Federated${kind}`,
        pluralName: `federated${plural}`,
        scope,
      },
      propagation: 'Enabled',
      ...overrides,
    },
  };
}
