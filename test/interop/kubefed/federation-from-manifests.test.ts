import fc from 'fast-check';
import { federationFromManifests } from '../../../lib/interop/kubefed/federation-from-manifests';
import { type Federation } from '../../../lib/model/federation';
import { resolve } from '../../../lib/resolve/resolve';
import {
  cluster,
  clusters,
  federated,
  federatedNamespace,
  notReady,
  preference,
  typeConfig,
  webTemplate,
} from '../../builders';
import { unfrozenIn } from '../../model/deep-frozen';

const kubeFedConfig = {
  apiVersion: 'core.kubefed.io/v1beta1',
  kind: 'KubeFedConfig',
  metadata: { name: 'kubefed', namespace: 'kube-federation-system' },
  spec: { scope: 'Cluster' },
};
const own = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own', namespace: 'host' } };

/** Manifests of all kinds, some of them wrong. */
const rich: readonly object[] = [
  kubeFedConfig,
  cluster('eu', { region: 'eu' }),
  cluster('us', { region: 'us' }, notReady),
  cluster('asia', { region: 'asia', 'bad label': 'x' }),
  typeConfig('Widget', 'Cluster'),
  typeConfig('Gadget', 'Namespaced', { propagation: 'Disabled' }),
  federatedNamespace(),
  federatedNamespace('other', { placement: { clusters: [{ name: 'eu' }, { name: 'nowhere' }] } }),
  federated('Deployment', {
    template: webTemplate,
    overrides: [
      { clusterName: 'eu', clusterOverrides: [{ path: '/spec/paused', op: 'add', value: true }] },
      { clusterName: 'us', clusterOverrides: [{ path: '/spec/nowhere/deep', value: true }] },
    ],
  }),
  preference({ totalReplicas: 7, clusters: { '*': { weight: 1 }, eu: { weight: 3 } } }),
  preference({ totalReplicas: 7 }, { name: 'lonely' }),
  federated('ConfigMap', { namespace: 'other', template: { data: { a: 'b' } } }),
  federated('ConfigMap', { name: 'lost', namespace: 'nobody' }),
  federated('Service', { template: { spec: {} }, placement: { clusterSelector: { matchLabels: { region: 'eu' } } } }),
  federated('StatefulSet', { template: { spec: {} } }),
  federated('Widget', { namespace: '', template: { spec: {} } }),
  federated('Gadget'),
  federated('Unknown'),
  own,
  { ...own, metadata: { name: 'another' } },
];

/** All that a federation comes to, as text. */
function outcome(federation: Federation): string {
  return JSON.stringify(
    (['strict', 'kubefed'] as const).map((semantics) => {
      const { clusters: members, status, decisions, problems } = resolve(federation, { semantics });
      return [members, status, [...decisions], problems];
    }),
  );
}

/** What does not depend on the order: findings are told as they are met, and leftAlone is a list of what was met. */
function sorted(federation: Federation): object {
  const byText = (list: readonly unknown[]): readonly string[] => list.map((one) => JSON.stringify(one)).sort();
  return { ...federation, findings: byText(federation.findings), leftAlone: byText(federation.leftAlone) };
}

describe('the order of manifests', () => {
  const shuffled = fc.shuffledSubarray([...rich], { minLength: rich.length, maxLength: rich.length });

  it('makes no difference to the federation', () => {
    const expected = JSON.stringify(sorted(federationFromManifests(rich)));
    fc.assert(
      fc.property(shuffled, (manifests) => {
        expect(JSON.stringify(sorted(federationFromManifests(manifests)))).toBe(expected);
      }),
    );
  });

  it('makes no difference to what clusters get, to the status, the decisions and the problems', () => {
    const fine = rich.filter((one) => !JSON.stringify(one).includes('"bad label"'));
    const expected = outcome(federationFromManifests(fine));
    fc.assert(
      fc.property(fc.shuffledSubarray(fine, { minLength: fine.length }), (manifests) => {
        const federation = federationFromManifests(manifests);
        const findings = [...federation.findings].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
        const reference = federationFromManifests(fine);
        expect(findings.map(({ code }) => code).sort()).toEqual(reference.findings.map(({ code }) => code).sort());
        expect(outcome({ ...federation, findings: reference.findings })).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('nor does it make a difference whether they stand in Lists', () => {
    const expected = JSON.stringify(sorted(federationFromManifests(rich)));
    fc.assert(
      fc.property(shuffled, fc.nat({ max: rich.length }), (manifests, cut) => {
        const list = (items: readonly object[]): object => ({ apiVersion: 'v1', kind: 'List', items });
        const inLists = [list(manifests.slice(0, cut)), list([list(manifests.slice(cut))])];
        expect(JSON.stringify(sorted(federationFromManifests(inLists)))).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a federation from manifests', () => {
  it('puts first what others need at their start', () => {
    const input = ['Deployment', 'Service', 'ConfigMap', 'ServiceAccount'].map((kind) => federated(kind));
    const { objects } = federationFromManifests([
      ...input,
      federated('ClusterRole', { namespace: '' }),
      federatedNamespace(),
    ]);
    expect(objects.map(({ target }) => target.kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'ClusterRole',
      'ConfigMap',
      'Service',
      'Deployment',
    ]);
  });

  it('is frozen, and neither changes nor freezes its input', () => {
    const input = JSON.parse(JSON.stringify(rich)) as object[];
    expect(unfrozenIn(federationFromManifests(input))).toEqual([]);
    expect(input).toEqual(rich);
    expect(
      input
        .flatMap((one) => Object.values(one) as unknown[])
        .filter((one) => typeof one === 'object' && Object.isFrozen(one)),
    ).toEqual([]);
  });

  it('says where each manifest came from, an item of a List from where the List stands', () => {
    const input = [{ apiVersion: 'v1', kind: 'List', items: [cluster('c1'), federated('ConfigMap')] }, own];
    const {
      clusters: members,
      objects,
      leftAlone,
    } = federationFromManifests(input, {
      origin: (index) => `all.yaml:${index + 1}`,
    });
    expect([members[0]?.origin, objects[0]?.origin, leftAlone[0]?.origin]).toEqual([
      'all.yaml:1',
      'all.yaml:1',
      'all.yaml:2',
    ]);
  });

  it.each([[{}], [{ items: null }], [{ items: {} }]])('tells of a List with %j for items', (rest) => {
    const { leftAlone, findings } = federationFromManifests([{ apiVersion: 'v1', kind: 'List', ...rest }]);
    expect(leftAlone).toEqual([]);
    expect(findings).toMatchObject([{ code: 'not-a-manifest', message: 'The List has no list of items.' }]);
  });

  it('takes a List of nothing for nothing', () => {
    const { leftAlone, findings } = federationFromManifests([{ apiVersion: 'v1', kind: 'List', items: [] }]);
    expect([leftAlone, findings]).toEqual([[], []]);
  });

  it('leaves plain objects alone, and all that has no place in a federation', () => {
    const plain = [own, { apiVersion: 'core.kubefed.io/v1alpha1', kind: 'PropagatedVersion', metadata: { name: 'x' } }];
    const { leftAlone, objects, findings } = federationFromManifests(plain);
    expect(leftAlone).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'own', namespace: 'host' },
      { apiVersion: 'core.kubefed.io/v1alpha1', kind: 'PropagatedVersion', name: 'x' },
    ]);
    expect([objects, findings]).toEqual([[], []]);
  });

  it.each([
    [{ scope: 'Namespaced', systemNamespace: 'team' } as const, { scope: 'Namespaced', systemNamespace: 'team' }],
    [{}, { scope: 'Cluster', systemNamespace: 'kube-federation-system' }],
  ])('takes scope and system namespace from options: %j', (options, expected) => {
    expect(
      federationFromManifests(
        clusters('c1').map((one) => ({ ...one, metadata: { name: 'c1' } })),
        options,
      ),
    ).toMatchObject(expected);
  });

  it('throws for nothing that manifests say', () => {
    const loop: { items: unknown[] } & object = { apiVersion: 'v1', kind: 'List', items: [] } as never;
    loop.items.push(loop, null, 'text');
    const input = [loop, null, undefined, 1, () => 1, new Date(0), Object.create(null)] as never[];
    const { findings } = federationFromManifests(input);
    expect(findings.map(({ code }) => code)).toEqual([
      'cyclic-value',
      'not-a-manifest',
      'not-a-manifest',
      'not-a-manifest',
      'unserializable-value',
      'not-a-manifest',
      'unserializable-value',
      'unserializable-value',
      'not-a-manifest',
    ]);
  });
});

describe('anything at all', () => {
  // Manifests that are nearly right: the keys are the ones that matter, the values are not.
  const scraps = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('eu', 'shop', 'Cluster', 'Enabled', 'kubefed', '/data/a'),
  );
  const part = (keys: readonly string[]) =>
    fc.oneof(
      scraps,
      fc.dictionary(fc.constantFrom(...keys), fc.oneof(scraps, fc.array(scraps, { maxLength: 2 })), { maxKeys: 5 }),
    );
  const manifest = fc.record(
    {
      apiVersion: fc.constantFrom<unknown>(
        'core.kubefed.io/v1beta1',
        'types.kubefed.io/v1beta1',
        'scheduling.kubefed.io/v1alpha1',
        'v1',
        1,
      ),
      kind: fc.constantFrom<unknown>(
        'KubeFedCluster',
        'KubeFedConfig',
        'FederatedTypeConfig',
        'FederatedConfigMap',
        'FederatedNamespace',
        'ReplicaSchedulingPreference',
        'List',
        'CustomResourceDefinition',
        null,
      ),
      metadata: part(['name', 'namespace', 'labels', 'annotations']),
      spec: part([
        'template',
        'placement',
        'overrides',
        'targetType',
        'federatedType',
        'propagation',
        'targetKind',
        'clusters',
        'totalReplicas',
        'scope',
        'featureGates',
      ]),
      status: part(['conditions']),
      items: fc.array(scraps, { maxLength: 2 }),
    },
    { requiredKeys: ['apiVersion', 'kind'] },
  );

  it('that is given as manifests becomes a federation that can be resolved, with the errors in it', () => {
    fc.assert(
      fc.property(
        fc.array(manifest, { maxLength: 6 }),
        fc.constantFrom('strict' as const, 'kubefed' as const),
        (manifests, semantics) => {
          const federation = federationFromManifests([...manifests, ...clusters('c1')]);
          const { problems, clusters: members } = resolve(federation, { semantics });
          expect(
            members.flatMap(({ manifests: made }) => [...made]).every(({ kind }) => typeof kind === 'string'),
          ).toBe(true);
          for (const { message, remedy } of problems) {
            expect(message).toMatch(/\S/);
            expect(remedy).toMatch(/\S/);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
