import { ApiObject, App, Chart, Testing } from 'cdk8s';
import {
  FederatedApp,
  FederatedChart,
  FederatedCronJob,
  KubeFedCluster,
  type KubeFedClusterProps,
} from '../../lib/index';
import { thrown } from '../resolve/thrown';
import { codesOf, errorsOf, shopApp } from './tree';

const joined = { apiEndpoint: 'https://eu.example', secretRef: { name: 'eu' } };

describe('a KubeFedCluster', () => {
  it('says all that KubeFed asks, named by its id', () => {
    const spec = {
      ...joined,
      caBundle: 'Q0E=',
      disabledTLSValidations: ['SubjectName'] as const,
      proxyURL: 'socks5://proxy.example',
    };
    const props = {
      ...spec,
      labels: { region: 'eu' },
      annotations: { a: 'b' },
      context: 'admin@eu',
      namespace: 'team',
    };
    expect(new KubeFedCluster(Testing.chart(), 'eu-west-1', props).toJson()).toEqual({
      apiVersion: 'core.kubefed.io/v1beta1',
      kind: 'KubeFedCluster',
      metadata: {
        name: 'eu-west-1',
        namespace: 'team',
        labels: { region: 'eu' },
        annotations: { a: 'b', 'fed8s.dev/context': 'admin@eu' },
      },
      spec,
    });
  });

  it.each(['..', 'a/b', '../../etc', 'Upper', 'a.b', 'a_b', '-a', 'a'.repeat(64)])(
    'is refused where its id is %j, which could name no folder, with its path',
    (id) => {
      const error = thrown(() => new KubeFedCluster(new Chart(new FederatedApp(), 'fleet'), id));
      expect([error.code, error.details.origin]).toEqual(['invalid-cluster-name', `fleet/${id}`]);
      expect(error.message).toContain(JSON.stringify(id));
      expect(error.remedy).toMatch(/DNS label/);
    },
  );

  it.each<[missing: string, props: KubeFedClusterProps, message: RegExp | undefined]>([
    ['everything', {}, /eu has no apiEndpoint/],
    ['its address', { secretRef: { name: 'eu' } }, /eu has no apiEndpoint/],
    ['its secret', { apiEndpoint: 'https://eu.example' }, /eu has no secretRef/],
    ['nothing', joined, undefined],
  ])('without %s is asked for it by a plain App alone', (_, props, message) => {
    const plain = new App();
    new KubeFedCluster(new Chart(plain, 'fleet'), 'eu', props);
    if (message === undefined) expect(plain.synthYaml()).toContain('KubeFedCluster');
    else expect(() => plain.synthYaml()).toThrow(message);
    const { app, fleet } = shopApp({ clusters: {}, chart: { placement: { clusters: [] } } });
    new KubeFedCluster(fleet, 'eu', props);
    expect(codesOf(app.resolve())).toEqual([]);
  });

  it('with a label that no API server takes is an error with its path', () => {
    const { app, fleet } = shopApp();
    new KubeFedCluster(fleet, 'asia', { labels: { 'a b': 'c' } });
    expect(errorsOf(app.resolve()).map(({ code, origin }) => [code, origin])).toEqual([
      ['invalid-label', 'fleet/asia'],
    ]);
  });

  it('outside the namespace that a KubeFedConfig of the tree names is an error until the app names it too', () => {
    const build = (systemNamespace?: string): FederatedApp => {
      const app = new FederatedApp({ ...(systemNamespace !== undefined && { systemNamespace }) });
      const fleet = new FederatedChart(app, 'fleet');
      new ApiObject(fleet, 'config', {
        apiVersion: 'core.kubefed.io/v1beta1',
        kind: 'KubeFedConfig',
        metadata: { name: 'kubefed', namespace: 'team' },
        spec: { scope: 'Cluster' },
      });
      new KubeFedCluster(fleet, 'eu');
      return app;
    };
    expect(codesOf(build().resolve())).toEqual(['error outside-system-namespace']);
    expect(codesOf(build('team').resolve())).toEqual([]);
  });
});

describe('a FederatedCronJob', () => {
  it.each([
    [52, []],
    [53, ['construct-validation']],
  ])('whose name has %i characters has these errors: %j', (length, codes) => {
    const { app, shop } = shopApp();
    new FederatedCronJob(shop, 'nightly', { metadata: { name: 'x'.repeat(length) }, template: { spec: {} } });
    const errors = errorsOf(app.resolve());
    expect(errors.map(({ code }) => code)).toEqual(codes);
    expect(errors.map(({ origin }) => origin)).toEqual(codes.map(() => 'shop/nightly'));
  });
});
