import {
  FederatedApp,
  FederatedChart,
  FederatedDeployment,
  FederatedNamespace,
  KubeFedCluster,
  federate,
} from '../../../lib/index';
import { federationFromManifests } from '../../../lib/interop/kubefed/federation-from-manifests';
import { federationText, readFederationText } from '../../../lib/model/federation-json';
import { explain } from '../../../lib/resolve/explain/explain';
import { type Explanation } from '../../../lib/resolve/explain/explanation';
import { cluster, federated, federatedNamespace, preference, webTemplate } from '../../builders';
import { thrown } from '../thrown';

const fleet = [
  cluster('eu1', { region: 'eu' }),
  cluster('eu2', { region: 'eu', tier: 'test' }),
  cluster('us1', { region: 'us' }),
];

function explained(object: string, ...manifests: readonly object[]): Explanation {
  return explain(federationFromManifests([...fleet, ...manifests], { origin: (index) => `f.yaml:${index + 1}` }), {
    object,
  });
}

const reasons = ({ clusters }: Explanation): Record<string, string> =>
  Object.fromEntries(clusters.map(({ cluster: name, reason }) => [name, reason]));

describe('an explanation', () => {
  it('says by which rule an object is on each cluster, and what the rule saw', () => {
    const selector = {
      matchLabels: { region: 'eu' },
      matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['test'] }],
    };
    const explanation = explained(
      'configmap/shop/web',
      federatedNamespace(),
      federated('ConfigMap', { placement: { clusterSelector: selector } }),
    );
    expect(explanation).toMatchObject({
      object: { kind: 'FederatedConfigMap', name: 'web' },
      origin: 'f.yaml:5',
      problems: [],
    });
    expect(reasons(explanation)).toEqual({ eu1: 'selected', eu2: 'not-selected', us1: 'not-selected' });
    expect(explanation.clusters[1]?.conditions).toEqual([
      { condition: 'region=eu', found: 'eu', holds: true },
      { condition: 'tier notin (test)', found: 'test', holds: false },
    ]);
    expect(explanation.clusters[2]?.conditions?.[1]).toEqual({ condition: 'tier notin (test)', holds: true });
  });

  it('says where the rule was written that keeps an object out', () => {
    const namespace = federatedNamespace('shop', { placement: { clusterSelector: { matchLabels: { region: 'eu' } } } });
    const { clusters } = explained('configmap/shop/web', namespace, federated('ConfigMap'));
    expect(clusters[2]).toMatchObject({
      placed: false,
      reason: 'namespace-not-placed',
      origin: 'f.yaml:4',
      conditions: [{ condition: 'region=eu', found: 'us', holds: false }],
    });
  });

  it('says who has set each field that is not as in the template, and who before', () => {
    const overrides = [
      {
        clusterName: 'us1',
        clusterOverrides: [
          { path: '/spec/replicas', value: 5 },
          { op: 'add', path: '/spec/paused', value: true },
          { op: 'remove', path: '/spec/template/metadata' },
        ],
      },
    ];
    const { clusters } = explained(
      'deployments.apps/shop/web',
      federatedNamespace(),
      federated('Deployment', { template: webTemplate, overrides }),
    );
    expect(clusters.map(({ fields }) => fields.length)).toEqual([0, 0, 3]);
    expect(clusters[2]?.fields).toEqual(
      [
        { path: '/spec/template/metadata', before: { labels: { app: 'web' } }, by: 'remove /spec/template/metadata' },
        { path: '/spec/replicas', before: 1, after: 5, by: 'replace /spec/replicas' },
        { path: '/spec/paused', after: true, by: 'add /spec/paused' },
      ].sort((a, b) => order(a.path) - order(b.path)),
    );
    function order(path: string): number {
      return clusters[2]?.fields.findIndex((field) => field.path === path) ?? -1;
    }
  });

  it('says what replicas were made of', () => {
    const explanation = explained(
      'deployment/web',
      federatedNamespace(),
      federated('Deployment', { template: webTemplate }),
      preference({
        totalReplicas: 7,
        clusters: { eu1: { minReplicas: 2, weight: 1 }, us1: { weight: 2, maxReplicas: 3 } },
      }),
    );
    // KubeFed places it on clusters that get no replicas, too.
    expect(reasons(explanation)).toEqual({ eu1: 'scheduled', eu2: 'scheduled', us1: 'scheduled' });
    expect(explanation.clusters[0]).toMatchObject({
      origin: 'f.yaml:6',
      fields: [{ path: '/spec/replicas', before: 1, after: 4, by: 'ReplicaSchedulingPreference shop/web' }],
    });
    expect(explanation.replicas).toMatchObject({
      total: 7,
      replicas: { eu1: 4, eu2: 0, us1: 3 },
      steps: [
        { kind: 'minimum', cluster: 'eu1', given: 2 },
        { kind: 'share', pass: 1, cluster: 'us1', left: 5, weight: 2, weights: 3, given: 3, limit: 'maximum' },
        { kind: 'share', pass: 1, cluster: 'eu1', left: 5, weight: 1, weights: 3, given: 2 },
      ],
    });
    const given = explanation.replicas?.steps.reduce((sum, step) => sum + step.given, 0);
    expect(given).toBe(7);
  });

  it('tells what is wrong with the object, and shows no value of a Secret', () => {
    const overrides = [
      {
        clusterName: 'us1',
        clusterOverrides: [
          { path: '/data/password', value: 'aHVudGVyMg==' },
          { op: 'remove', path: '/data/gone' },
        ],
      },
    ];
    const secret = federated('Secret', { template: { data: { password: 'c2VjcmV0' } }, overrides });
    const explanation = explained(
      'secret/shop/web',
      federatedNamespace(),
      secret,
      federated('ConfigMap', { overrides: [{ clusterName: 'x' }] }),
    );
    expect(explanation.problems.map(({ code }) => code)).toEqual(['override-failed']);
    expect(explanation.clusters[2]).toMatchObject({ placed: false, reason: 'override-failed' });
    expect(JSON.stringify(explanation)).not.toMatch(/aHVudGVyMg|c2VjcmV0/);
  });

  it('names the rule of a chart, and where it was written', () => {
    const app = new FederatedApp();
    const clusters = new FederatedChart(app, 'fleet');
    new KubeFedCluster(clusters, 'eu', { labels: { region: 'eu' } });
    const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
    new FederatedNamespace(shop, 'ns');
    const web = new FederatedDeployment(shop, 'web', {
      metadata: { name: 'web' },
      template: { spec: { replicas: 1 } },
    });
    federate(shop, {
      overrides: (o) => [
        o
          .ofKind('Deployment')
          .where({ region: 'eu' })
          .set((d) => d.spec.replicas, 2),
      ],
    });
    web.override.everywhere().set((d) => d.spec.replicas, 3);
    const {
      clusters: [eu],
    } = app.explain('deployment/shop/web');
    expect(eu?.fields).toEqual([
      {
        path: '/spec/replicas',
        before: 1,
        after: 3,
        by: 'set spec.replicas for every cluster',
        origin: 'shop/web',
        overruled: ['set spec.replicas for region = eu'],
      },
    ]);
  });

  it.each<[named: string, message: RegExp]>([
    ['deployment/shop/wbe', /There is no object "deployment\/shop\/wbe"\. Did you mean deployment\/shop\/web\?/],
    ['pod/shop/web', /There is no object/],
    ['web', /There is no object/],
    ['', /There is no object/],
    ['deployment/other', /may be any of FederatedDeployment blog\/other, FederatedDeployment shop\/other/],
  ])('of %j is refused', (object, message) => {
    const manifests = [
      federated('Deployment'),
      federated('Deployment', { name: 'other' }),
      federated('Deployment', { name: 'other', namespace: 'blog' }),
    ];
    expect(thrown(() => explained(object, ...manifests))).toMatchObject({
      code: 'unknown-object',
      message: expect.stringMatching(message) as string,
    });
  });

  it('of a cluster that is not there is refused with the nearest name', () => {
    const federation = federationFromManifests([...fleet, federatedNamespace()]);
    expect(thrown(() => explain(federation, { object: 'namespace/shop', cluster: 'eu3' }))).toMatchObject({
      code: 'unknown-cluster',
      message: expect.stringContaining('Did you mean "eu1"?') as string,
    });
  });
});

describe('a federation that is handed on as text', () => {
  it('explains the same', () => {
    const federation = federationFromManifests([...fleet, federatedNamespace(), federated('ConfigMap')]);
    const read = readFederationText(federationText({ federation, semantics: 'kubefed' }));
    expect(read.semantics).toBe('kubefed');
    const query = { object: 'configmap/shop/web' };
    expect(explain(read.federation, query)).toEqual(explain(federation, query));
  });

  it('has what the app says of the lock, of deletions and of its folder, and nothing where it says nothing', () => {
    const federation = federationFromManifests(fleet);
    const said = { semantics: 'strict', lock: 'own.lock.json', maxDeletes: 0, outdir: '/out' } as const;
    const { federation: _, ...read } = readFederationText(federationText({ federation, ...said }));
    expect(read).toEqual(said);
    const { federation: __, ...silent } = readFederationText(federationText({ federation, semantics: 'strict' }));
    expect(silent).toEqual({ semantics: 'strict' });
  });

  it.each(['', '{}', '[]', '{"apiVersion":"fed8s.dev/v2","kind":"Federation","federation":{}}'])(
    'is refused where it is %j',
    (text) => {
      expect(thrown(() => readFederationText(text)).code).toBe('invalid-federation');
    },
  );
});
