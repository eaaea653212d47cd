import * as fc from 'fast-check';
import { federationFromManifests } from '../../../lib/interop/kubefed/federation-from-manifests';
import { objectKey } from '../../../lib/model/object-ref';
import { refOfManifest } from '../../../lib/model/ref-of-manifest';
import { budgetProblems } from '../../../lib/plan/deletion-budget';
import { inventoryOf, sectionOf } from '../../../lib/plan/lock/inventory';
import { inventoryPlan } from '../../../lib/plan/lock/inventory-plan';
import { lockText } from '../../../lib/plan/lock/lock-text';
import { readLock } from '../../../lib/plan/lock/read-lock';
import { type Resolution } from '../../../lib/resolve/resolution';
import { resolve } from '../../../lib/resolve/resolve';
import { cluster, federated, federatedNamespace, notReady, preference, webTemplate } from '../../builders';
import { Fleet } from '../../synth/fleet';

/** A cluster, and what a test does to it. */
interface Member {
  readonly name: string;
  readonly region: string;
  readonly isReady: boolean;
}

const members = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    region: fc.constantFrom('eu', 'us'),
    isReady: fc.boolean(),
  }),
  { selector: ({ name }) => name, minLength: 1 },
);

const placement = fc.oneof(
  fc.constant({ clusterSelector: {} }),
  fc.constantFrom('eu', 'us').map((region) => ({ clusterSelector: { matchLabels: { region } } })),
  fc.subarray(['a', 'b', 'c', 'd', 'e']).map((names) => ({ clusters: names.map((name) => ({ name })) })),
  fc.constant({}),
);

const federations = fc.record({
  members,
  namespace: placement,
  maps: fc.array(placement, { maxLength: 3 }),
  isScheduled: fc.boolean(),
  semantics: fc.constantFrom('strict' as const, 'kubefed' as const),
});

type Described = typeof federations extends fc.Arbitrary<infer T> ? T : never;

const resolved = (told: Described, clusters: readonly Member[]): Resolution =>
  resolve(
    federationFromManifests([
      ...clusters.map(({ name, region, isReady }) => cluster(name, { region }, isReady ? undefined : notReady)),
      federatedNamespace('shop', { placement: told.namespace }),
      ...told.maps.map((on, index) => federated('ConfigMap', { name: `m${index}`, template: {}, placement: on })),
      federated('Deployment', { template: webTemplate }),
      ...(told.isScheduled ? [preference({ totalReplicas: 3 })] : []),
    ]),
    { semantics: told.semantics },
  );

describe('the inventory of a resolution', () => {
  it('has every object by its key on the members, with its clusters', () => {
    const resolution = resolve(
      federationFromManifests([
        cluster('us', { region: 'us' }),
        cluster('eu', { region: 'eu' }),
        cluster('none'),
        federatedNamespace('shop', { placement: { clusters: [{ name: 'eu' }, { name: 'us' }] } }),
        federated('Deployment', {
          template: webTemplate,
          placement: { clusterSelector: { matchLabels: { region: 'eu' } } },
        }),
        federated('ConfigMap', { name: 'nowhere', template: {}, placement: { clusters: [] } }),
      ]),
    );
    expect(inventoryOf(resolution)).toEqual({
      clusters: ['eu', 'none', 'us'],
      objects: new Map([
        ['Namespace//shop', ['eu', 'us']],
        ['Deployment.apps/shop/web', ['eu']],
      ]),
    });
  });

  it('takes two objects of one name that share no cluster for one', () => {
    const two = new Fleet('a', 'b', 'c')
      .configMap('x', { chart: 'one', on: ['c'] })
      .configMap('x', { chart: 'two', on: ['a'] });
    expect(inventoryOf(two.resolve('kubefed')).objects.get('ConfigMap/shop/x')).toEqual(['a', 'c']);
    const all = new Fleet('a', 'b')
      .configMap('x', { chart: 'one', on: ['b'] })
      .configMap('x', { chart: 'two', on: ['a'] });
    const { clusters, objects } = inventoryOf(all.resolve('kubefed'));
    expect(objects.get('ConfigMap/shop/x')).toBe(clusters);
  });

  it('has one list for everything that is everywhere', () => {
    const { clusters, objects } = inventoryOf(new Fleet('b', 'a').namespace('shop').namespace('other').resolve());
    expect([...objects.values()].every((on) => on === clusters)).toBe(true);
  });

  it('is kept with the decisions, less those that chose nothing', () => {
    const resolution = new Fleet('b', 'a').namespace('shop').resolve();
    const decisions = new Map([
      ['Deployment.apps/shop/x', new Map([['a', [3]]])],
      ['Deployment.apps/shop/y', new Map<string, number[]>()],
    ]);
    const section = sectionOf(resolution, decisions);
    expect(section).toEqual({
      clusters: ['a', 'b'],
      decisions: new Map([['Deployment.apps/shop/x', new Map([['a', [3]]])]]),
      objects: new Map([['Namespace//shop', ['a', 'b']]]),
    });
  });

  it('is what the clusters get, and comes back out of the text of a lock', () => {
    fc.assert(
      fc.property(federations, (told) => {
        const resolution = resolved(told, told.members);
        const section = sectionOf(resolution, new Map());
        for (const { name, manifests } of resolution.clusters) {
          const keys = manifests.map((manifest) => objectKey(refOfManifest(manifest)));
          const known = [...section.objects].flatMap(([key, on]) => (on.includes(name) ? [key] : []));
          expect(known.sort()).toEqual(keys.sort());
        }
        expect(
          readLock(lockText({ outputs: new Map([['dist', section]]), inventories: new Map() })).outputs.get('dist'),
        ).toEqual(section);
      }),
    );
  });

  it('never lets a resolution that has lost a part of its clusters delete anything without consent', () => {
    fc.assert(
      fc.property(
        federations.chain((told) =>
          fc.record({ told: fc.constant(told), kept: fc.subarray([...told.members]), maxDeletes: fc.nat(1000) }),
        ),
        ({ told, kept, maxDeletes }) => {
          const before = inventoryOf(resolved(told, told.members));
          const planned = inventoryPlan(before, inventoryOf(resolved(told, kept)));
          const losing = planned.clusters.filter(({ deleted }) => deleted > 0).map(({ cluster: name }) => name);
          expect(budgetProblems(planned, { maxDeletes }).length > 0).toBe(losing.length > 0);
          expect(budgetProblems(planned, { allowed: losing })).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never lets what a cluster had go without consent, whichever labels all clusters have lost', () => {
    fc.assert(
      fc.property(federations, fc.nat(1000), (told, maxDeletes) => {
        const before = inventoryOf(resolved(told, told.members));
        const bare = told.members.map((member) => ({ ...member, region: 'nowhere' }));
        const after = inventoryOf(resolved(told, bare));
        const problems = budgetProblems(inventoryPlan(before, after), { maxDeletes });
        const isGone = [...before.objects.keys()].some((key) => !after.objects.has(key));
        if (isGone) expect(problems).not.toEqual([]);
      }),
    );
  });
});
