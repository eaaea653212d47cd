import fc from 'fast-check';
import { planStrategy } from '../../../../lib/resolve/replicas/strategies/plan-strategy';
import {
  type ReplicaCluster,
  type StrategyInput,
  type StrategyPlan,
} from '../../../../lib/resolve/replicas/strategies/strategy-plan';
import { cluster, input, inputs, replicasOf, running, sum } from './fleet';

const plain = { numRuns: 1000 };
const runs = ({ clusters }: StrategyInput): number => sum(clusters.map(({ previous }) => previous));
const stay = ({ clusters }: StrategyInput, { replicas }: StrategyPlan): number =>
  sum(clusters.map(({ name, previous }) => Math.min(previous, replicas.get(name)!)));
const roomOf = ({ max, capacity }: ReplicaCluster): number => Math.min(max ?? Infinity, capacity ?? Infinity);

describe('minAvailable', () => {
  test.each<[string, Partial<StrategyInput>, Record<string, number>, number]>([
    ['lets as many move as may', { minAvailable: 4 }, { a: 4, b: 2 }, 1],
    ['lets none move where all are to stay', { minAvailable: 6 }, { a: 6, b: 0 }, 3],
    ['asks for no more than runs', { minAvailable: 60, total: 8 }, { a: 6, b: 2 }, 2],
    ['does not stand in the way of a smaller total', { minAvailable: 5, total: 4 }, { a: 4, b: 0 }, 2],
    ['has nothing to say where enough stay', { minAvailable: 3 }, { a: 3, b: 3 }, 0],
  ])('%s', (_, told, expected, waiting) => {
    const plan = planStrategy(input({ total: 6, clusters: [cluster('a', { previous: 6 }), cluster('b')], ...told }));
    expect(replicasOf(plan)).toEqual(expected);
    expect(plan.waiting).toBe(waiting);
  });

  test('first serves clusters that are out of their bounds, then the preferred ones', () => {
    const clusters = [
      cluster('a', { previous: 0, rank: 0 }),
      cluster('b', { previous: 6, rank: 1, max: 4 }),
      cluster('c', { previous: 6, rank: 2 }),
      cluster('d', { previous: 0, rank: 3, min: 1 }),
    ];
    const at = (minAvailable: number): Record<string, number> =>
      replicasOf(planStrategy(input({ total: 12, clusters, minAvailable })));
    expect(at(12)).toEqual({ a: 0, b: 6, c: 6, d: 0 });
    expect(at(11)).toEqual({ a: 0, b: 5, c: 6, d: 1 });
    expect(at(10)).toEqual({ a: 1, b: 4, c: 6, d: 1 });
    expect(at(9)).toEqual({ a: 2, b: 4, c: 5, d: 1 });
    expect(at(0)).toEqual({ a: 3, b: 3, c: 3, d: 3 });
  });

  test('that many stay where they are, or all that run, or all there are to be', () => {
    fc.assert(
      fc.property(inputs(), fc.nat({ max: 40 }), (given, minAvailable) => {
        const plan = planStrategy({ ...given, minAvailable });
        const all = sum(plan.replicas.values());
        expect(stay(given, plan)).toBeGreaterThanOrEqual(Math.min(minAvailable, runs(given), all));
      }),
      plain,
    );
  });

  test('the sum is that of the plan without it, and no more waits than must', () => {
    fc.assert(
      fc.property(inputs(), fc.nat({ max: 40 }), (given, minAvailable) => {
        const plan = planStrategy({ ...given, minAvailable });
        const free = planStrategy({ ...given, minAvailable: undefined });
        expect(sum(plan.replicas.values())).toBe(sum(free.replicas.values()));
        expect(free.waiting).toBe(0);
        expect(plan).toMatchObject({ unplaced: free.unplaced, excess: free.excess });
        const left = [...plan.replicas].map(([name, number]) => Math.max(0, number - free.replicas.get(name)!));
        expect(sum(left)).toBe(plan.waiting);
        if (plan.waiting > 0)
          expect(stay(given, plan)).toBe(Math.min(minAvailable, runs(given), sum(plan.replicas.values())));
      }),
      plain,
    );
  });

  test('no cluster leaves the way to its target, so none grows past its bounds', () => {
    fc.assert(
      fc.property(inputs(), fc.nat({ max: 40 }), (given, minAvailable) => {
        const { replicas } = planStrategy({ ...given, minAvailable });
        const free = planStrategy({ ...given, minAvailable: undefined }).replicas;
        for (const one of given.clusters) {
          const ends = [one.previous, free.get(one.name)!];
          expect(replicas.get(one.name)).toBeGreaterThanOrEqual(Math.min(...ends));
          expect(replicas.get(one.name)).toBeLessThanOrEqual(Math.max(...ends));
          expect(replicas.get(one.name)).toBeLessThanOrEqual(Math.max(one.previous, roomOf(one)));
        }
      }),
      plain,
    );
  });

  // Minima of `aggregated` hold where a cluster is used, so what is good to use may change while replicas move.
  const steady = fc.oneof(inputs({ strategies: ['divided', 'duplicated'] }), inputs({ minima: false }));

  test('run after run ends at the plan without it, as long as anything may move', () => {
    fc.assert(
      fc.property(steady, fc.nat({ max: 39 }), (given, allowed) => {
        const free = planStrategy({ ...given, minAvailable: undefined });
        const all = sum(free.replicas.values());
        fc.pre(all > 0);
        const minAvailable = allowed % all;
        const plans = runAfterRun({ ...given, minAvailable });
        expect(replicasOf(plans.at(-1)!)).toEqual(replicasOf(free));
        const waiting = plans.map((plan) => plan.waiting);
        expect(waiting).toEqual([...new Set(waiting)].sort((a, b) => b - a));
      }),
      { numRuns: 3000 },
    );
  });

  test('run after run of aggregated with minima ends at a plan that stays', () => {
    fc.assert(
      fc.property(inputs({ strategies: ['aggregated'] }), fc.nat({ max: 39 }), (given, allowed) => {
        const all = Math.min(given.total, sum(planStrategy({ ...given, minAvailable: undefined }).replicas.values()));
        fc.pre(all > 0);
        const plans = runAfterRun({ ...given, minAvailable: allowed % all });
        const clusters = running(given.clusters, plans.at(-1)!);
        expect(replicasOf(planStrategy({ ...given, clusters, minAvailable: undefined }))).toEqual(
          replicasOf(plans.at(-1)!),
        );
      }),
      plain,
    );
  });
});

/** The plans of the runs until nothing waits, each with what the one before has left running. */
function runAfterRun(given: StrategyInput): readonly StrategyPlan[] {
  const plans = [planStrategy(given)];
  let { clusters } = given;
  while (plans.at(-1)!.waiting > 0) {
    clusters = running(clusters, plans.at(-1)!);
    plans.push(planStrategy({ ...given, clusters }));
    expect(plans.length).toBeLessThan(100);
  }
  return plans;
}
