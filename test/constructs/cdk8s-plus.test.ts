import * as kplus from 'cdk8s-plus-33';
import { ApiObject } from 'cdk8s';
import { federate, perCluster } from '../../lib/index';
import { codesOf, contentOf, fieldByCluster, objectOn, shopApp } from './tree';

describe('constructs of cdk8s-plus', () => {
  it('take per-cluster values wherever they take values', () => {
    const { app, shop } = shopApp();
    new kplus.Deployment(shop, 'web', {
      metadata: { labels: { region: perCluster(({ labels }) => labels.region ?? '') } },
      replicas: perCluster(({ name }) => (name === 'eu' ? 3 : 1)),
      containers: [
        {
          image: perCluster(({ name }) => `web:${name}`),
          portNumber: 80,
          envVariables: { REGION: kplus.EnvValue.fromValue(perCluster(({ name }) => name)) },
          args: ['--name', perCluster(({ name }) => name)],
        },
      ],
    });
    new kplus.ConfigMap(shop, 'config', { data: { region: perCluster(({ labels }) => labels.region ?? '') } });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(objectOn(resolution, 'us', 'Deployment')).toMatchObject({
      metadata: { labels: { region: 'us' } },
      spec: {
        replicas: 1,
        template: {
          spec: { containers: [{ image: 'web:us', args: ['--name', 'us'], env: [{ name: 'REGION', value: 'us' }] }] },
        },
      },
    });
    expect(fieldByCluster(resolution, 'ConfigMap', 'data')).toEqual({ eu: { region: 'eu' }, us: { region: 'us' } });
  });

  it('go where is said around them, with all that they make', () => {
    const { app, shop } = shopApp();
    const web = new kplus.Deployment(shop, 'web', { containers: [{ image: 'web:1', portNumber: 80 }] });
    federate(web, {
      placement: { clusters: ['us'] },
      overrides: [{ clusterName: 'us', clusterOverrides: [{ path: '/spec/replicas', value: 7 }] }],
    });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(contentOf(resolution, 'eu')).toEqual([]);
    expect(objectOn(resolution, 'us', 'Deployment').spec).toMatchObject({ replicas: 7 });
    expect(objectOn(resolution, 'us', 'Deployment').metadata).toMatchObject({ name: ApiObject.of(web).name });
  });
});
