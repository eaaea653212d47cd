import { ApiObject } from 'cdk8s';
import { FederatedChart, FederatedConfigMap, FederatedNamespace, federate } from '../../lib/index';
import { codesOf, contentOf, errorsOf, everywhere, objectOn, plainConfigMap, shopApp, clustersWith } from './tree';

const onEu = { clusters: ['eu'] };
const onUs = { clusterSelector: { matchLabels: { region: 'us' } } };

describe('a plain object', () => {
  it('is what its author wrote, without the label of KubeFed', () => {
    const { app, shop } = shopApp({ chart: { labels: { team: 'shop' } } });
    plainConfigMap(shop, 'x', { metadata: { name: 'x', annotations: { a: 'b' } }, data: { a: 'b' } });
    expect(objectOn(app.resolve(), 'eu', 'ConfigMap')).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', namespace: 'shop', annotations: { a: 'b' }, labels: { team: 'shop' } },
      data: { a: 'b' },
    });
  });

  it('needs no FederatedNamespace, and is restricted by one where it is declared', () => {
    const { app } = shopApp();
    const free = new FederatedChart(app, 'free', { namespace: 'free', placement: everywhere });
    plainConfigMap(free, 'x', { metadata: { name: 'free' } });
    const gated = new FederatedChart(app, 'gated', { namespace: 'gated', placement: everywhere });
    new FederatedNamespace(gated, 'ns', { placement: onEu });
    plainConfigMap(gated, 'x', { metadata: { name: 'gated' } });
    expect(clustersWith(app, 'free')).toEqual(['eu', 'us']);
    // The Namespace has the same name.
    expect(contentOf(app.resolve(), 'us').map(({ metadata }) => (metadata as { name: string }).name)).toEqual(['free']);
    expect(contentOf(app.resolve(), 'eu').map(({ metadata }) => (metadata as { name: string }).name)).toEqual([
      'free',
      'gated',
    ]);
  });

  it('that is a Namespace makes it without federating what is in it', () => {
    const { app } = shopApp();
    const chart = new FederatedChart(app, 'other', { namespace: 'other', placement: everywhere });
    new ApiObject(chart, 'ns', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
    plainConfigMap(chart, 'plain');
    new FederatedConfigMap(chart, 'federated');
    expect(codesOf(app.resolve())).toEqual(['error namespace-not-federated']);
  });

  it('of a kind that nobody knows asks for its scope, which a CustomResourceDefinition of the tree gives', () => {
    const { app, fleet, shop } = shopApp();
    const widget = (id: string) => new ApiObject(shop, id, { apiVersion: 'example.com/v1', kind: 'Widget' });
    widget('one');
    expect(errorsOf(app.resolve()).map(({ code, origin }) => [code, origin])).toEqual([['unknown-scope', 'shop/one']]);
    federate(fleet, { placement: everywhere });
    new ApiObject(fleet, 'crd', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: { group: 'example.com', scope: 'Cluster', names: { kind: 'Widget', plural: 'widgets' } },
    });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(objectOn(resolution, 'us', 'Widget').metadata).not.toHaveProperty('namespace');
  });

  it('twice on one cluster is an error that names both; on different clusters it is none', () => {
    const { app, shop } = shopApp();
    const one = plainConfigMap(shop, 'one', { metadata: { name: 'same' } });
    plainConfigMap(shop, 'two', { metadata: { name: 'same' } });
    const [collision] = errorsOf(app.resolve());
    expect(collision?.code).toBe('identity-collision');
    expect(collision?.message).toMatch(/shop\/one.*shop\/two/);
    federate(one, { placement: onEu });
    federate(shop.node.findChild('two'), { placement: onUs });
    expect(errorsOf(app.resolve())).toEqual([]);
  });
});
