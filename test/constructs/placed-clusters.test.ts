import { ApiObject } from 'cdk8s';
import {
  FederatedChart,
  FederatedConfigMap,
  FederatedDeployment,
  FederatedNamespace,
  ReplicaSchedulingPreference,
  perCluster,
} from '../../lib/index';
import { codesOf, everywhere, fieldByCluster, plainConfigMap, shopApp } from './tree';

/** A per-cluster value whose function tells nobody but `eu`. */
function onlyEu(asked: string[]): string {
  return perCluster(({ name }) => {
    asked.push(name);
    if (name !== 'eu') throw new Error(`asked for ${name}`);
    return 'value';
  });
}

describe('the function of a per-cluster value is asked only of clusters on which the object is', () => {
  it.each<[by: string, chart: object]>([
    ['names', { placement: { clusters: ['eu'] } }],
    ['a selector', { placement: { clusterSelector: { matchLabels: { region: 'eu' } } } }],
  ])('by %s, its own or inherited', (_, chart) => {
    const { app, shop } = shopApp();
    const asked: string[] = [];
    new FederatedConfigMap(shop, 'own', { ...chart, template: { data: { a: onlyEu(asked) } } });
    const inner = new FederatedChart(shop, 'inner', { namespace: 'shop', ...chart });
    new FederatedConfigMap(inner, 'inherited', { template: { data: { a: onlyEu(asked) } } });
    plainConfigMap(inner, 'plain', { data: { a: onlyEu(asked) } });
    expect(codesOf(app.resolve())).toEqual([]);
    expect(asked).toEqual(['eu', 'eu', 'eu']);
  });

  it('by the FederatedNamespace of its namespace, where it lives in one', () => {
    const { app } = shopApp();
    const gated = new FederatedChart(app, 'gated', { namespace: 'gated', placement: everywhere });
    new FederatedNamespace(gated, 'ns', { placement: { clusters: ['eu'] } });
    const asked: string[] = [];
    new FederatedConfigMap(gated, 'federated', { template: { data: { a: onlyEu(asked) } } });
    plainConfigMap(gated, 'plain', { data: { a: onlyEu(asked) } });
    new ApiObject(gated, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      name: perCluster(({ name }) => name),
    });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(asked).toEqual(['eu', 'eu']);
    expect(fieldByCluster(resolution, 'ClusterRole', 'name')).toEqual({ eu: 'eu', us: 'us' });
  });

  it('and of all clusters where a scheduling preference decides, for its target alone', () => {
    const { app, shop } = shopApp();
    const asked: string[] = [];
    const web = new FederatedDeployment(shop, 'web', {
      metadata: { name: 'web' },
      template: { spec: { replicas: 1, paused: perCluster(({ name }) => name === 'us') } },
      placement: { clusters: ['eu'] },
    });
    new ReplicaSchedulingPreference(shop, 'spread', { target: web, totalReplicas: 2 });
    new FederatedConfigMap(shop, 'web-config', {
      metadata: { name: 'web' },
      template: { data: { a: onlyEu(asked) } },
      placement: { clusters: ['eu'] },
    });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual(['warning scheduling-replaces']);
    expect(asked).toEqual(['eu']);
    expect(fieldByCluster(resolution, 'Deployment', 'spec')).toEqual({
      eu: { replicas: 1, paused: false },
      us: { replicas: 1, paused: true },
    });
  });

  it('so that a placement which selects none hides nothing and is no error', () => {
    const { app, shop } = shopApp();
    const template = { data: { a: perCluster(({ name }) => name) } };
    new FederatedConfigMap(shop, 'none', {
      template,
      placement: { clusterSelector: { matchLabels: { region: 'mars' } } },
    });
    new FederatedConfigMap(shop, 'wrong', {
      template,
      placement: { clusterSelector: { matchExpressions: [{ key: 'region', operator: 'In', values: [] }] } },
    });
    expect(codesOf(app.resolve())).toEqual(['error invalid-selector', 'warning empty-placement']);
  });
});
