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
new KubeFedCluster(fleet, 'cluster1');
new KubeFedCluster(fleet, 'cluster2');

// So that one program can show how it moves: REDIS_ON=cluster2 fed8s apply
const clusters = (process.env.REDIS_ON ?? 'cluster1,cluster2').split(',');
const placement = { clusters };
const labels = { app: 'redis' };

const redis = new FederatedChart(app, 'redis', { namespace: 'redis' });
new FederatedNamespace(redis, 'namespace', { placement: { clusterSelector: {} } });

const server = new FederatedDeployment(redis, 'server', {
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
  placement,
});
if (clusters.includes('cluster2')) server.override.on('cluster2').set((d) => d.spec.replicas, 5);

new FederatedService(redis, 'service', {
  metadata: { name: 'redis' },
  template: { spec: { selector: labels, ports: [{ name: 'redis', port: 6379, targetPort: 'redis' }] } },
  placement,
});

app.synth();
