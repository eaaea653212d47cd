import fc from 'fast-check';
import { planStrategy } from '../../../../lib/resolve/replicas/strategies/plan-strategy';
import { type ReplicaCluster } from '../../../../lib/resolve/replicas/strategies/strategy-plan';
import { cluster, fleets, input, replicasOf, sum, waysToGive } from './fleet';

const aggregated = { strategy: 'aggregated' } as const;
const plain = { numRuns: 1000 };
const roomOf = ({ max, capacity }: ReplicaCluster): number => Math.min(max ?? Infinity, capacity ?? Infinity);
const used = (replicas: Iterable<number>): number => [...replicas].filter((number) => number > 0).length;

/** 1 where nothing that runs could stay, else 0. */
const idle = (one: ReplicaCluster): number => (Math.min(one.previous, roomOf(one)) > 0 ? 0 : 1);

/** The plans on so many clusters, without minima. */
function plansOn(clusters: readonly ReplicaCluster[], count: number, total: number): readonly (readonly number[])[] {
  const bounds = clusters.map((one): [number, number] => [0, roomOf(one)]);
  return [...waysToGive(bounds, total)].filter((plan) => used(plan) === count);
}

const moved = (clusters: readonly ReplicaCluster[], plan: readonly number[]): number =>
  sum(clusters.map(({ previous }, at) => Math.abs(previous - plan[at]!)));

describe('aggregated', () => {
  test.each<[string, number, readonly ReplicaCluster[], Record<string, number>]>([
    ['onto one cluster where that has room', 9, [cluster('a'), cluster('b')], { a: 9, b: 0 }],
    ['the one of the better rank', 9, [cluster('a', { rank: 1 }), cluster('b')], { a: 0, b: 9 }],
    [
      'a cluster with room before two of better rank',
      9,
      [cluster('a', { max: 5 }), cluster('b', { max: 5 }), cluster('c', { max: 9, rank: 1 })],
      { a: 0, b: 0, c: 9 },
    ],
    ['where most runs', 9, [cluster('a', { previous: 2 }), cluster('b', { previous: 3 })], { a: 0, b: 9 }],
    [
      'two that run less together before one that runs most and needs a stranger',
      30,
      [
        cluster('a', { capacity: 10, previous: 10 }),
        cluster('b', { capacity: 15, previous: 9 }),
        cluster('c', { capacity: 15, previous: 9 }),
        cluster('d', { capacity: 20 }),
      ],
      { a: 0, b: 15, c: 15, d: 0 },
    ],
    [
      'the best rank is filled first',
      7,
      [cluster('a', { max: 5, rank: 1 }), cluster('b', { max: 5 }), cluster('c', { max: 4 })],
      { a: 0, b: 5, c: 2 },
    ],
    ['of one rank the one with more room', 7, [cluster('a', { max: 4 }), cluster('b', { max: 5 })], { a: 2, b: 5 }],
    [
      'what runs is kept while filling',
      7,
      [cluster('a', { max: 5 }), cluster('b', { max: 5, previous: 4 })],
      { a: 3, b: 4 },
    ],
    [
      'a minimum holds where the cluster is used',
      7,
      [cluster('a', { max: 5 }), cluster('b', { max: 5, min: 3 }), cluster('c', { min: 1, max: 1 })],
      { a: 4, b: 3, c: 0 },
    ],
    ['a minimum above the total is avoided', 2, [cluster('a', { min: 5 }), cluster('b')], { a: 0, b: 2 }],
    ['no weight is asked for', 2, [cluster('a', { weight: 0 })], { a: 2 }],
    ['no replicas need no cluster, whatever the minimum', 0, [cluster('a', { min: 2, previous: 2 })], { a: 0 }],
  ])('%s', (_, total, clusters, expected) => {
    expect(replicasOf(planStrategy(input({ ...aggregated, total, clusters })))).toEqual(expected);
  });

  test('what has no room is unplaced, and all clusters are full', () => {
    const plan = planStrategy(
      input({ ...aggregated, total: 9, clusters: [cluster('a', { max: 3 }), cluster('b', { capacity: 2 })] }),
    );
    expect(replicasOf(plan)).toEqual({ a: 3, b: 2 });
    expect(plan.unplaced).toBe(4);
  });

  test('minima of the clusters in use may ask for more than the total', () => {
    const clusters = [cluster('a', { min: 5, max: 5 }), cluster('b', { min: 5, max: 5 })];
    const plan = planStrategy(input({ ...aggregated, total: 7, clusters }));
    expect(replicasOf(plan)).toEqual({ a: 5, b: 5 });
    expect(plan).toMatchObject({ excess: 3, unplaced: 0 });
  });

  test('no plan uses fewer clusters, and of those that use as many none moves less', () => {
    fc.assert(
      fc.property(fleets({ most: 5, count: 6, minima: false }), fc.nat({ max: 14 }), (clusters, total) => {
        const plan = planStrategy(input({ ...aggregated, total, clusters }));
        if (plan.unplaced > 0) return;
        const ours = clusters.map(({ name }) => plan.replicas.get(name)!);
        for (let fewer = 0; fewer < used(ours); fewer += 1) expect(plansOn(clusters, fewer, total)).toEqual([]);
        const plans = plansOn(clusters, used(ours), total);
        expect(moved(clusters, ours)).toBe(Math.min(...plans.map((one) => moved(clusters, one))));
      }),
      { numRuns: 500 },
    );
  });

  test('of the sets that move as little the one with the preferred running clusters is used, then the preferred others', () => {
    fc.assert(
      fc.property(fleets({ most: 5, count: 6, minima: false }), fc.nat({ max: 14 }), (given, total) => {
        const clusters = [...given].sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
        const plan = planStrategy(input({ ...aggregated, total, clusters }));
        if (plan.unplaced > 0) return;
        const order = [...clusters.keys()].sort((a, b) => idle(clusters[a]!) - idle(clusters[b]!) || a - b);
        const setOf = (plan: readonly number[]): string => order.map((at) => (plan[at]! > 0 ? 'x' : '-')).join('');
        const ours = clusters.map(({ name }) => plan.replicas.get(name)!);
        const plans = plansOn(clusters, used(ours), total);
        const least = Math.min(...plans.map((one) => moved(clusters, one)));
        const sets = plans.filter((one) => moved(clusters, one) === least).map(setOf);
        expect(setOf(ours)).toBe(sets.sort().at(-1));
      }),
      { numRuns: 1000 },
    );
  });

  test('many clusters of which all run something end on the fewest', () => {
    for (const rebalance of [true, false]) {
      const clusters = Array.from({ length: 10_000 }, (_, at) => {
        return cluster(`c${at}`, { capacity: 50 + ((at * 7919) % 100), previous: 1 + (at % 40) });
      });
      const plan = planStrategy(input({ ...aggregated, total: 100_000, clusters, rebalance }));
      expect(sum(plan.replicas.values())).toBe(100_000);
      if (!rebalance) continue;
      const largest = clusters.map(roomOf).sort((a, b) => b - a);
      const fewer = largest.slice(0, used(plan.replicas.values()) - 1);
      expect(sum(fewer)).toBeLessThan(100_000);
    }
  });

  test('more sets than can be compared still give the fewest clusters', () => {
    const clusters = Array.from({ length: 60 }, (_, at) => {
      return cluster(`c${at}`, { capacity: 1000 + ((at * 7919) % 997), previous: 1 + ((at * 104729) % 991) });
    });
    const total = 41_000;
    const { replicas } = planStrategy(input({ ...aggregated, total, clusters }));
    const largest = clusters.map(roomOf).sort((a, b) => b - a);
    expect(sum(replicas.values())).toBe(total);
    expect(sum(largest.slice(0, used(replicas.values()) - 1))).toBeLessThan(total);
  });
});

describe('aggregated without rebalancing', () => {
  const keeping = { ...aggregated, rebalance: false } as const;

  test.each<[string, number, readonly ReplicaCluster[], Record<string, number>]>([
    [
      'what runs on two clusters stays on two',
      5,
      [cluster('a', { previous: 3 }), cluster('b', { previous: 2 })],
      { a: 3, b: 2 },
    ],
    ['more goes to those in use', 9, [cluster('a'), cluster('b', { previous: 2 })], { a: 0, b: 9 }],
    [
      'and then to the fewest others',
      9,
      [
        cluster('a', { max: 2 }),
        cluster('b', { max: 2 }),
        cluster('c', { max: 4, rank: 1 }),
        cluster('d', { max: 5, previous: 1 }),
      ],
      { a: 0, b: 0, c: 4, d: 5 },
    ],
    [
      'less stays on the fewest in use',
      4,
      [cluster('a', { previous: 2 }), cluster('b', { previous: 2 }), cluster('c', { previous: 4, rank: 9 })],
      { a: 0, b: 0, c: 4 },
    ],
    [
      'minima that ask for too much are a reason to move',
      2,
      [cluster('a', { min: 2 }), cluster('b', { previous: 1, min: 1, max: 1 })],
      { a: 2, b: 0 },
    ],
    [
      'what has lost its room goes elsewhere',
      4,
      [cluster('a', { previous: 4, capacity: 0 }), cluster('b')],
      { a: 0, b: 4 },
    ],
  ])('%s', (_, total, clusters, expected) => {
    expect(replicasOf(planStrategy(input({ ...keeping, total, clusters })))).toEqual(expected);
  });

  test('no plan moves less, and of those that move as little none uses fewer clusters', () => {
    fc.assert(
      fc.property(fleets({ most: 4, count: 6, minima: false }), fc.nat({ max: 14 }), (clusters, total) => {
        const plan = planStrategy(input({ ...keeping, total, clusters }));
        if (plan.unplaced > 0) return;
        const ours = clusters.map(({ name }) => plan.replicas.get(name)!);
        const plans = [
          ...waysToGive(
            clusters.map((one): [number, number] => [0, roomOf(one)]),
            total,
          ),
        ];
        const least = Math.min(...plans.map((one) => moved(clusters, one)));
        expect(moved(clusters, ours)).toBe(least);
        const equal = plans.filter((one) => moved(clusters, one) === least);
        expect(used(ours)).toBe(Math.min(...equal.map(used)));
      }),
      { numRuns: 500 },
    );
  });
});

test('every used cluster gets something', () => {
  fc.assert(
    fc.property(fleets({ minima: false }), fc.nat({ max: 40 }), fc.boolean(), (clusters, total, rebalance) => {
      const plan = planStrategy(input({ ...aggregated, clusters, total, rebalance }));
      const told = new Set(plan.steps.flatMap((step) => ('used' in step ? [step.used] : [])));
      for (const number of told) expect(number).toBe(used(plan.replicas.values()));
    }),
    plain,
  );
});
