import {
  FederatedApp,
  FederatedChart,
  FederatedConfigMap,
  FederatedNamespace,
  KubeFedCluster,
  perCluster,
} from 'fed8s';
import { RedisCache } from './library';

const app = new FederatedApp();

const fleet = new FederatedChart(app, 'fleet');
new KubeFedCluster(fleet, 'berlin', { labels: { region: 'eu', size: 'large' } });
new KubeFedCluster(fleet, 'dublin', { labels: { region: 'eu', size: 'small' } });
new KubeFedCluster(fleet, 'oregon', { labels: { region: 'us', size: 'small' } });

const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
new FederatedNamespace(shop, 'namespace');

// Goes where the chart goes, as large as the cluster can take.
const sessions = new RedisCache(shop, 'sessions', {
  memory: ({ labels }) => (labels.size === 'large' ? 1024 : 256),
});

// Prices of the EU are asked for in the EU only. Dublin tries a newer Redis first.
const prices = new RedisCache(shop, 'prices', {
  placement: { clusterSelector: { matchLabels: { region: 'eu' } } },
  overrides: [
    {
      clusterName: 'dublin',
      clusterOverrides: [{ path: '/spec/template/spec/containers/0/image', value: 'redis:8.4' }],
    },
  ],
});

// What the services of the shop are told: undefined leaves the entry out where there is no such cache.
new FederatedConfigMap(shop, 'caches', {
  metadata: { name: 'caches' },
  template: {
    data: {
      SESSIONS: `${sessions.host}:${sessions.port}`,
      PRICES: perCluster(({ labels }) => (labels.region === 'eu' ? `${prices.host}:${prices.port}` : undefined)),
    },
  },
});

app.synth();
