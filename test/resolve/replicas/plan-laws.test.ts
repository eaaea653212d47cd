import fc from 'fast-check';
import { type PlanReplicasInput, planReplicas } from '../../../lib/resolve/replicas/plan-replicas';

const names = ['A', 'B', 'C', 'D', 'E', 'F'];
const count = fc.nat({ max: 40 });
const preferences = fc
  .record({ minReplicas: count, extra: fc.option(count, { nil: undefined }), weight: fc.nat({ max: 9 }) })
  .map(({ minReplicas, extra, weight }) => ({
    minReplicas,
    weight,
    ...(extra !== undefined && { maxReplicas: minReplicas + extra }),
  }));
const counts = fc.dictionary(fc.constantFrom(...names), count, { noNullPrototype: true });
const input: fc.Arbitrary<PlanReplicasInput & { readonly capacity: Record<string, number> }> = fc.record({
  key: fc.constantFrom('', 'shop/web'),
  total: fc.nat({ max: 500 }),
  available: fc.subarray(names, { minLength: 1 }),
  rebalance: fc.boolean(),
  clusters: fc.dictionary(fc.constantFrom('*', ...names), preferences, { noNullPrototype: true }),
  current: counts,
  capacity: counts,
});

/** What is sure to run: the plan without the overflow. */
function placed({ replicas, overflow }: ReturnType<typeof planReplicas>): Record<string, number> {
  return Object.fromEntries(Object.entries(replicas).map(([name, number]) => [name, number - (overflow[name] ?? 0)]));
}

const sum = (numbers: Record<string, number>): number =>
  Object.values(numbers).reduce((left, right) => left + right, 0);

describe('laws of a replica plan', () => {
  test('no more is placed than there is to be', () => {
    fc.assert(fc.property(input, (given) => expect(sum(placed(planReplicas(given)))).toBeLessThanOrEqual(given.total)));
  });

  test('no cluster gets fewer than none, more than its maximum, or more for sure than it has room for', () => {
    fc.assert(
      fc.property(input, (given) => {
        const plan = planReplicas(given);
        for (const [name, number] of Object.entries(placed(plan))) {
          const { maxReplicas } = given.clusters?.[name] ?? given.clusters?.['*'] ?? {};
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThanOrEqual(maxReplicas ?? Infinity);
          expect(number).toBeLessThanOrEqual(given.capacity[name] ?? Infinity);
        }
      }),
    );
  });

  test('everything is placed where a cluster with a weight takes any number', () => {
    fc.assert(
      fc.property(input, fc.constantFrom(...names), (given, sink) => {
        const { [sink]: _, ...capacity } = given.capacity;
        const clusters = { ...given.clusters, [sink]: { weight: 1 } };
        const available = [...new Set([...given.available, sink])];
        const plan = planReplicas({ ...given, available, capacity, clusters });
        expect(sum(placed(plan))).toBe(given.total);
      }),
    );
  });

  test('every minimum is met where there is enough for all of them, and room', () => {
    fc.assert(
      fc.property(input, (given) => {
        const minima = given.available.map(
          (name) => (given.clusters?.[name] ?? given.clusters?.['*'])?.minReplicas ?? 0,
        );
        fc.pre(Object.keys(given.clusters ?? {}).length > 0);
        const total = given.total + minima.reduce((left, right) => left + right, 0);
        const { replicas } = planReplicas({ ...given, total, capacity: {} });
        given.available.forEach((name, position) =>
          expect(replicas[name]).toBeGreaterThanOrEqual(minima[position] ?? 0),
        );
      }),
    );
  });

  test('without rebalancing nothing that runs is moved while there is a place for it', () => {
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1 }), counts, fc.nat({ max: 50 }), (available, current, more) => {
        const running = available.reduce((total, name) => total + (current[name] ?? 0), 0);
        const { replicas } = planReplicas({ key: '', total: running + more, available, current });
        for (const name of available) expect(replicas[name]).toBeGreaterThanOrEqual(current[name] ?? 0);
      }),
    );
  });

  test('the order in which clusters are given does not matter, and the same input has the same plan', () => {
    fc.assert(
      fc.property(input, (given) => {
        const plan = planReplicas(given);
        expect(planReplicas(given)).toEqual(plan);
        const turned = Object.fromEntries(Object.entries(given.clusters ?? {}).reverse());
        expect(planReplicas({ ...given, available: [...given.available].reverse(), clusters: turned })).toEqual(plan);
      }),
    );
  });

  test('a plan that took as many passes as there are replicas is the one that passes one by one give', () => {
    // one replica is left, and each pass of KubeFed sets one share off against what runs
    for (const running of [1, 2, 7, 100]) {
      const available = ['A', 'B', 'C'];
      const current = { A: running, B: running, C: running };
      const { replicas } = planReplicas({ key: '', total: 3 * running + 1, available, current });
      expect(Object.values(replicas).sort()).toEqual([running, running, running + 1]);
    }
    const much = 715_827_882;
    const { replicas } = planReplicas({
      key: '',
      total: 2 * much + 1,
      available: ['A', 'B'],
      current: { A: much, B: much },
    });
    expect(Object.values(replicas).sort()).toEqual([much, much + 1]);
  });
});
