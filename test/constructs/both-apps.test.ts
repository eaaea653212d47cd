import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { type Construct } from 'constructs';
import * as fed8s from '../../lib/index';
import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { templateKinds } from '../../lib/model/generated/template-kinds';
import { resolve } from '../../lib/resolve/resolve';

type Front = new (scope: Construct, id: string, props?: fed8s.FederatedProps<object>) => fed8s.FederatedResource;

const fronts = Object.entries(templateKinds).map(([kind, type]) => {
  const found = (fed8s as unknown as Readonly<Record<string, Front | undefined>>)[`Federated${kind}`];
  if (found === undefined) throw new Error(`there is no front for ${kind}`);
  return { kind, type, front: found };
});

/** Everything that KubeFed's API can say, once; the same under either app. */
function tree(app: App): void {
  const fleet = new fed8s.FederatedChart(app, 'fleet');
  const joined = { apiEndpoint: 'https://c.example', secretRef: { name: 'c' } };
  new fed8s.KubeFedCluster(fleet, 'eu', { ...joined, labels: { region: 'eu' } });
  new fed8s.KubeFedCluster(fleet, 'us', { ...joined, labels: { region: 'us' }, context: 'Admin@us' });
  new fed8s.FederatedTypeConfig(fleet, 'widgets', {
    targetType: { group: 'example.com', version: 'v1', kind: 'Widget' },
  });
  const shop = new fed8s.FederatedChart(app, 'shop', {
    namespace: 'shop',
    labels: { chart: 'shop' },
    placement: { clusters: ['eu', 'us'] },
    overrides: [
      { clusterName: 'us', clusterOverrides: [{ op: 'add', path: '/metadata/labels', value: { around: 'us' } }] },
    ],
  });
  new fed8s.FederatedNamespace(shop, 'ns', { template: { metadata: { labels: { team: 'shop' } } } });
  const web = new fed8s.FederatedDeployment(shop, 'web', {
    template: {
      spec: {
        replicas: 1,
        template: { spec: { containers: [{ name: 'web', image: fed8s.perCluster(({ name }) => `web:${name}`) }] } },
      },
    },
    overrides: [{ clusterName: 'us', clusterOverrides: [{ path: '/spec/replicas', value: 7 }] }],
    retainReplicas: true,
  });
  web.addOverrides('us', { op: 'add', path: '/spec/paused', value: true });
  new fed8s.ReplicaSchedulingPreference(shop, 'spread', {
    target: web,
    totalReplicas: 9,
    clusters: { '*': { weight: 1 } },
  });
  new fed8s.FederatedConfigMap(shop, 'config', {
    metadata: { name: 'config' },
    template: { data: { a: 'b' } },
    placement: { clusterSelector: { matchLabels: { region: 'eu' } } },
  }).addJsonPatch(JsonPatch.add('/spec/template/data/c', 'd'));
  new fed8s.FederatedClusterRole(shop, 'role', {
    template: { rules: [{ verbs: ['get'], resources: ['pods'], apiGroups: [''] }] },
  });
  new fed8s.FederatedResource(shop, 'widget', {
    type: { group: 'example.com', version: 'v1', kind: 'Widget' },
    template: { spec: { size: 1 } },
  });
}

describe.each(fronts)('Federated$kind', ({ kind, type, front }) => {
  const template = { metadata: { labels: { a: 'b' } } };

  it('is an object of KubeFed under a plain App', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    new front(chart, 'one', { template, placement: { clusters: ['c1'] }, retainReplicas: false });
    const [manifest] = Testing.synth(chart) as [Record<string, Record<string, unknown>>];
    expect(manifest.apiVersion).toBe('types.kubefed.io/v1beta1');
    expect(manifest.kind).toBe(`Federated${kind}`);
    expect(manifest.spec).toEqual({ template, placement: { clusters: [{ name: 'c1' }] }, retainReplicas: false });
    const name = kind === 'Namespace' ? 'shop' : 'chart-one-c8e7b3a1'.replace(/-[a-z0-9]+$/, '');
    expect(manifest.metadata?.name).toMatch(name);
    expect(manifest.metadata?.namespace).toBe(type.scope === 'Cluster' && kind !== 'Namespace' ? undefined : 'shop');
  });

  it('is resolved to its plain object under a FederatedApp', () => {
    const app = new fed8s.FederatedApp();
    const chart = new fed8s.FederatedChart(app, 'chart', { namespace: 'shop', placement: { clusterSelector: {} } });
    new fed8s.KubeFedCluster(chart, 'c1');
    if (kind !== 'Namespace') new fed8s.FederatedNamespace(chart, 'ns');
    new front(chart, 'one', { template });
    const resolution = app.resolve();
    expect(resolution.problems).toEqual([]);
    const manifest = resolution.clusters[0]?.manifests.find((one) => one.kind === kind);
    expect(manifest).toMatchObject({
      apiVersion: type.group === '' ? type.version : `${type.group}/${type.version}`,
      metadata: { labels: { a: 'b', 'kubefed.io/managed': 'true' } },
    });
  });
});

describe('one tree under both apps', () => {
  it.each(['strict', 'kubefed'] as const)(
    'gives the same folders under %s semantics: KubeFed YAML of a plain App, read by fed8s, is what a FederatedApp resolves',
    (semantics) => {
      const plain = new App();
      tree(plain);
      const written = plain.charts.flatMap((chart) => chart.toJson() as object[]);
      const federated = new fed8s.FederatedApp();
      tree(federated);

      const read = resolve(federationFromManifests(written), { semantics });
      const direct = federated.resolve({ semantics });
      expect(direct.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(read.clusters.map(({ name }) => name)).toEqual(['eu', 'us']);
      for (const { name, manifests } of read.clusters) {
        const other = direct.clusters.find((one) => one.name === name)?.manifests ?? [];
        const sorted = (list: readonly object[]): string[] => list.map((one) => JSON.stringify(sortKeys(one))).sort();
        expect(sorted(other)).toEqual(sorted(manifests));
        expect(manifests.length).toBeGreaterThan(3);
      }
      expect([...direct.status].sort(byKind)).toEqual([...read.status].sort(byKind));
    },
  );

  it('shows the objects of KubeFed by synthYaml, and what a cluster gets by synthYaml of its name', () => {
    const app = new fed8s.FederatedApp();
    tree(app);
    expect(app.synthYaml()).toContain('kind: FederatedDeployment');
    expect(app.synthYaml('us')).toContain('kind: Deployment');
    expect(app.synthYaml('us')).not.toContain('kind: Federated');
    expect(() => app.synthYaml('nowhere')).toThrow(/There is no cluster nowhere/);
  });
});

describe('a KubeFedCluster', () => {
  it('that an API server would refuse fails the validation of a plain App, and says what is missing', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'fleet');
    new fed8s.KubeFedCluster(chart, 'c1');
    expect(() => app.synth()).toThrow(/KubeFedCluster c1 has no apiEndpoint.*FederatedApp/);
  });

  it.each(['..', 'a/b', 'Upper', '', 'a'.repeat(64)])('is not named %j', (id) => {
    const app = new fed8s.FederatedApp();
    // An empty id is refused by constructs before anybody else sees it.
    expect(() => new fed8s.KubeFedCluster(new Chart(app, 'fleet'), id)).toThrow();
  });

  it('keeps its context as an annotation, and lives where KubeFed looks for it', () => {
    const app = new fed8s.FederatedApp({ systemNamespace: 'federation' });
    const chart = new fed8s.FederatedChart(app, 'fleet', { namespace: 'elsewhere' });
    new fed8s.KubeFedCluster(chart, 'c1', { context: 'Admin@c1' });
    expect(ApiObject.of(chart.node.findChild('c1')).toJson()).toMatchObject({
      metadata: { name: 'c1', namespace: 'federation', annotations: { 'fed8s.dev/context': 'Admin@c1' } },
    });
    expect(app.federation().clusters).toMatchObject([{ name: 'c1', context: 'Admin@c1' }]);
  });
});

function byKind(a: { object: { kind: string } }, b: { object: { kind: string } }): number {
  return a.object.kind < b.object.kind ? -1 : 1;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}
