import { ApiObject, type ApiObjectProps } from 'cdk8s';
import { FederatedApp, FederatedChart, FederatedNamespace, KubeFedCluster } from 'fed8s';

/** What is declared. */
export interface LiveSize {
  readonly clusters: readonly string[];
  /** On each cluster, its namespace included. */
  readonly objects: number;
  readonly namespace: string;
}

/** The kinds of ten objects. */
const kinds = [
  ...['ConfigMap', 'ConfigMap', 'Deployment', 'ConfigMap', 'Service'],
  ...['ServiceAccount', 'ConfigMap', 'Deployment', 'ConfigMap', 'Service'],
];

/** The kinds as the API server names them, and where they are. */
export const resources = [
  { resource: 'configmaps', path: '/api/v1' },
  { resource: 'serviceaccounts', path: '/api/v1' },
  { resource: 'services', path: '/api/v1' },
  { resource: 'deployments', path: '/apis/apps/v1' },
] as const;

/** The same objects for each cluster: 50 % ConfigMaps, 20 % Deployments, 20 % Services, 10 % ServiceAccounts, in one namespace. */
export function liveApp({ clusters, objects, namespace }: LiveSize, outdir?: string): FederatedApp {
  const app = new FederatedApp({ lock: 'none', ...(outdir !== undefined && { outdir }) });
  const fleet = new FederatedChart(app, 'fleet');
  for (const name of clusters) new KubeFedCluster(fleet, name);
  const shop = new FederatedChart(app, 'shop', { namespace, placement: { clusterSelector: {} } });
  new FederatedNamespace(shop, 'namespace', { metadata: { name: namespace } });
  for (let index = 1; index < objects; index += 1) new ApiObject(shop, `app-${index}`, manifest(index));
  return app;
}

function manifest(index: number): ApiObjectProps {
  const name = `app-${index}`;
  const labels = { app: name, team: 'shop' };
  const metadata = { name, labels };
  const kind = kinds[index % kinds.length] ?? 'ConfigMap';
  if (kind === 'ServiceAccount') return { apiVersion: 'v1', kind, metadata };
  if (kind === 'Deployment') return { apiVersion: 'apps/v1', kind, metadata, spec: deploymentSpec(labels) };
  if (kind === 'Service') {
    return { apiVersion: 'v1', kind, metadata, spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] } };
  }
  return { apiVersion: 'v1', kind, metadata, data: { 'settings.ini': `index = ${index}\n`, mode: 'production' } };
}

function deploymentSpec(labels: Readonly<Record<string, string>>) {
  return {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'main',
            image: 'registry.example/app:1.0',
            ports: [{ containerPort: 8080 }],
            env: [{ name: 'PORT', value: '8080' }],
            resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
          },
        ],
      },
    },
  };
}
