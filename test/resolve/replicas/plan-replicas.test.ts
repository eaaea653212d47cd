import { type PlanReplicasInput, type ReplicaPlan, planReplicas } from '../../../lib/resolve/replicas/plan-replicas';
import { fnv1 } from '../../../lib/resolve/replicas/fnv1';
import { canonicalJson } from '../canonical-json';
import { thrown } from '../thrown';
import planVectors from './plan-vectors.json';

/** Had from KubeFed's own planner on random input. */
const vectors = planVectors as unknown as readonly { readonly input: PlanReplicasInput; readonly plan: ReplicaPlan }[];

const key = 'test-ns/test-deployment';
const plan = (input: Omit<PlanReplicasInput, 'key'> & { readonly key?: string }): Record<string, number> =>
  planReplicas({ key, ...input }).replicas;

describe('planReplicas', () => {
  test.each(vectors.map((vector) => [JSON.stringify(vector.input), vector] as const))(
    'plans as KubeFed does: %s',
    (_, { input, plan: expected }) => {
      expect(canonicalJson(planReplicas(input))).toBe(canonicalJson(expected));
    },
  );

  test.each<readonly [string, Omit<PlanReplicasInput, 'key'> & { readonly key?: string }, Record<string, number>]>([
    [
      'divides evenly',
      { total: 9, available: ['A', 'B', 'C'], clusters: { '*': { weight: 1 } } },
      { A: 3, B: 3, C: 3 },
    ],
    [
      'divides by weight, and leaves out who has no entry',
      { total: 9, available: ['A', 'B', 'C'], clusters: { A: { weight: 1 }, B: { weight: 2 } } },
      { A: 3, B: 6, C: 0 },
    ],
    [
      'gives the minima first',
      {
        total: 9,
        available: ['A', 'B', 'C'],
        clusters: {
          A: { minReplicas: 4, maxReplicas: 6, weight: 1 },
          B: { minReplicas: 4, maxReplicas: 8, weight: 1 },
        },
      },
      { A: 4, B: 5, C: 0 },
    ],
    [
      'breaks ties by hash, not by name',
      { total: 50, available: ['A', 'B', 'C'], clusters: { '*': { weight: 1 }, C: { maxReplicas: 20, weight: 1 } } },
      { A: 17, B: 17, C: 16 },
    ],
    [
      'keeps to the maximum',
      { total: 50, available: ['A', 'C'], clusters: { '*': { weight: 1 }, C: { maxReplicas: 20, weight: 1 } } },
      { A: 30, C: 20 },
    ],
    [
      'leaves unplaced what the maximum forbids',
      { total: 50, available: ['C'], clusters: { '*': { weight: 1 }, C: { maxReplicas: 20, weight: 1 } } },
      { C: 20 },
    ],
    [
      'plans the example of the user guide',
      {
        key: 'test-namespace/test-deployment',
        total: 10,
        available: ['cluster1', 'cluster2'],
        clusters: { cluster1: { weight: 2 }, cluster2: { weight: 3 } },
      },
      { cluster1: 4, cluster2: 6 },
    ],
    [
      'counts the weights only after the minima',
      {
        key: 'test-namespace/test-deployment',
        total: 10,
        available: ['cluster1', 'cluster2'],
        clusters: {
          cluster1: { minReplicas: 2, maxReplicas: 6, weight: 2 },
          cluster2: { minReplicas: 4, maxReplicas: 8, weight: 3 },
        },
      },
      { cluster1: 3, cluster2: 7 },
    ],
    ['gives all the same weight by default', { total: 4, available: ['A', 'B'] }, { A: 2, B: 2 }],
    ['and for an empty or null map', { total: 4, available: ['A', 'B'], clusters: {} }, { A: 2, B: 2 }],
    [
      'does not merge an entry with *',
      { total: 4, available: ['A', 'B'], clusters: { '*': { minReplicas: 3 }, B: { weight: 1 } } },
      { A: 3, B: 1 },
    ],
    [
      'gives a cluster of weight 0 its minimum only',
      { total: 9, available: ['A', 'B'], clusters: { A: { minReplicas: 2 }, B: { weight: 1, maxReplicas: 3 } } },
      { A: 2, B: 3 },
    ],
    [
      'pulls a minimum above the maximum back once there is something to give',
      {
        total: 9,
        available: ['A', 'B'],
        clusters: { A: { minReplicas: 5, maxReplicas: 2, weight: 1 }, B: { weight: 1 } },
      },
      { A: 2, B: 7 },
    ],
    [
      'but not before',
      {
        total: 5,
        available: ['A', 'B'],
        clusters: { A: { minReplicas: 5, maxReplicas: 2, weight: 1 }, B: { weight: 1 } },
      },
      { A: 5, B: 0 },
    ],
    [
      'gives nothing where the maximum is 0',
      { total: 5, available: ['A', 'B'], clusters: { '*': { weight: 1 }, A: { weight: 1, maxReplicas: 0 } } },
      { A: 0, B: 5 },
    ],
    [
      'writes a negative total through',
      { total: -3, available: ['A', 'B'], clusters: { A: { weight: 1 }, B: { weight: 2 } } },
      { A: 0, B: -3 },
    ],
    ['knows no clusters', { total: 5, available: [] }, {}],
    [
      'sets clusters that run something and take no part to 0',
      { total: 5, available: ['A'], current: { Z: 4 } },
      { A: 5, Z: 0 },
    ],
    ['keeps running replicas where they are', { total: 6, available: ['A', 'B'], current: { A: 6 } }, { A: 6, B: 0 }],
    ['moves them if asked to', { total: 6, available: ['A', 'B'], current: { A: 6 }, rebalance: true }, { A: 3, B: 3 }],
    [
      'a null preference is like none',
      {
        total: 4,
        available: ['A'],
        clusters: { A: { minReplicas: null, maxReplicas: null, weight: 1 } as unknown as { weight: number } },
      },
      { A: 4 },
    ],
    [
      'a null entry is one without preferences',
      { total: 4, available: ['A', 'B'], clusters: { '*': { weight: 1 }, A: null as unknown as object } },
      { A: 0, B: 4 },
    ],
  ])('%s', (_, input, expected) => {
    expect(plan(input)).toEqual(expected);
  });

  test('adds to each cluster what goes beyond its capacity, and says how much that is', () => {
    expect(planReplicas({ key, total: 10, available: ['A', 'B'], capacity: { A: 1 }, rebalance: true })).toEqual({
      replicas: { A: 5, B: 9 },
      overflow: { A: 4 },
    });
    expect(planReplicas({ key, total: 10, available: ['A', 'B'], capacity: { A: 1 } })).toEqual({
      replicas: { A: 1, B: 9 },
      overflow: {},
    });
  });

  test('takes a negative capacity as it is', () => {
    expect(planReplicas({ key: '', total: 5, available: ['A', 'B'], capacity: { A: -2 }, rebalance: true })).toEqual({
      replicas: { A: 1, B: 7 },
      overflow: { A: 3 },
    });
  });

  test('serves a cluster that is available twice twice, as KubeFed does', () => {
    expect(planReplicas({ key, total: 6, available: ['A', 'A', 'B'], rebalance: true })).toEqual({
      replicas: { A: 4, B: 2 },
      overflow: {},
    });
  });

  test('sorts its answer, and lets a cluster have any name', () => {
    const result = planReplicas({ key, total: 4, available: ['b', '__proto__', 'constructor', 'a'] }).replicas;
    expect(Object.keys(result)).toEqual(['__proto__', 'a', 'b', 'constructor']);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.values(result)).toEqual([1, 1, 1, 1]);
  });

  test('leaves what it is given as it is', () => {
    const input = Object.freeze({
      key,
      total: 7,
      available: Object.freeze(['B', 'A']),
      clusters: Object.freeze({}),
      current: Object.freeze({ A: 3 }),
    });
    planReplicas(input);
    expect(input).toEqual({ key, total: 7, available: ['B', 'A'], clusters: {}, current: { A: 3 } });
  });
});

describe('numbers beyond what JavaScript holds', () => {
  const available = ['A', 'B'];

  test('are exact on the way', () => {
    const clusters = { A: { weight: 2 ** 52 + 1 }, B: { weight: 2 ** 52 - 1 } };
    expect(plan({ total: 1000, available, clusters })).toEqual({ A: 501, B: 499 });
    expect(plan({ total: 3, available, clusters: { A: { weight: 2 ** 53 - 1 }, B: { weight: 2 ** 53 - 3 } } })).toEqual(
      { A: 2, B: 1 },
    );
  });

  test.each<readonly [string, Omit<PlanReplicasInput, 'key'>]>([
    ['total', { total: 2 ** 53, available }],
    ['weight', { total: 1, available, clusters: { A: { weight: 2 ** 53 } } }],
    ['minReplicas', { total: 1, available, clusters: { '*': { minReplicas: -(2 ** 53) } } }],
    ['maxReplicas', { total: 1, available, clusters: { A: { maxReplicas: 2 ** 60 } } }],
    ['current', { total: 1, available, current: { A: 2 ** 53 } }],
    ['capacity', { total: 1, available, capacity: { Z: -(2 ** 53) } }],
    ['what is left', { total: 5, available, clusters: { '*': { minReplicas: -(2 ** 52) } } }],
    ['total times weight, in KubeFed itself,', { total: 2 ** 31, available, clusters: { A: { weight: 2 ** 40 } } }],
    [
      'the sum of weights, in KubeFed itself,',
      {
        total: 5,
        available: Array.from({ length: 1100 }, (_, n) => `c${n}`),
        clusters: { '*': { weight: 2 ** 53 - 1 } },
      },
    ],
  ])('%s is refused with a remedy', (_, input) => {
    const error = thrown(() => plan(input));
    expect(error.code).toBe('unsafe-integer');
    expect(error.remedy).toMatch(/^Use smaller/);
  });

  test.each([[1.5], [NaN], [Infinity], ['3'], [true], [null]])('%p is no number of replicas', (value) => {
    expect(thrown(() => plan({ total: value as number, available })).code).toBe('invalid-scheduling-preference');
  });

  test.each([[1.5], ['3'], [{}]])('%p is no weight', (value) => {
    const clusters = { A: { weight: value as number } };
    expect(thrown(() => plan({ total: 1, available, clusters })).code).toBe('invalid-scheduling-preference');
  });

  test('an entry that is no map is refused', () => {
    const clusters = { A: 3 as unknown as object };
    expect(thrown(() => plan({ total: 1, available, clusters })).code).toBe('invalid-scheduling-preference');
  });

  test('-0 is 0', () => {
    expect(
      Object.values(
        plan({ total: -0, available, current: { Z: -0 }, clusters: { '*': { minReplicas: -0, weight: -0 } } }),
      ),
    ).toEqual([0, 0, 0]);
  });
});

describe('FNV-1', () => {
  test.each([
    ['', 2166136261],
    ['A', 84696414],
    ['B', 84696413],
    ['cluster1', 1449693054],
    ['cluster1test-namespace/test-deployment', 784165597],
    ['cluster2test-namespace/test-deployment', 3805296330],
    ['ü', 3463954920],
    ['a😀b', 2157095777],
  ])('of %j', (text, hash) => {
    expect(fnv1(text)).toBe(hash);
  });
});
