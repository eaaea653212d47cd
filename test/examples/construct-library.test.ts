import { Testing } from 'cdk8s';
import { FederatedApp, FederatedChart, FederatedNamespace, KubeFedCluster } from 'fed8s';
import { RedisCache } from '../../examples/construct-library/library';
import { expectOrUpdateTree, runApp } from './expected-tree';

describe('examples/construct-library', () => {
  it('writes the tree that stands beside it', () => {
    expectOrUpdateTree(runApp('construct-library'), 'construct-library');
  });

  it('has a construct that is KubeFed YAML under a plain app', () => {
    const chart = Testing.chart();
    new RedisCache(chart, 'cache', { placement: { clusters: ['one'] }, version: '7.4' });
    expect(Testing.synth(chart)).toMatchObject([
      { kind: 'FederatedConfigMap', spec: { placement: { clusters: [{ name: 'one' }] } } },
      {
        apiVersion: 'types.kubefed.io/v1beta1',
        kind: 'FederatedDeployment',
        metadata: { name: 'test-cache' },
        spec: {
          placement: { clusters: [{ name: 'one' }] },
          template: { spec: { template: { spec: { containers: [{ image: 'redis:7.4' }] } } } },
        },
      },
      { kind: 'FederatedService', spec: { placement: { clusters: [{ name: 'one' }] } } },
    ]);
  });

  it('goes where the chart goes unless the app says otherwise', () => {
    const app = new FederatedApp();
    const fleet = new FederatedChart(app, 'fleet');
    new KubeFedCluster(fleet, 'one');
    new KubeFedCluster(fleet, 'two');
    const chart = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusters: ['one'] } });
    new FederatedNamespace(chart, 'namespace', { placement: { clusterSelector: {} } });
    new RedisCache(chart, 'here');
    new RedisCache(chart, 'there', { placement: { clusters: ['two'] } });
    const resolution = app.resolve();
    const deployments = resolution.clusters.map(({ name, manifests }) => [
      name,
      manifests
        .filter(({ kind }) => kind === 'Deployment')
        .map(({ metadata }) => (metadata as { readonly name: string }).name),
    ]);
    expect(resolution.problems).toEqual([]);
    expect(Object.fromEntries(deployments)).toEqual({ one: ['shop-here'], two: ['shop-there'] });
  });
});
