import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { type Semantics } from '../../lib/model/finding';
import { resolve } from '../../lib/resolve/resolve';
import { cluster, clusters, federated, federatedNamespace, preference, webTemplate } from '../builders';

function unknown(object: object, semantics: Semantics = 'strict') {
  const manifests = [...clusters('c1', 'c2'), federatedNamespace(), object];
  return resolve(federationFromManifests(manifests), { semantics }).problems.filter(
    ({ code }) => code === 'unknown-field',
  );
}

const deployment = (spec: object): object => federated('Deployment', { template: webTemplate, ...spec });

describe('a field that KubeFed does not have, at any depth', () => {
  it.each<[object: object, path: string, nearest: string | undefined]>([
    [deployment({ overides: [] }), '/spec/overides', 'overrides'],
    [
      deployment({ placement: { clusterSelector: { matchLabel: { a: 'b' } } } }),
      '/spec/placement/clusterSelector/matchLabel',
      'matchLabels',
    ],
    [deployment({ placement: { cluster: ['c1'], clusterSelector: {} } }), '/spec/placement/cluster', 'clusters'],
    [
      deployment({ placement: { clusters: [{ name: 'c1', nmae: 'c2' }] } }),
      '/spec/placement/clusters/0/nmae',
      undefined,
    ],
    [
      deployment({
        placement: { clusterSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', value: ['b'] }] } },
      }),
      '/spec/placement/clusterSelector/matchExpressions/0/value',
      'values',
    ],
    [
      deployment({ overrides: [{ clusterName: 'c1', clusterOverride: [] }] }),
      '/spec/overrides/0/clusterOverride',
      'clusterOverrides',
    ],
    [
      deployment({ overrides: [{ clusterName: 'c1', clusterOverrides: [{ path: '/spec/replicas', vaule: 5 }] }] }),
      '/spec/overrides/0/clusterOverrides/0/vaule',
      'value',
    ],
    [
      deployment({ overrides: [{ clusterName: 'c1', clusterOverrides: [{ Path: '/spec/replicas', value: 5 }] }] }),
      '/spec/overrides/0/clusterOverrides/0/Path',
      'path',
    ],
    [preference({ totalReplicas: 2, rebalanc: true }), '/spec/rebalanc', 'rebalance'],
    [preference({ totalReplicas: 2, clusters: { c1: { weigth: 5 } } }), '/spec/clusters/c1/weigth', 'weight'],
    [{ ...cluster('c3'), spec: { apiEndpont: 'x' } }, '/spec/apiEndpont', 'apiEndpoint'],
    [{ ...cluster('c3'), spec: { secretRef: { nam: 'x' } } }, '/spec/secretRef/nam', 'name'],
  ])('%#: is an error with the nearest name', (object, path, nearest) => {
    const [problem, ...others] = unknown(object);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', path });
    if (nearest !== undefined) expect(problem?.message).toContain(`Did you mean "${nearest}"?`);
    expect(unknown(object, 'kubefed')).toMatchObject([{ severity: 'warning', path }]);
  });

  it('is none in a template, nor in a map from names', () => {
    const template = { ...webTemplate, whatever: { matchLabel: 1 } };
    expect(
      unknown(federated('Deployment', { template, placement: { clusterSelector: { matchLabels: { weigth: 'x' } } } })),
    ).toEqual([]);
    expect(unknown(preference({ totalReplicas: 2, clusters: { weigth: {}, '*': { weight: 1 } } }))).toEqual([]);
  });
});
