import {
  applyClusterOverrides,
  federateManifests,
  federationFromManifests,
  planReplicas,
  resolve,
  selectClusters,
} from '../../lib/model-api';
import { clusters } from '../builders';

/** A call from plain JavaScript, where no compiler looks on. */
function calling(call: (argument: never) => unknown, argument: unknown): () => unknown {
  return () => call(argument as never);
}

const plan = { key: 'shop/web', total: 3, available: ['a'] };
const selection = { clusters: [{ name: 'a' }], namespaced: false };

describe('a wrong type from plain JavaScript is an error, never a wrong answer', () => {
  it.each<[string, (argument: never) => unknown, unknown, RegExp]>([
    ['planReplicas: names as text', planReplicas, { ...plan, available: 'abc' }, /available must be a list/],
    ['planReplicas: a number as name', planReplicas, { ...plan, available: [1] }, /available must be a list/],
    ['planReplicas: no key', planReplicas, { ...plan, key: 1 }, /key must be text/],
    ['planReplicas: a total that is text', planReplicas, { ...plan, total: '3' }, /not an integer/],
    ['planReplicas: a fraction', planReplicas, { ...plan, total: 1.5 }, /not an integer/],
    ['planReplicas: NaN', planReplicas, { ...plan, current: { a: NaN } }, /not an integer/],
    ['planReplicas: a bigint', planReplicas, { ...plan, total: 1n }, /not an integer: a bigint/],
    [
      'planReplicas: text for rebalance',
      planReplicas,
      { ...plan, rebalance: 'yes' },
      /rebalance must be true or false/,
    ],
    ['planReplicas: a number for clusters', planReplicas, { ...plan, clusters: 5 }, /clusters must be a map/],
    ['planReplicas: text for clusters', planReplicas, { ...plan, clusters: 'abc' }, /clusters must be a map/],
    [
      'planReplicas: a list for clusters',
      planReplicas,
      { ...plan, clusters: [{ weight: 1 }] },
      /clusters must be a map/,
    ],
    ['planReplicas: a list for a cluster', planReplicas, { ...plan, clusters: { a: [] } }, /are no map/],
    ['planReplicas: a date for a cluster', planReplicas, { ...plan, clusters: { a: new Date(0) } }, /are no map/],
    [
      'planReplicas: a Map for current',
      planReplicas,
      { ...plan, current: new Map([['a', 1]]) },
      /current must be a map/,
    ],
    ['planReplicas: text for capacity', planReplicas, { ...plan, capacity: '12' }, /capacity must be a map/],
    [
      'selectClusters: labels that are no text',
      selectClusters,
      { ...selection, clusters: [{ name: 'a', labels: { gpu: true } }] },
      /labels of a cluster must map strings to strings/,
    ],
    [
      'selectClusters: null for a cluster',
      selectClusters,
      { ...selection, clusters: [null] },
      /clusters must be a list/,
    ],
    [
      'selectClusters: text for the FederatedNamespace',
      selectClusters,
      { ...selection, federatedNamespace: 'abc' },
      /federatedNamespace must be a map/,
    ],
    ['selectClusters: text for clusters', selectClusters, { ...selection, clusters: 'x' }, /clusters must be a list/],
    [
      'selectClusters: a cluster without name',
      selectClusters,
      { ...selection, clusters: [{}] },
      /clusters must be a list/,
    ],
    ['selectClusters: namespaced missing', selectClusters, { clusters: [] }, /namespaced must be true or false/],
    ['selectClusters: an unknown scope', selectClusters, { ...selection, scope: 'All' }, /scope must be/],
    ['selectClusters: a placement that is text', selectClusters, { ...selection, placement: 'a' }, /not a map/],
    ['federationFromManifests: one object', federationFromManifests, {}, /must be a list/],
    [
      'applyClusterOverrides: a map as overrides',
      (argument) => applyClusterOverrides({ kind: 'A' }, argument),
      {},
      /overrides is not a list/,
    ],
    ['applyClusterOverrides: a list as object', (argument) => applyClusterOverrides(argument, []), [], /no map/],
  ])('%s', (_, call, argument, message) => {
    expect(calling(call, argument)).toThrow(message);
  });

  it.each([null, undefined, {}, [], 'x', 5])('resolve: %j for a federation', (federation) => {
    expect(calling(resolve, federation)).toThrow(/resolve: a federation is what/);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['federateManifests: no list', calling(federateManifests, {}), /manifests must be a list/],
    ['selectClusters: nothing', calling(selectClusters, undefined), /it takes a map/],
    ['planReplicas: nothing', calling(planReplicas, undefined), /it takes a map/],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });

  it.each<[object | null, RegExp]>([
    [null, /options must be a map/],
    [{ semantics: 'Strict' }, /semantics must be/],
    [{ contents: 1 }, /contents must be/],
    [{ namespace: 5 }, /namespace must be text/],
    [{ systemNamespace: {} }, /systemNamespace must be text/],
    [{ origin: 'x' }, /origin must be a function/],
  ])('federateManifests: options %j', (options, message) => {
    expect(calling((given) => federateManifests([], given), options)).toThrow(message);
  });

  it.each<[object | null, RegExp]>([
    [null, /options must be a map/],
    [{ systemNamespace: 5 }, /systemNamespace must be text/],
    [{ origin: 'x' }, /origin must be a function/],
  ])('federationFromManifests: options %j', (options, message) => {
    expect(calling((given) => federationFromManifests([], given), options)).toThrow(message);
  });

  it('resolve: unknown semantics', () => {
    const federation = federationFromManifests(clusters('a'));
    expect(calling((semantics) => resolve(federation, { semantics }), 'Kubefed')).toThrow(
      /must be 'strict' or 'kubefed'/,
    );
    expect(calling((scope) => federationFromManifests([], { scope }), 'cluster')).toThrow(/scope must be/);
  });
});
