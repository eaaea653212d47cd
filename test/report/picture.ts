/**
 * Takes the picture of the README, docs/report.png, of a shop on twelve clusters:
 *
 *     npx ts-node -T test/report/picture.ts
 */
import { join } from 'node:path';
import { cluster, federated, federatedNamespace, notReady, preference } from '../builders';
import { OpenPages, findChromium } from './chromium';
import { dataOf } from './pages';

const PICTURE = join(__dirname, '../../docs/report.png');
const NAMES = ['ap', 'eu', 'us'].flatMap((region) => [1, 2, 3, 4].map((number) => `${region}-${number}`));
const tierOf = (name: string): string => (name.endsWith('4') ? 'test' : 'prod');

const everywhere = { clusterSelector: {} };
const where = (labels: Readonly<Record<string, string>>) => ({ clusterSelector: { matchLabels: labels } });
const on = (clusterName: string, path: string, value: unknown) => ({
  clusterName,
  clusterOverrides: [{ path, value }],
});
const IMAGE = '/spec/template/spec/containers/0/image';

function deployment(name: string, image: string, replicas: number): object {
  const labels = { app: name };
  const spec = { containers: [{ name, image }] };
  return { spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } } };
}

const service = (app: string): object => ({ spec: { selector: { app }, ports: [{ port: 80 }] } });

/** What the picture shows. */
export const SHOP: readonly object[] = [
  ...NAMES.map((name) =>
    cluster(name, { region: name.slice(0, 2), tier: tierOf(name) }, name === 'ap-4' ? notReady : undefined),
  ),
  ...['ops', 'search', 'shop'].map((name) => federatedNamespace(name)),
  federated('Deployment', {
    namespace: 'shop',
    template: deployment('web', 'web:7', 3),
    placement: everywhere,
    overrides: [
      on('eu-1', '/spec/replicas', 12),
      on('us-1', '/spec/replicas', 9),
      on('us-2', '/spec/replicas', 6),
      {
        clusterName: 'ap-1',
        clusterOverrides: [
          { path: '/spec/replicas', value: 5 },
          { path: IMAGE, value: 'ap.example.com/web:8' },
        ],
      },
    ],
  }),
  federated('Deployment', {
    name: 'cart',
    template: deployment('cart', 'cart:3', 2),
    placement: where({ tier: 'prod' }),
  }),
  federated('Deployment', {
    name: 'redis',
    template: deployment('redis', 'redis:7', 1),
    placement: where({ region: 'eu' }),
    overrides: [on('eu-4', IMAGE, 'redis:8')],
  }),
  federated('Service', { template: service('web') }),
  federated('Service', { name: 'cart', template: service('cart'), placement: where({ tier: 'prod' }) }),
  federated('ConfigMap', {
    name: 'settings',
    template: { data: { currency: 'EUR' } },
    overrides: NAMES.filter((name) => !name.startsWith('eu')).map((name) => on(name, '/data/currency', 'USD')),
  }),
  federated('Secret', {
    name: 'payment',
    template: { stringData: { token: 'test' } },
    placement: where({ tier: 'prod' }),
    overrides: [on('us-1', '/stringData/token', 'live')],
  }),
  federated('Ingress', {
    template: { spec: { rules: [{ host: 'shop.example.com' }] } },
    placement: { clusters: ['eu-1', 'us-1', 'ap-1'].map((name) => ({ name })) },
    overrides: [on('us-1', '/spec/rules/0/host', 'us.shop.example.com')],
  }),
  federated('Deployment', { name: 'indexer', namespace: 'search', template: deployment('indexer', 'indexer:1', 1) }),
  federated('Deployment', {
    name: 'query',
    namespace: 'search',
    template: deployment('query', 'query:1', 2),
    placement: where({ tier: 'prod' }),
  }),
  preference(
    {
      totalReplicas: 30,
      intersectWithClusterSelector: true,
      clusters: { '*': { weight: 1 }, 'eu-1': { weight: 4, minReplicas: 4 }, 'us-1': { weight: 3, maxReplicas: 6 } },
    },
    { name: 'query', namespace: 'search' },
  ),
  federated('Service', {
    name: 'query',
    namespace: 'search',
    template: service('query'),
    placement: where({ tier: 'prod' }),
  }),
  federated('ConfigMap', {
    name: 'agent',
    namespace: 'ops',
    template: { data: { level: 'info' } },
    overrides: ['ap-4', 'eu-4', 'us-4'].map((name) => on(name, '/data/level', 'debug')),
  }),
  federated('ServiceAccount', { name: 'agent', namespace: 'ops', template: {} }),
  federated('Job', {
    name: 'migrate',
    namespace: 'ops',
    template: {
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image: 'migrate:4' }] } } },
    },
    placement: where({ tier: 'prod' }),
  }),
];

async function take(): Promise<void> {
  const path = findChromium();
  if (path === undefined) throw new Error('There is no chromium on PATH, and none is named by CHROMIUM.');
  const earlier = SHOP.filter((_, index) => index !== SHOP.length - 1);
  const pages = new OpenPages(path);
  await pages.start();
  const { page } = await pages.open(dataOf(SHOP, { earlier }), { viewport: { width: 1200, height: 660 } });
  await page.getByRole('gridcell', { name: /^Deployment search\/query on eu-1:/ }).click();
  await page.screenshot({ path: PICTURE });
  await pages.stop();
}

if (require.main === module) void take();
