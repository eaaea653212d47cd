import { parseAllDocuments } from 'yaml';
import { App, Chart, Testing } from 'cdk8s';
import { FederatedApp, FederatedChart, FederatedConfigMap, FederatedNamespace, perCluster } from '../../lib/index';
import { thrown } from '../resolve/thrown';
import { codesOf, everywhere, plainConfigMap, shopApp } from './tree';

const documents = (text: string): readonly unknown[] => parseAllDocuments(text).map((one) => one.toJS() as unknown);

describe('synthYaml', () => {
  it('of a cluster is what that cluster gets', () => {
    const { app, shop } = shopApp();
    new FederatedConfigMap(shop, 'config', { template: { data: { name: perCluster(({ name }) => name) } } });
    for (const name of ['eu', 'us']) {
      const manifests = app.resolve().clusters.find((cluster) => cluster.name === name)?.manifests ?? [];
      expect(documents(app.synthYaml(name))).toEqual([...manifests]);
    }
  });

  it('of a cluster that gets nothing is empty', () => {
    const { app } = shopApp({ clusters: { eu: {}, us: {} }, chart: { placement: { clusters: ['eu'] } } });
    expect(app.synthYaml('us')).toBe('');
  });

  it('of no cluster is what a plain App writes: the objects of the API of KubeFed, and the plain ones', () => {
    const { app, shop } = shopApp();
    new FederatedConfigMap(shop, 'config', { metadata: { name: 'config' }, template: { data: { a: 'b' } } });
    plainConfigMap(shop, 'plain', { metadata: { name: 'plain' } });
    expect(documents(app.synthYaml()).map((one) => (one as { kind: string }).kind)).toEqual([
      'KubeFedCluster',
      'KubeFedCluster',
      'FederatedNamespace',
      'FederatedConfigMap',
      'ConfigMap',
    ]);
    expect(Testing.synth(shop)[1]).toEqual({
      apiVersion: 'types.kubefed.io/v1beta1',
      kind: 'FederatedConfigMap',
      metadata: { name: 'config', namespace: 'shop' },
      spec: { template: { data: { a: 'b' } }, placement: { clusterSelector: {} } },
    });
  });

  it('of an unknown cluster, or of a tree with errors, is an error', () => {
    const { app, shop } = shopApp();
    const error = thrown(() => app.synthYaml('mars'));
    expect([error.code, error.remedy]).toEqual(['unknown-cluster', 'The clusters are eu, us.']);
    plainConfigMap(shop, 'bad', { data: Number.NaN });
    expect(thrown(() => app.synthYaml('eu')).code).toBe('unserializable-value');
  });
});

describe('a FederatedApp', () => {
  it('gives the same answer however often it is asked', () => {
    const { app, shop } = shopApp();
    const inner = new Chart(shop, 'inner', { namespace: 'shop' });
    plainConfigMap(shop, 'b', { data: { name: perCluster(({ name }) => name) } });
    plainConfigMap(inner, 'a').addDependency(shop);
    const outcome = () => JSON.stringify(app.resolve());
    const before = outcome();
    expect(outcome()).toBe(before);
    expect(app.synthYaml('eu')).toBe(app.synthYaml('eu'));
  });

  it('without clusters says that there are none, and throws for nothing', () => {
    const app = new FederatedApp();
    const chart = new FederatedChart(app, 'shop', { namespace: 'shop', placement: everywhere });
    new FederatedNamespace(chart, 'ns');
    plainConfigMap(chart, 'x', { data: { a: perCluster(() => 'b') } });
    const resolution = app.resolve();
    expect(resolution.clusters).toEqual([]);
    expect(codesOf(resolution).filter((code) => code.startsWith('error'))).toEqual(['error no-clusters']);
  });

  it('has the semantics of its props, then of the environment, then strict ones; a call may say otherwise', () => {
    const template = { metadata: { annotations: { a: 'b' } } };
    const annotated = ({ app, shop }: ReturnType<typeof shopApp>): FederatedApp => {
      new FederatedConfigMap(shop, 'x', { template });
      return app;
    };
    const dropped = ['warning annotations-dropped'];
    process.env.FED8S_SEMANTICS = 'kubefed';
    try {
      expect(codesOf(annotated(shopApp()).resolve())).toEqual(dropped);
      expect(codesOf(annotated(shopApp({ semantics: 'strict' })).resolve())).toEqual([]);
    } finally {
      delete process.env.FED8S_SEMANTICS;
    }
    const app = annotated(shopApp());
    expect(codesOf(app.resolve())).toEqual([]);
    expect(codesOf(app.resolve({ semantics: 'kubefed' }))).toEqual(dropped);
  });

  it('limited to one namespace looks at no other, as KubeFed', () => {
    const { app } = shopApp({ scope: 'Namespaced', systemNamespace: 'team' });
    expect(codesOf(app.resolve())).toEqual(['error outside-control-plane']);
    expect(app.federation()).toMatchObject({ scope: 'Namespaced', systemNamespace: 'team' });
  });

  it('is a cdk8s App, whose charts are those of cdk8s', () => {
    const { app, fleet, shop } = shopApp();
    expect(app).toBeInstanceOf(App);
    expect(app.charts).toEqual([fleet, shop]);
    expect(Chart.of(shop.node.findChild('ns'))).toBe(shop);
  });
});

describe('a FederatedNamespace', () => {
  it.each<[what: string, namespace: string | undefined, metadata: object, expected: string]>([
    ['the namespace of its chart', 'shop', {}, 'shop'],
    ['its own name', undefined, { name: 'own' }, 'own'],
    ['its own name before that of its chart', 'shop', { name: 'own' }, 'own'],
    ['its own namespace', 'shop', { namespace: 'own' }, 'own'],
  ])('is named by %s', (_, namespace, metadata, expected) => {
    const chart = new Chart(Testing.app(), 'chart', { ...(namespace !== undefined && { namespace }) });
    const made = new FederatedNamespace(chart, 'ns', { metadata }).toJson();
    expect(made.metadata).toMatchObject({ name: expected, namespace: expected });
  });

  it('that nothing names is refused, with its path', () => {
    const error = thrown(() => new FederatedNamespace(new Chart(Testing.app(), 'chart'), 'ns'));
    expect([error.code, error.details.origin]).toEqual(['missing-namespace', 'chart/ns']);
  });

  it('named otherwise than its namespace is an error, as KubeFed ignores it', () => {
    const { app, shop } = shopApp();
    new FederatedNamespace(shop, 'odd', { metadata: { name: 'odd', namespace: 'shop' } });
    expect(codesOf(app.resolve())).toEqual(['error namespace-name-mismatch']);
  });
});
