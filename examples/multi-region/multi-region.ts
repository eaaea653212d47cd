import {
  FederatedApp,
  type FederatedAppProps,
  FederatedChart,
  FederatedConfigMap,
  FederatedCronJob,
  FederatedDeployment,
  FederatedHorizontalPodAutoscaler,
  FederatedNamespace,
  FederatedService,
  KubeFedCluster,
  label,
  perCluster,
  property,
} from 'fed8s';

/** What changes from run to run. */
export interface MultiRegionProps extends FederatedAppProps {
  /** Clusters that are taken out of service: what may go elsewhere leaves them. */
  readonly drained?: readonly string[];
}

const CLUSTERS = {
  'eu-north-1': { region: 'eu', nodes: 4 },
  'eu-west-1': { region: 'eu', nodes: 12 },
  'eu-west-2': { region: 'eu', nodes: 8 },
  'us-east-1': { region: 'us', nodes: 12 },
  'us-east-2': { region: 'us', nodes: 8 },
  'us-west-1': { region: 'us', nodes: 2 },
} as const;

const labels = { app: 'api' };

/** An API on four of six clusters in two regions, with what belongs to it. */
export function multiRegion({ drained = [], ...props }: MultiRegionProps = {}): FederatedApp {
  const app = new FederatedApp(props);

  const fleet = new FederatedChart(app, 'fleet');
  for (const [name, { region, nodes }] of Object.entries(CLUSTERS)) {
    new KubeFedCluster(fleet, name, {
      labels: { region },
      properties: { nodes },
      context: `admin@${name}`,
      taints: drained.includes(name) ? [{ key: 'maintenance', effect: 'NoExecute' }] : [],
    });
  }

  const shop = new FederatedChart(app, 'shop', { namespace: 'shop' });
  new FederatedNamespace(shop, 'namespace', { placement: { clusterSelector: {} } });

  const api = new FederatedDeployment(shop, 'api', {
    metadata: { name: 'api' },
    template: {
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'api',
                image: 'registry.example.com/shop/api:4.2.0',
                args: ['--log=info'],
                ports: [{ name: 'http', containerPort: 8080 }],
                resources: { requests: { cpu: '250m', memory: '256Mi' } },
              },
            ],
          },
        },
      },
    },
    // Four of the clusters that are large enough, as many in each region, however many there will be.
    placement: { where: property('nodes').atLeast(4), count: 4, spread: { by: 'region' } },
    // Eighteen replicas by the size of the clusters, two at least on each.
    replicas: {
      strategy: 'divided',
      total: 18,
      clusters: ({ properties }) => ({ weight: properties.nodes ?? 1, minReplicas: 2 }),
    },
    // The compiler knows every field, and what may stand there.
    overrides: (o) => [
      o.where({ region: 'eu' }).image('api', { registry: 'registry.eu.example.com' }),
      o
        .where(label('region').notIn('eu'))
        .set((d) => d.spec.template.spec.containers.named('api').args, ['--log=warning']),
      o.everywhere().env('api', { CLUSTER: perCluster(({ name }) => name) }),
    ],
  });

  new FederatedService(shop, 'service', {
    metadata: { name: 'api' },
    template: { spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } },
    placement: { affinity: [api] },
  });

  new FederatedConfigMap(shop, 'settings', {
    metadata: { name: 'settings' },
    template: { data: { 'app.yaml': 'currency: USD\nlog:\n  level: info # as in production\n' } },
    placement: { affinity: [api] },
    overrides: (o) => [
      o.where({ region: 'eu' }).text(
        (c) => c.data['app.yaml'],
        'yaml',
        (t) => t.set((file) => file.currency, 'EUR'),
      ),
    ],
  });

  // Where the API is; its Pods are as many as the autoscaler of each cluster says, whose bounds are divided.
  const web = new FederatedDeployment(shop, 'web', {
    metadata: { name: 'web' },
    template: {
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'registry.example.com/shop/web:7.1.3' }] },
        },
      },
    },
    placement: { affinity: [api] },
  });
  new FederatedHorizontalPodAutoscaler(shop, 'autoscaler', {
    metadata: { name: 'web' },
    template: {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 8,
        maxReplicas: 40,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
      },
    },
    placement: { affinity: [web] },
    replicas: { strategy: 'divided', clusters: ({ properties }) => ({ weight: properties.nodes ?? 1 }) },
  });

  // Once in all, in the US if there is room, and rather where the API is not.
  new FederatedCronJob(shop, 'report', {
    metadata: { name: 'report' },
    template: {
      spec: {
        schedule: '0 4 * * *',
        jobTemplate: {
          spec: {
            template: {
              spec: {
                restartPolicy: 'OnFailure',
                containers: [{ name: 'report', image: 'registry.example.com/shop/report:1.9.3' }],
              },
            },
          },
        },
      },
    },
    placement: { count: 1, prefer: [{ region: 'us' }], antiAffinity: { preferred: [api] } },
  });

  return app;
}
