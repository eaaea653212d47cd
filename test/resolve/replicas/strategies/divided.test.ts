import fc from 'fast-check';
import { planStrategy } from '../../../../lib/resolve/replicas/strategies/plan-strategy';
import { type ReplicaCluster } from '../../../../lib/resolve/replicas/strategies/strategy-plan';
import { cluster, fleets, input, replicasOf, sum, waysToGive } from './fleet';

const plain = { numRuns: 1000 };

describe('divided', () => {
  test.each<[string, number, readonly ReplicaCluster[], Record<string, number>]>([
    ['by weight', 6, [cluster('a', { weight: 2 }), cluster('b')], { a: 4, b: 2 }],
    [
      'the example of Webster',
      7,
      [cluster('a', { weight: 53 }), cluster('b', { weight: 24 }), cluster('c', { weight: 23 })],
      { a: 3, b: 2, c: 2 },
    ],
    ['a minimum counts as part of the share', 6, [cluster('a', { min: 2 }), cluster('b')], { a: 3, b: 3 }],
    ['a minimum above the share leaves less to others', 6, [cluster('a', { min: 5 }), cluster('b')], { a: 5, b: 1 }],
    [
      'a maximum leaves more to others',
      9,
      [cluster('a', { max: 1 }), cluster('b'), cluster('c')],
      { a: 1, b: 4, c: 4 },
    ],
    [
      'capacity does so as well',
      9,
      [cluster('a', { max: 3, capacity: 1 }), cluster('b', { weight: 3 }), cluster('c')],
      { a: 1, b: 6, c: 2 },
    ],
    ['weight 0 gets its minimum', 5, [cluster('a', { weight: 0, min: 1, previous: 4 }), cluster('b')], { a: 1, b: 4 }],
    [
      'an even quotient goes to the seat that runs',
      3,
      [cluster('a', { previous: 1 }), cluster('b', { previous: 2 })],
      { a: 1, b: 2 },
    ],
    ['then to the better rank', 1, [cluster('a', { rank: 1 }), cluster('b')], { a: 0, b: 1 }],
    ['then to the first name', 1, [cluster('b'), cluster('a')], { a: 1, b: 0 }],
    ['no replicas', 0, [cluster('a', { previous: 3 })], { a: 0 }],
  ])('%s', (_, total, clusters, expected) => {
    expect(replicasOf(planStrategy(input({ total, clusters })))).toEqual(expected);
  });

  test('no clusters take nothing', () => {
    const nothing = { replicas: new Map(), unplaced: 3, excess: 0, waiting: 0, steps: [] };
    expect(planStrategy(input({ total: 3, clusters: [] }))).toEqual(nothing);
  });

  test('minima above the total are given, and the plan says by how much they exceed it', () => {
    const plan = planStrategy(input({ total: 3, clusters: [cluster('a', { min: 2 }), cluster('b', { min: 4 })] }));
    expect(replicasOf(plan)).toEqual({ a: 2, b: 4 });
    expect(plan).toMatchObject({ excess: 3, unplaced: 0 });
  });

  test('a minimum that has no room is cut', () => {
    const plan = planStrategy(input({ total: 3, clusters: [cluster('a', { min: 5, capacity: 1 })] }));
    expect(plan).toMatchObject({ excess: 0, unplaced: 2 });
    expect(plan.steps).toEqual([{ kind: 'minimum', cluster: 'a', change: 1, minimum: 5, limit: 'capacity' }]);
  });

  test('is the method of Webster, seat by seat', () => {
    fc.assert(
      fc.property(fleets(), fc.nat({ max: 60 }), (clusters, total) => {
        const { replicas } = planStrategy(input({ total, clusters }));
        expect(new Map(replicas)).toEqual(seatBySeat(clusters, total));
      }),
      plain,
    );
  });

  test('stays so for large weights and totals, where quotients lie close together', () => {
    const weight = fc.oneof(
      fc.nat({ max: 2 ** 31 }),
      fc.integer({ min: 2 ** 31 - 3, max: 2 ** 31 }),
      fc.nat({ max: 3 }),
    );
    const weights = fc.array(weight, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(weights, fc.nat({ max: 4000 }), (given, total) => {
        const clusters = given.map((one, index) => cluster(`c${index}`, { weight: one, previous: index % 3 }));
        const { replicas } = planStrategy(input({ total, clusters }));
        expect(new Map(replicas)).toEqual(seatBySeat(clusters, total));
      }),
      { numRuns: 150 },
    );
  });

  test('the last seat of no cluster stands below the next one of another, up to the largest numbers', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 2 ** 31 }), { minLength: 2, maxLength: 20 });
    fc.assert(fc.property(weights, fc.maxSafeNat(), expectWebster), { numRuns: 300 });
  });

  test.each([
    [[1921454232, 1722661956], 9007199254740646],
    [[1237467146, 776329327], 9007199254740482],
    [[1940258012, 1823848364], 9007199254740387],
  ])('rounding does not show with weights %j and a total of %d', expectWebster);

  test('a larger total takes nothing from any cluster', () => {
    fc.assert(
      fc.property(fleets(), fc.nat({ max: 40 }), fc.nat({ max: 5 }), (clusters, total, more) => {
        const before = planStrategy(input({ total, clusters })).replicas;
        const after = planStrategy(input({ total: total + more, clusters })).replicas;
        for (const [name, number] of before) expect(after.get(name)).toBeGreaterThanOrEqual(number);
      }),
      plain,
    );
  });

  test('a larger total takes nothing from any cluster without rebalancing either', () => {
    fc.assert(
      fc.property(fleets(), fc.nat({ max: 40 }), fc.nat({ max: 5 }), (clusters, total, more) => {
        const before = planStrategy(input({ total, clusters, rebalance: false })).replicas;
        const after = planStrategy(input({ total: total + more, clusters, rebalance: false })).replicas;
        for (const [name, number] of before) expect(after.get(name)).toBeGreaterThanOrEqual(number);
      }),
      plain,
    );
  });

  test('ten thousand clusters and a million replicas are divided in full', () => {
    const clusters = Array.from({ length: 10_000 }, (_, at) => {
      return cluster(`c${at}`, {
        weight: (at * 7919) % 1000,
        previous: at % 200,
        capacity: at % 7 === 0 ? 50 : undefined,
      });
    });
    for (const rebalance of [true, false]) {
      const { replicas, unplaced } = planStrategy(input({ total: 1_000_000, clusters, rebalance }));
      expect(sum(replicas.values())).toBe(1_000_000);
      expect(unplaced).toBe(0);
    }
  });
});

describe('divided without rebalancing', () => {
  const keeping = { rebalance: false } as const;

  test.each<[string, number, readonly ReplicaCluster[], Record<string, number>]>([
    ['what runs stays, however uneven', 5, [cluster('a', { previous: 5 }), cluster('b')], { a: 5, b: 0 }],
    ['what is added evens it out', 8, [cluster('a', { previous: 5 }), cluster('b')], { a: 5, b: 3 }],
    [
      'a surplus is taken from where there is most for the weight',
      4,
      [cluster('a', { previous: 5 }), cluster('b', { previous: 1 })],
      { a: 3, b: 1 },
    ],
    [
      'a cluster above its maximum gives away what is beyond it',
      6,
      [cluster('a', { previous: 6, max: 4 }), cluster('b')],
      { a: 4, b: 2 },
    ],
    [
      'a cluster below its minimum gets it',
      6,
      [cluster('a', { previous: 6 }), cluster('b', { min: 2 })],
      { a: 4, b: 2 },
    ],
    [
      'weight 0 keeps what runs',
      5,
      [cluster('a', { weight: 0, previous: 2 }), cluster('b', { previous: 1 })],
      { a: 2, b: 3 },
    ],
    ['weight 0 gets no more', 5, [cluster('a', { weight: 0, previous: 2 })], { a: 2 }],
    [
      'weight 0 is the first to lose',
      3,
      [cluster('a', { weight: 0, previous: 4, min: 1 }), cluster('b', { previous: 2 })],
      { a: 1, b: 2 },
    ],
  ])('%s', (_, total, clusters, expected) => {
    expect(replicasOf(planStrategy(input({ total, clusters, ...keeping })))).toEqual(expected);
  });

  test('no plan within the bounds and of the same sum moves less', () => {
    fc.assert(
      fc.property(fleets({ most: 4, count: 6 }), fc.nat({ max: 14 }), (clusters, total) => {
        const { replicas } = planStrategy(input({ total, clusters, ...keeping }));
        const moved = (numbers: readonly number[]): number =>
          sum(clusters.map(({ previous }, at) => Math.abs(previous - numbers[at]!)));
        const bounds = clusters.map(({ min, max, capacity, weight, previous }): [number, number] => {
          const room = Math.min(max ?? Infinity, capacity ?? Infinity);
          const floor = Math.min(min, room);
          return [floor, weight > 0 ? room : Math.min(room, Math.max(floor, previous))];
        });
        const ours = clusters.map(({ name }) => replicas.get(name)!);
        const ways = [...waysToGive(bounds, sum(ours))];
        expect(ways).toContainEqual(ours);
        expect(moved(ours)).toBe(Math.min(...ways.map(moved)));
      }),
      { numRuns: 300 },
    );
  });
});

/** The sum is the total, and the last seat of any cluster stands no lower than the next seat of any other. */
function expectWebster(weights: readonly number[], total: number): void {
  const clusters = weights.map((weight, at) => cluster(`c${at}`, { weight }));
  const { replicas } = planStrategy(input({ total, clusters }));
  const rows = weights.map((weight, at) => ({ weight: BigInt(weight), held: BigInt(replicas.get(`c${at}`)!) }));
  expect(rows.reduce((all, { held }) => all + held, 0n)).toBe(BigInt(total));
  for (const ours of rows) {
    for (const theirs of rows) {
      if (ours.held === 0n) continue;
      expect(ours.weight * (2n * theirs.held + 1n) >= theirs.weight * (2n * ours.held - 1n)).toBe(true);
    }
  }
}

/** Webster's method as it is written: one seat after the other. */
function seatBySeat(clusters: readonly ReplicaCluster[], total: number): ReadonlyMap<string, number> {
  const rows = [...clusters]
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .map(({ name, weight, min, max, capacity, previous }) => {
      const room = Math.min(max ?? Infinity, capacity ?? Infinity);
      return { name, weight: BigInt(weight), room, previous, held: Math.min(min, room) };
    });
  const isBefore = (left: (typeof rows)[number], right: (typeof rows)[number]): boolean => {
    const ours = left.weight * BigInt(2 * right.held + 1);
    const theirs = right.weight * BigInt(2 * left.held + 1);
    return ours === theirs ? left.held < left.previous && right.held >= right.previous : ours > theirs;
  };
  for (let left = total - sum(rows.map(({ held }) => held)); left > 0; left -= 1) {
    const open = rows.filter(({ weight, held, room }) => weight > 0n && held < room);
    if (open.length === 0) break;
    open.reduce((best, row) => (isBefore(row, best) ? row : best)).held += 1;
  }
  return new Map(rows.map(({ name, held }): [string, number] => [name, held]).sort(([a], [b]) => (a < b ? -1 : 1)));
}
