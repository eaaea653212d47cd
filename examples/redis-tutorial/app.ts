import {
  FederatedApp,
  FederatedChart,
  FederatedDeployment,
  FederatedNamespace,
  FederatedService,
  KubeFedCluster,
} from 'fed8s';

const app = new FederatedApp();

const fleet = new FederatedChart(app, 'fleet');
new KubeFedCluster(fleet, 'cluster1', { context: 'kind-cluster1' });
new KubeFedCluster(fleet, 'cluster2', { context: 'kind-cluster2' });

const redis = new FederatedChart(app, 'redis', { namespace: 'redis' });
const both = { clusters: ['cluster1', 'cluster2'] };
const labels = { app: 'redis' };

new FederatedNamespace(redis, 'namespace', { placement: { clusterSelector: {} } }); // {} selects every cluster

new FederatedDeployment(redis, 'server', {
  metadata: { name: 'redis' },
  template: {
    metadata: { labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'redis', image: 'redis:7.4', ports: [{ name: 'redis', containerPort: 6379 }] }] },
      },
    },
  },
  placement: both,
  overrides: [
    {
      clusterName: 'cluster2',
      clusterOverrides: [
        { path: '/spec/replicas', value: 5 },
        { path: '/spec/template/spec/containers/0/image', value: 'redis:8.2' },
      ],
    },
  ],
});

new FederatedService(redis, 'service', {
  metadata: { name: 'redis' },
  template: { spec: { selector: labels, ports: [{ name: 'redis', port: 6379, targetPort: 'redis' }] } },
  placement: both,
});

app.synth(); // dist/cluster1 and dist/cluster2
