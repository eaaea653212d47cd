import { ApiObject, App, Chart } from 'cdk8s';
import {
  FederatedApp,
  FederatedChart,
  FederatedConfigMap,
  FederatedNamespace,
  KubeFedCluster,
  perCluster,
  property,
} from 'fed8s';

/** How much there is to do. */
export interface Size {
  readonly clusters: number;
  readonly objects: number;
  /** Whether one field of each object differs in every cluster. */
  readonly differ: boolean;
  /** Whether one object is of another version. */
  readonly changed?: boolean;
}

export function clusterName(index: number): string {
  return `cluster-${String(index).padStart(5, '0')}`;
}

/** A Deployment of about 640 bytes of YAML. */
function deployment(index: number, image: string) {
  const name = `app-${index}`;
  const labels = { app: name, team: 'shop' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image,
              ports: [{ containerPort: 8080 }],
              env: [{ name: 'PORT', value: '8080' }],
              resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
            },
          ],
        },
      },
    },
  };
}

/** fed8s: one app for the fleet. */
export function federatedApp(outdir: string, { clusters, objects, differ, changed = false }: Size): FederatedApp {
  const app = new FederatedApp({ outdir });
  const fleet = new FederatedChart(app, 'fleet');
  for (let index = 0; index < clusters; index += 1) new KubeFedCluster(fleet, clusterName(index));
  const shop = new FederatedChart(app, 'shop', { namespace: 'default', placement: { clusterSelector: {} } });
  for (let index = 0; index < objects; index += 1) {
    const version = changed && index === 0 ? '2.0' : '1.0';
    const image = differ
      ? perCluster(({ name }) => `registry.example/${name}/app:${version}`)
      : `registry.example/app:${version}`;
    new ApiObject(shop, `app-${index}`, deployment(index, image));
  }
  return app;
}

/** The peer: cdk8s with one app a cluster, on the same objects. */
export function cdk8sApp(outdir: string, cluster: string, { objects, differ }: Size): App {
  const app = new App({ outdir });
  const shop = new Chart(app, 'shop', { namespace: 'default' });
  for (let index = 0; index < objects; index += 1) {
    const image = differ ? `registry.example/${cluster}/app:1.0` : 'registry.example/app:1.0';
    new ApiObject(shop, `app-${index}`, deployment(index, image));
  }
  return app;
}

/** fed8s: objects that ask for some of many clusters in every way there is. */
export function policyApp({ clusters, objects }: Pick<Size, 'clusters' | 'objects'>): FederatedApp {
  const app = new FederatedApp({ lock: 'none' });
  const fleet = new FederatedChart(app, 'fleet');
  for (let index = 0; index < clusters; index += 1) {
    new KubeFedCluster(fleet, clusterName(index), {
      labels: { region: `r${index % 20}`, tier: index % 3 === 0 ? 'test' : 'gold' },
      properties: { nodes: index % 40 },
      taints: index % 50 === 0 ? [{ key: 'drain', effect: 'NoExecute' }] : [],
    });
  }
  const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
  new FederatedNamespace(shop, 'ns');
  for (let index = 0; index < objects; index += 1) {
    new FederatedConfigMap(shop, `settings-${index}`, {
      metadata: { name: `settings-${index}` },
      template: { data: { index: String(index) } },
      placement: {
        where: property('nodes').atLeast(4),
        exclude: [clusterName(7), clusterName(11)],
        tolerations: [{ key: 'gpu', operator: 'Exists' }],
        count: 50,
        spread: { by: 'region' },
        prefer: [{ tier: 'gold' }, { region: ['r1', 'r2'] }],
        ...(index > 0 && { antiAffinity: { preferred: ['configmap/shop/settings-0'] } }),
      },
    });
  }
  return app;
}
