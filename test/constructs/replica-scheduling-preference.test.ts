import { ApiObject } from 'cdk8s';
import {
  FederatedDeployment,
  FederatedReplicaSet,
  FederatedStatefulSet,
  ReplicaSchedulingPreference,
} from '../../lib/index';
import { codesOf, contentOf, errorsOf, shopApp } from './tree';

describe('a ReplicaSchedulingPreference', () => {
  it.each([
    ['FederatedDeployment', FederatedDeployment],
    ['FederatedReplicaSet', FederatedReplicaSet],
  ])('is named like the %s that it divides', (targetKind, front) => {
    const { shop } = shopApp();
    const target = new front(shop, 'web', { template: { spec: { replicas: 1 } } });
    const preference = new ReplicaSchedulingPreference(shop, 'spread', {
      target,
      totalReplicas: 9,
      clusters: { '*': { weight: 1 } },
      rebalance: true,
    });
    expect(preference.toJson()).toEqual({
      apiVersion: 'scheduling.kubefed.io/v1alpha1',
      kind: 'ReplicaSchedulingPreference',
      metadata: { name: target.name, namespace: 'shop' },
      spec: { targetKind, totalReplicas: 9, clusters: { '*': { weight: 1 } }, rebalance: true },
    });
  });

  it('divides replicas over all clusters, from whichever chart, whatever its target was placed on', () => {
    const { app, fleet, shop } = shopApp();
    const target = new FederatedDeployment(shop, 'web', {
      template: { spec: { replicas: 1 } },
      placement: { clusters: ['eu'] },
    });
    new ReplicaSchedulingPreference(fleet, 'spread', {
      target,
      totalReplicas: 5,
      clusters: { eu: { weight: 1 }, us: { minReplicas: 4 } },
    });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual(['warning scheduling-replaces']);
    expect(['eu', 'us'].map((name) => contentOf(resolution, name)[0]?.spec)).toEqual([
      { replicas: 1 },
      { replicas: 4 },
    ]);
  });

  it.each<[what: string, build: (parts: ReturnType<typeof shopApp>) => void, code: string]>([
    [
      'a plain Deployment',
      ({ shop }) => {
        const target = new ApiObject(shop, 'web', { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} });
        new ReplicaSchedulingPreference(shop, 'spread', { target, totalReplicas: 1 });
      },
      'invalid-scheduling-preference',
    ],
    [
      'a kind that KubeFed does not schedule',
      ({ shop }) => {
        const target = new FederatedStatefulSet(shop, 'web', { template: { spec: {} } });
        new ReplicaSchedulingPreference(shop, 'spread', { target, totalReplicas: 1 });
      },
      'invalid-scheduling-preference',
    ],
    [
      'half a replica',
      ({ shop }) => {
        const target = new FederatedDeployment(shop, 'web', { template: { spec: {} } });
        new ReplicaSchedulingPreference(shop, 'spread', { target, totalReplicas: 1.5 });
      },
      'invalid-scheduling-preference',
    ],
    [
      'an unknown cluster',
      ({ shop }) => {
        const target = new FederatedDeployment(shop, 'web', { template: { spec: {} } });
        new ReplicaSchedulingPreference(shop, 'spread', { target, totalReplicas: 1, clusters: { eu: {}, mars: {} } });
      },
      'unknown-cluster',
    ],
    [
      'one that is scheduled already',
      ({ shop }) => {
        const target = new FederatedDeployment(shop, 'web', { template: { spec: {} } });
        new ReplicaSchedulingPreference(shop, 'spread', { target, totalReplicas: 1 });
        new ReplicaSchedulingPreference(shop, 'again', { target, totalReplicas: 2 });
      },
      'duplicate-object',
    ],
  ])('of %s is an error with the path of the preference', (_, build, code) => {
    const parts = shopApp();
    build(parts);
    const errors = errorsOf(parts.app.resolve());
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(errors[0]?.origin).toMatch(/^shop\/(spread|again)$/);
  });
});
