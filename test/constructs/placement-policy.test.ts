import { ApiObject, App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  FederatedApp,
  FederatedChart,
  FederatedConfigMap,
  FederatedDeployment,
  FederatedNamespace,
  type FederatedPlacement,
  KubeFedCluster,
  annotation,
  federate,
  perCluster,
  property,
} from '../../lib/index';
import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { type Resolution } from '../../lib/resolve/resolution';
import { resolve } from '../../lib/resolve/resolve';
import { thrown } from '../resolve/thrown';

const template = {
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
};

function fleet(app: App, chartPlacement: FederatedPlacement = { clusterSelector: {} }) {
  const clusters = new FederatedChart(app, 'fleet');
  const joined = { apiEndpoint: 'https://x', secretRef: { name: 's' } };
  for (const region of ['eu', 'us']) {
    for (const at of [1, 2, 3]) {
      new KubeFedCluster(clusters, `${region}-${at}`, {
        ...joined,
        labels: { region },
        annotations: { 'example.com/owner': `Team ${at}` },
        properties: { zones: at, memory: `${at}Gi` },
        taints: at === 3 ? [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] : [],
      });
    }
  }
  const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: chartPlacement });
  new FederatedNamespace(shop, 'ns', { placement: { clusterSelector: {} } });
  return { clusters, shop };
}

function on(resolution: Resolution, name: string): readonly string[] {
  return [...resolution.decisions]
    .filter((one) => one.placed && one.object.name === name)
    .map(({ cluster }) => cluster);
}

function placed(placement: FederatedPlacement): readonly string[] {
  const app = new FederatedApp();
  const { shop } = fleet(app);
  new FederatedDeployment(shop, 'web', { metadata: { name: 'web' }, template, placement });
  const resolution = app.resolve();
  expect(resolution.problems).toEqual([]);
  return on(resolution, 'web');
}

describe('a placement beyond KubeFed’s API', () => {
  test.each<[string, FederatedPlacement, readonly string[]]>([
    [
      'of KubeFed’s own form does not look at taints',
      { clusterSelector: {} },
      ['eu-1', 'eu-2', 'eu-3', 'us-1', 'us-2', 'us-3'],
    ],
    ['does, as soon as it asks for more', { tolerations: [] }, ['eu-1', 'eu-2', 'us-1', 'us-2']],
    [
      'tolerates',
      { tolerations: [{ key: 'gpu', operator: 'Exists' }], where: property('zones').equals(3) },
      ['eu-3', 'us-3'],
    ],
    ['asks for properties', { where: property('memory').atLeast('2Gi') }, ['eu-2', 'us-2']],
    ['asks for annotations', { where: annotation('example.com/owner').in('Team 1') }, ['eu-1', 'us-1']],
    ['excludes names', { exclude: ['eu-1', 'us-2'] }, ['eu-2', 'us-1']],
    ['excludes labels', { exclude: { region: 'eu' } }, ['us-1', 'us-2']],
    [
      'chooses among those that KubeFed’s part selects',
      { clusters: ['eu-1', 'us-1'], exclude: { region: 'us' } },
      ['eu-1'],
    ],
    ['prefers', { count: 2, prefer: [{ region: 'us' }] }, ['us-1', 'us-2']],
    ['takes as many as there are of a range', { count: { atLeast: 2, atMost: 9 } }, ['eu-1', 'eu-2', 'us-1', 'us-2']],
  ])('%s', (_, placement, expected) => {
    expect(placed(placement)).toEqual(expected);
  });

  test('spreads over regions', () => {
    const regions = placed({ count: 2, spread: { by: 'region' } }).map((name) => name.slice(0, 2));
    expect(regions).toEqual(['eu', 'us']);
  });

  test('is inherited as a whole, and replaced as a whole', () => {
    const app = new FederatedApp();
    const { shop } = fleet(app, { exclude: { region: 'eu' } });
    new FederatedConfigMap(shop, 'inherits', { metadata: { name: 'inherits' } });
    new FederatedConfigMap(shop, 'own', { metadata: { name: 'own' }, placement: { clusters: ['eu-1'] } });
    const plain = new ApiObject(shop, 'plain', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'plain' } });
    const narrowed = new ApiObject(shop, 'narrow', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'narrow' },
    });
    federate(narrowed, { placement: { exclude: ['us-1'], where: { region: 'us' } } });
    const federated = new ApiObject(shop, 'l1', {
      apiVersion: 'types.kubefed.io/v1beta1',
      kind: 'FederatedConfigMap',
      metadata: { name: 'l1' },
      spec: { template: {}, placement: { clusters: [{ name: 'eu-3' }] } },
    });
    const resolution = app.resolve();
    expect(on(resolution, 'inherits')).toEqual(['us-1', 'us-2']);
    expect(on(resolution, 'own')).toEqual(['eu-1']);
    expect(on(resolution, plain.name)).toEqual(['us-1', 'us-2']);
    expect(on(resolution, 'narrow')).toEqual(['us-2']);
    expect(on(resolution, federated.name)).toEqual(['eu-3']);
  });

  test('goes where another object is, and not where one is, whatever the order in which they are declared', () => {
    const app = new FederatedApp();
    const { shop } = fleet(app);
    new FederatedConfigMap(shop, 'with', {
      metadata: { name: 'with' },
      placement: { affinity: ['deployment/shop/web'] },
    });
    const web = new FederatedDeployment(shop, 'web', { metadata: { name: 'web' }, template, placement: { count: 2 } });
    new FederatedConfigMap(shop, 'apart', { metadata: { name: 'apart' }, placement: { antiAffinity: [web] } });
    new FederatedConfigMap(shop, 'chain', {
      metadata: { name: 'chain' },
      placement: { affinity: { required: ['configmap/shop/apart'] }, count: 1 },
    });
    const resolution = app.resolve();
    const where = on(resolution, 'web');
    expect(where).toHaveLength(2);
    expect(on(resolution, 'with')).toEqual(where);
    expect(on(resolution, 'apart')).toHaveLength(2);
    expect(where).not.toEqual(expect.arrayContaining([...on(resolution, 'apart')]));
    expect(on(resolution, 'apart')).toEqual(expect.arrayContaining([...on(resolution, 'chain')]));
  });

  test('of a chart or an Include keeps together what is in it, also what is added later', () => {
    const build = (names: readonly string[]) => {
      const app = new FederatedApp();
      const { shop } = fleet(app);
      const part = new FederatedChart(shop, 'part', { namespace: 'shop', placement: { count: 2 } });
      for (const name of names) new FederatedConfigMap(part, name, { metadata: { name } });
      return app;
    };
    const fresh = build(['a', 'b', 'c']).resolve();
    expect(on(fresh, 'a')).toHaveLength(2);
    expect(on(fresh, 'b')).toEqual(on(fresh, 'a'));
    expect(on(fresh, 'c')).toEqual(on(fresh, 'a'));
    const others = ['eu-1', 'eu-2', 'us-1', 'us-2'].filter((name) => !on(fresh, 'a').includes(name));
    const locked = new Map([...fresh.choices].map(([key]) => [key, new Map(others.map((name) => [name, []]))]));
    const later = resolve(build(['a', 'b', 'c', 'd']).federation(), { locked });
    expect(on(later, 'a')).toEqual(others);
    expect(on(later, 'd')).toEqual(others);
  });

  test('asks per-cluster functions of no cluster that it rules out', () => {
    const app = new FederatedApp();
    const { shop } = fleet(app);
    const asked: string[] = [];
    new FederatedConfigMap(shop, 'x', {
      metadata: { name: 'x' },
      template: { data: perCluster(({ name }) => ({ name: (asked.push(name), name) })) },
      placement: { where: { region: 'eu' }, exclude: ['eu-2'], tolerations: [{ operator: 'Exists' }] },
    });
    app.resolve();
    expect([...new Set(asked)]).toEqual(['eu-1', 'eu-3']);
  });

  test('chooses no cluster that is not ready, where such get nothing', () => {
    const app = new FederatedApp();
    const { shop } = fleet(app);
    for (const at of [1, 2, 3, 4, 5, 6]) {
      new FederatedConfigMap(shop, `x${at}`, { metadata: { name: `x${at}` }, placement: { count: 1 } });
    }
    const federation = app.federation();
    const clusters = federation.clusters.map((one) => ({ ...one, ready: one.name === 'us-1' }));
    const resolution = resolve({ ...federation, clusters }, { semantics: 'kubefed' });
    for (const at of [1, 2, 3, 4, 5, 6]) expect(on(resolution, `x${at}`)).toEqual(['us-1']);
  });

  test('may wait for a long chain of others', () => {
    const app = new FederatedApp();
    const { shop } = fleet(app);
    const last = 800;
    for (let at = last; at >= 0; at -= 1) {
      const placement: FederatedPlacement = at === 0 ? { count: 1 } : { affinity: [`configmap/shop/x${at - 1}`] };
      new FederatedConfigMap(shop, `x${at}`, { metadata: { name: `x${at}` }, placement });
    }
    const resolution = app.resolve();
    expect(resolution.problems).toEqual([]);
    expect(on(resolution, `x${last}`)).toEqual(on(resolution, 'x0'));
  }, 30_000);

  test('of a FederatedNamespace keeps what is in it to the clusters that were chosen', () => {
    const app = new FederatedApp();
    fleet(app);
    const other = new FederatedChart(app, 'other', { namespace: 'other', placement: { clusterSelector: {} } });
    new FederatedNamespace(other, 'ns', { placement: { count: 2, prefer: [{ region: 'us' }] } });
    new FederatedConfigMap(other, 'x', { metadata: { name: 'x' } });
    new FederatedConfigMap(other, 'y', { metadata: { name: 'y' }, placement: { count: 1, where: { region: 'us' } } });
    const resolution = app.resolve();
    expect(on(resolution, 'x')).toEqual(['us-1', 'us-2']);
    expect(on(resolution, 'y')).toHaveLength(1);
  });

  test('becomes names under a plain App, which KubeFed itself would place alike', () => {
    const app = new App();
    const { shop } = fleet(app);
    const web = new FederatedDeployment(shop, 'web', {
      metadata: { name: 'web' },
      template,
      placement: { count: 2, prefer: [{ region: 'us' }] },
    });
    web.override.where({ region: 'us' }).set((d) => d.spec.replicas, 4);
    const manifests = parseAllDocuments(app.synthYaml()).map((document): object => document.toJS() as object);
    const resolution = resolve(federationFromManifests(manifests), { semantics: 'kubefed' });
    expect(on(resolution, 'web')).toEqual(['us-1', 'us-2']);
    expect(web.toJson()).toMatchObject({
      spec: {
        placement: { clusters: [{ name: 'us-1' }, { name: 'us-2' }] },
        overrides: [{ clusterName: 'us-1' }, { clusterName: 'us-2' }],
      },
    });
  });

  test('stays where it was by what was chosen the last time', () => {
    const app = new FederatedApp();
    const { shop } = fleet(app);
    new FederatedDeployment(shop, 'web', { metadata: { name: 'web' }, template, placement: { count: 2 } });
    const fresh = resolve(app.federation());
    const others = ['eu-1', 'eu-2', 'us-1', 'us-2'].filter((name) => !on(fresh, 'web').includes(name));
    const [key = ''] = [...fresh.choices.keys()];
    const locked = new Map([[key, new Map(others.map((name) => [name, []] as const))]]);
    const again = resolve(app.federation(), { locked });
    expect(on(again, 'web')).toEqual(others);
    expect(again.choices).toEqual(locked);
  });
});

describe('a placement that is wrong', () => {
  const refuse = (placement: unknown): unknown => {
    const { shop } = fleet(new FederatedApp());
    return thrown(() => new FederatedConfigMap(shop, 'x', { placement: placement as FederatedPlacement }));
  };

  test.each<[string, unknown, string, string]>([
    ['a count that is none', { count: 0 }, 'invalid-placement', 'in count it is neither a number of clusters'],
    ['a range that is none', { count: { atLeast: 3, atMost: 2 } }, 'invalid-placement', 'in count'],
    ['a spread without a count', { spread: { by: 'region' } }, 'invalid-placement', 'how many clusters'],
    [
      'a skew that is none',
      { count: 2, spread: { by: 'region', maxSkew: 0 } },
      'invalid-placement',
      'spread[0].maxSkew',
    ],
    ['a label that is none', { count: 2, spread: { by: 'a b' } }, 'invalid-placement', 'spread[0].by'],
    ['a toleration that is none', { tolerations: [{ value: 'x' }] }, 'invalid-placement', 'tolerations[0]'],
    ['tolerations that are no list', { tolerations: {} }, 'invalid-placement', 'tolerations it is no list'],
    ['a condition that is none', { where: { region: 3 } }, 'invalid-selector', 'region'],
    [
      'a property compared with what is no quantity',
      { where: property('x').atLeast('much') },
      'invalid-selector',
      'what is no number',
    ],
    ['a group that is none', { prefer: ['eu'], count: 1 }, 'invalid-selector', 'neither a map'],
    ['an affinity that is none', { affinity: [{}] }, 'invalid-placement', 'affinity.required[0]'],
    ['stickiness that is none', { sticky: 'no', count: 1 }, 'invalid-placement', 'sticky'],
    ['a misspelt field of a count', { count: { min: 2 } }, 'invalid-placement', 'there is no field "min"'],
    [
      'a misspelt field of a spread',
      { count: 2, spread: { by: 'a', maxskew: 2 } },
      'invalid-placement',
      'Did you mean "maxSkew"?',
    ],
    [
      'a misspelt field of a toleration',
      { tolerations: [{ operater: 'Exists' }] },
      'invalid-placement',
      'Did you mean "operator"?',
    ],
    [
      'a misspelt field of an affinity',
      { affinity: { require: ['x'] } },
      'invalid-placement',
      'Did you mean "required"?',
    ],
    ['an affinity that is no list', { affinity: 'configmap/shop/a' }, 'invalid-placement', 'in affinity'],
    ['a key that is no text', { tolerations: [{ key: 5 }] }, 'invalid-placement', 'its key is no text'],
    ['nothing as condition', { where: null }, 'invalid-selector', 'neither a map'],
    ['no name to exclude', { exclude: [] }, 'invalid-selector', 'no cluster is named'],
  ])('is refused where it is written: %s', (_, placement, code, message) => {
    const error = refuse(placement);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).toContain('in: shop/x');
  });

  test('is told of with everything that is wrong in it', () => {
    expect(refuse({ count: -1, sticky: 1, tolerations: [{}], where: { region: 1 } })).toMatchObject({
      problems: [{ code: 'invalid-placement' }, { code: 'invalid-placement' }, { code: 'invalid-selector' }, {}],
    });
  });

  test('is told of where it can only be known later', () => {
    const app = new FederatedApp();
    const { shop } = fleet(app);
    const one = (name: string, placement: FederatedPlacement) =>
      new FederatedConfigMap(shop, name, { metadata: { name }, placement });
    one('many', { count: 9 });
    one('lost', { affinity: ['configmap/shop/lots'] });
    one('a', { affinity: ['configmap/shop/b'] });
    one('b', { antiAffinity: ['configmap/shop/a'] });
    one('none', { exclude: { region: ['eu', 'us'] } });
    one('typo', { clusters: ['eu-11'], exclude: ['us-1'] });
    one('unknown', { exclude: ['us-9'], prefer: [{ region: 'us' }] });
    one('both', { clusters: ['eu-1'], clusterSelector: { matchLabels: { region: 'eu' } }, exclude: ['us-1'] });
    const tolerant = new FederatedConfigMap(shop, 'tolerant', {
      metadata: { name: 'tolerant' },
      placement: { tolerations: [{ operator: 'Exists' }] },
    });
    one('follower', { affinity: [tolerant] });
    const problems = app.resolve().problems.map(({ code, object, message }) => [code, object?.name, message] as const);
    expect(problems).toEqual(
      expect.arrayContaining([
        [
          'too-few-clusters',
          'many',
          'It is to be on at least 9 clusters; 4 may be chosen, and 4 were (left out: 2 tainted).',
        ],
        ['unknown-object', 'lost', expect.stringContaining('There is no object "configmap/shop/lots". Did you mean')],
        ['placement-cycle', expect.any(String), expect.stringContaining('Where it goes depends on')],
        ['empty-placement', 'none', expect.any(String)],
        ['unknown-cluster', 'typo', expect.stringContaining('eu-1')],
        ['unknown-cluster', 'unknown', expect.stringContaining('us-9')],
        ['option-ignored', 'unknown', expect.stringContaining('ranks clusters')],
        ['selector-ignored', 'both', expect.any(String)],
        ['affinity-kept-off', 'follower', expect.stringContaining('eu-3, us-3')],
      ]),
    );
  });
});

describe('what a cluster is placed by', () => {
  test('is told of where it is wrong', () => {
    const app = new FederatedApp();
    const { clusters } = fleet(app);
    new KubeFedCluster(clusters, 'bad', {
      taints: [{ key: 'a', effect: 'Never' as 'NoExecute' }],
      properties: { zones: 'three' },
    });
    expect(app.resolve().problems.map(({ code, origin }) => [code, origin])).toEqual([
      ['invalid-taint', 'fleet/bad'],
      ['invalid-property', 'fleet/bad'],
    ]);
  });
});
