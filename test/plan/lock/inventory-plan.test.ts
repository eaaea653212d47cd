import * as fc from 'fast-check';
import { type DeletionBudget, budgetProblems } from '../../../lib/plan/deletion-budget';
import { deletionsOf } from '../../../lib/plan/deletion-counts';
import { inventoryPlan } from '../../../lib/plan/lock/inventory-plan';
import { type Inventory } from '../../../lib/plan/lock/lock';
import { plan } from '../../../lib/plan/plan';
import { configMap, fleet } from '../fleets';
import { inventories, inventory } from './locks';

const guard = (before: Inventory, after: Inventory, budget?: DeletionBudget): string[] =>
  budgetProblems(inventoryPlan(before, after), budget).map(({ message }) => message);

const A = 'ConfigMap/shop/a';
const B = 'Deployment.apps/shop/b';

/** So many objects, all on the same clusters, and more of them on some. */
const many = (count: number, on: readonly string[]): Record<string, readonly string[]> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`ConfigMap/shop/m${index}`, on]));

describe('what the inventory says is deleted', () => {
  it('is counted by cluster, with clusters that left and objects that are gone', () => {
    const before = inventory(['c1', 'c2', 'c3'], {
      [A]: ['c1', 'c2', 'c3'],
      [B]: ['c1', 'c3'],
      'Namespace//shop': ['c2'],
    });
    const after = inventory(['c2', 'c3', 'c4'], { [A]: ['c2', 'c4'], 'Namespace//shop': ['c2', 'c3'] });
    expect(inventoryPlan(before, after)).toEqual({
      clusters: [
        { cluster: 'c1', before: 2, after: 0, deleted: 2 },
        { cluster: 'c2', before: 2, after: 2, deleted: 0 },
        { cluster: 'c3', before: 2, after: 1, deleted: 2 },
        { cluster: 'c4', before: 0, after: 1, deleted: 0 },
      ],
      left: ['c1'],
      gone: [{ name: 'Deployment shop/b', clusters: ['c1', 'c3'] }],
    });
  });

  it('is nothing where nothing goes', () => {
    fc.assert(
      fc.property(inventories, (same) => {
        const copy = {
          clusters: [...same.clusters],
          objects: new Map([...same.objects].map(([key, on]) => [key, [...on]])),
        };
        expect(inventoryPlan(same, copy)).toMatchObject({ left: [], gone: [] });
        expect(guard(same, copy, { maxDeletes: 0 })).toEqual([]);
        expect(guard({ clusters: [], objects: new Map() }, same, { maxDeletes: 0 })).toEqual([]);
      }),
    );
  });

  it('is what a plan of the same fleets says', () => {
    const contents = fc.dictionary(fc.constantFrom('c1', 'c2', 'c3'), fc.subarray(['a', 'b', 'c', 'd']), {
      noNullPrototype: true,
    });
    const inventoryOf = (clusters: Record<string, readonly string[]>): Inventory => {
      const names = Object.keys(clusters).sort();
      const placed = ['a', 'b', 'c', 'd'].map(
        (name) => [`ConfigMap/shop/${name}`, names.filter((cluster) => clusters[cluster]?.includes(name))] as const,
      );
      return { clusters: names, objects: new Map(placed.filter(([, on]) => on.length > 0)) };
    };
    const fleetOf = (clusters: Record<string, readonly string[]>) =>
      fleet(
        Object.fromEntries(Object.entries(clusters).map(([name, all]) => [name, all.map((one) => configMap(one))])),
      );
    fc.assert(
      fc.property(contents, contents, (before, after) => {
        const planned = deletionsOf(plan(fleetOf(before), fleetOf(after)));
        const found = inventoryPlan(inventoryOf(before), inventoryOf(after));
        expect(found.left).toEqual(planned.left);
        expect(found.gone).toEqual(planned.gone);
        expect(found.clusters).toEqual(
          planned.clusters.map(({ cluster, before: had, after: has, deleted }) => ({
            cluster,
            before: had,
            after: has,
            deleted,
          })),
        );
        expect(budgetProblems(found, { maxDeletes: 1 })).toEqual(budgetProblems(planned, { maxDeletes: 1 }));
      }),
    );
  });
});

describe('the guard of the inventory', () => {
  it.each<[what: string, before: Inventory, after: Inventory, messages: RegExp[], consent: string[]]>([
    [
      'a cluster that left',
      inventory(['c1', 'c2'], { [A]: ['c1', 'c2'] }),
      inventory(['c1'], { [A]: ['c1'] }),
      [/^The cluster c2 has left the fleet, and its 1 objects would be deleted\.$/],
      ['c2'],
    ],
    [
      'a cluster that has another name',
      inventory(['c1', 'old'], { [A]: ['c1', 'old'], [B]: ['old'] }),
      inventory(['c1', 'new'], { [A]: ['c1', 'new'], [B]: ['new'] }),
      [/^The cluster old has left the fleet/],
      ['old'],
    ],
    [
      'a fleet without any cluster',
      inventory(['c1', 'c2'], { [A]: ['c1', 'c2'] }),
      inventory([], {}),
      [/^The cluster c1 has left/, /^The cluster c2 has left/],
      ['c1', 'c2'],
    ],
    [
      'the last object of a cluster',
      inventory(['c1', 'c2'], { [A]: ['c1', 'c2'], [B]: ['c1'] }),
      inventory(['c1', 'c2'], { [A]: ['c1'], [B]: ['c1'] }),
      [/^Nothing would be left on c2/],
      ['c2'],
    ],
    [
      'an object whose selector matches nowhere any more, or whose placement became empty',
      inventory(['c1', 'c2'], { [A]: ['c1', 'c2'], [B]: ['c1', 'c2'] }),
      inventory(['c1', 'c2'], { [A]: ['c1', 'c2'] }),
      [/^Deployment shop\/b would be deleted from its last clusters \(c1, c2\)\.$/],
      ['c1', 'c2'],
    ],
    [
      'the only object of a cluster that moves to another',
      inventory(['c1', 'c2'], { [A]: ['c1'] }),
      inventory(['c1', 'c2'], { [A]: ['c2'] }),
      [/^Nothing would be left on c1/],
      ['c1'],
    ],
  ])('stops %s, whatever the number, until the clusters are named', (_, before, after, messages, consent) => {
    expect(guard(before, after, { maxDeletes: 1000 })).toEqual(
      messages.map((message): unknown => expect.stringMatching(message)),
    );
    expect(guard(before, after, { allowed: consent })).toEqual([]);
    expect(guard(before, after, { allowed: consent.slice(1) })).not.toEqual([]);
  });

  it('says both how the command and how cdk8s synth is given the consent', () => {
    const before = inventory(['c1', 'c2'], { [A]: ['c1', 'c2'], [B]: ['c1', 'c2'] });
    const [problem] = budgetProblems(inventoryPlan(before, inventory(['c1', 'c2'], { [A]: ['c1', 'c2'] })));
    expect(problem).toMatchObject({
      code: 'deletes-over-budget',
      severity: 'error',
      remedy:
        'Check the input. If that is meant, say so: --allow-deletes c1,c2, or FED8S_ALLOW_DELETES=c1,c2 for cdk8s synth.',
    });
  });

  it('says of what is refused for its number how to raise that', () => {
    const before = inventory(['c1', 'c2'], many(20, ['c1', 'c2']));
    const after = inventory(['c1', 'c2'], { ...many(20, ['c1', 'c2']), ...many(7, ['c1']) });
    const problems = budgetProblems(inventoryPlan(before, after));
    expect(problems).toHaveLength(2);
    for (const { remedy } of problems) {
      expect(remedy).toMatch(
        /--allow-deletes c2, or FED8S_ALLOW_DELETES=c2 for cdk8s synth\. Or raise the number: --max-deletes, or FED8S_MAX_DELETES\.$/,
      );
    }
    expect(guard(before, after, { maxDeletes: 7 })).toEqual([]);
  });

  it('counts an object that moves as a delete where it was', () => {
    const rest = many(20, ['c1', 'c2']);
    const moves = (count: number): [Inventory, Inventory] => {
      const moved = Array.from({ length: count }, (_, index) => `Secret/shop/s${index}`);
      const on = (cluster: string) => Object.fromEntries(moved.map((key) => [key, [cluster]]));
      return [inventory(['c1', 'c2'], { ...rest, ...on('c1') }), inventory(['c1', 'c2'], { ...rest, ...on('c2') })];
    };
    expect(guard(...moves(5))).toEqual([]);
    expect(guard(...moves(6))).toEqual([
      '6 of 26 objects on c1 would be deleted, and 5 may be.',
      '6 of 46 objects over the fleet would be deleted, and 5 may be.',
    ]);
  });

  it('never lets the loss of a part of the clusters delete anything without consent', () => {
    fc.assert(
      fc.property(inventories, fc.func(fc.boolean()), fc.nat(1000), (before, isLost, maxDeletes) => {
        const clusters = before.clusters.filter((cluster) => !isLost(cluster));
        const kept = [...before.objects].map(
          ([key, on]) => [key, on.filter((name) => clusters.includes(name))] as const,
        );
        const after = { clusters, objects: new Map(kept.filter(([, on]) => on.length > 0)) };
        const lost = before.clusters.filter((cluster) => !clusters.includes(cluster));
        const deleted = lost.filter((cluster) => [...before.objects.values()].some((on) => on.includes(cluster)));
        expect(guard(before, after, { maxDeletes }).length > 0).toBe(deleted.length > 0);
        expect(guard(before, after, { allowed: deleted })).toEqual([]);
        if (deleted.length > 0) expect(guard(before, after, { maxDeletes, allowed: deleted.slice(1) })).not.toEqual([]);
      }),
    );
  });

  it('lets anything pass with the consent of all clusters, and nothing that empties a cluster or an object without', () => {
    fc.assert(
      fc.property(inventories, inventories, (before, after) => {
        expect(guard(before, after, { allowed: before.clusters })).toEqual([]);
        const isEmptied = before.clusters.some((cluster) => {
          const has = (one: Inventory): boolean => [...one.objects.values()].some((on) => on.includes(cluster));
          return has(before) && !has(after);
        });
        const isGone = [...before.objects.keys()].some((key) => !after.objects.has(key));
        if (isEmptied || isGone) expect(guard(before, after, { maxDeletes: 1e9 })).not.toEqual([]);
      }),
    );
  });
});
