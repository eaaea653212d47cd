import { ApiObject, App } from 'cdk8s';
import fc from 'fast-check';
import {
  FederatedApp,
  FederatedChart,
  FederatedConfigMap,
  FederatedDeployment,
  FederatedHorizontalPodAutoscaler,
  FederatedNamespace,
  type FederatedPlacement,
  type FederatedReplicas,
  KubeFedCluster,
  ReplicaSchedulingPreference,
  federate,
  perCluster,
} from '../../lib/index';
import { type LockedDecisions } from '../../lib/model/locked-decisions';
import { isJsonObject } from '../../lib/model/json';
import { type Resolution } from '../../lib/resolve/resolution';
import { resolve } from '../../lib/resolve/resolve';
import { thrown } from '../resolve/thrown';

const template = (replicas?: number) => ({
  spec: {
    ...(replicas !== undefined && { replicas }),
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
});

function fleet(app: App, names: readonly string[] = ['a', 'b', 'c']) {
  const clusters = new FederatedChart(app, 'fleet');
  for (const [at, name] of names.entries()) {
    new KubeFedCluster(clusters, name, {
      properties: { nodes: at + 1 },
      apiEndpoint: 'https://x',
      secretRef: { name: 's' },
    });
  }
  const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
  new FederatedNamespace(shop, 'ns');
  return shop;
}

interface Asked {
  readonly replicas: FederatedReplicas;
  readonly own?: number;
  readonly placement?: FederatedPlacement;
  readonly names?: readonly string[];
  readonly locked?: LockedDecisions;
}

function divided({ replicas, own, placement, names, locked }: Asked): Resolution {
  const app = new FederatedApp();
  const shop = fleet(app, names);
  new FederatedDeployment(shop, 'web', {
    metadata: { name: 'web' },
    template: template(own),
    replicas,
    ...(placement !== undefined && { placement }),
  });
  return resolve(app.federation(), { locked });
}

/** By cluster, a field of the spec of the object of a kind. */
function numbers(resolution: Resolution, field = 'replicas', kind = 'Deployment'): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    resolution.clusters.flatMap(({ name, manifests }) => {
      const spec = manifests.find((one) => one.kind === kind)?.spec;
      return isJsonObject(spec) ? [[name, spec[field]]] : [];
    }),
  );
}

describe('replicas that are divided', () => {
  test.each<[string, Asked, Readonly<Record<string, number>>]>([
    ['evenly', { replicas: { strategy: 'divided', total: 9 } }, { a: 3, b: 3, c: 3 }],
    ['those of the template', { own: 6, replicas: { strategy: 'divided' } }, { a: 2, b: 2, c: 2 }],
    [
      'by weights',
      { replicas: { strategy: 'divided', total: 8, clusters: { a: { weight: 2 } } } },
      { a: 4, b: 2, c: 2 },
    ],
    [
      'by what is known of the clusters',
      {
        replicas: { strategy: 'divided', total: 12, clusters: ({ properties }) => ({ weight: properties.nodes ?? 0 }) },
      },
      { a: 2, b: 4, c: 6 },
    ],
    [
      'within bounds',
      { replicas: { strategy: 'divided', total: 9, clusters: { a: { minReplicas: 5 }, '*': { maxReplicas: 2 } } } },
      { a: 5, b: 2, c: 2 },
    ],
    ['to none where there are too few', { replicas: { strategy: 'divided', total: 2 } }, { a: 1, b: 1 }],
    ['all of them on every cluster', { replicas: { strategy: 'duplicated', total: 4 } }, { a: 4, b: 4, c: 4 }],
    [
      'onto the fewest clusters that have room',
      {
        replicas: {
          strategy: 'aggregated',
          total: 9,
          clusters: { a: { capacity: 4 }, b: { capacity: 8 }, c: { capacity: 5 } },
        },
      },
      { a: 1, b: 8 },
    ],
    [
      'over the clusters that the placement chooses',
      { replicas: { strategy: 'divided', total: 4 }, placement: { count: 2, exclude: ['a'] } },
      { b: 2, c: 2 },
    ],
    ['all to nothing, where that is asked for', { replicas: { strategy: 'divided', total: 0 } }, { a: 0, b: 0, c: 0 }],
  ])('go %s', (_, asked, expected) => {
    expect(numbers(divided(asked))).toEqual(expected);
  });

  test('are told of where there is no room, or not enough', () => {
    const problems = (replicas: FederatedReplicas) =>
      divided({ replicas }).problems.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);
    expect(problems({ strategy: 'divided', total: 9, clusters: { '*': { maxReplicas: 2 } } })).toEqual([
      'error replicas-unplaced: The bounds of the clusters leave no room for 3 of 9 replicas.',
    ]);
    expect(problems({ strategy: 'divided', total: 1, clusters: { '*': { minReplicas: 1 } } })).toEqual([
      'warning replicas-unplaced: The minima of the clusters ask for 2 more replicas than the total of 1; they are given.',
    ]);
    expect(problems({ strategy: 'divided', total: 9, clusters: { d: { weight: 2 } } })).toEqual([
      expect.stringMatching(/^error unknown-cluster: The division of replicas names "d"/),
    ]);
  });

  test('say why a cluster gets none', () => {
    const { decisions } = divided({ replicas: { strategy: 'divided', total: 2 } });
    expect([...decisions].filter(({ placed }) => !placed)).toMatchObject([
      { cluster: 'c', reason: 'no-replicas', detail: 'its share of 2 replicas is 0' },
    ]);
  });

  test('stay where they are by the lock, where a cluster comes, and go where they must, where one goes', () => {
    const replicas: FederatedReplicas = { strategy: 'divided', total: 9 };
    const before = divided({ replicas });
    expect(numbers(divided({ replicas, names: ['a', 'b', 'c', 'd'], locked: before.choices }))).toEqual({
      a: 3,
      b: 3,
      c: 3,
    });
    expect(numbers(divided({ replicas, names: ['a', 'b', 'c', 'd'] }))).toEqual({ a: 3, b: 2, c: 2, d: 2 });
    expect(numbers(divided({ replicas, names: ['a', 'b'], locked: before.choices }))).toEqual({ a: 5, b: 4 });
    expect(numbers(divided({ replicas: { ...replicas, total: 10 }, locked: before.choices }))).toEqual({
      a: 4,
      b: 3,
      c: 3,
    });
  });

  test('move a few at a time, so that enough of them stay available', () => {
    const replicas = (limits: FederatedReplicas['clusters']): FederatedReplicas => {
      return { strategy: 'divided', total: 6, rebalance: true, minAvailable: 4, ...(limits && { clusters: limits }) };
    };
    let last = divided({ replicas: replicas({ a: { weight: 1 }, '*': { weight: 0 } }) });
    expect(numbers(last)).toEqual({ a: 6 });
    const seen = [1, 2].map(() => {
      last = divided({ replicas: replicas({ c: { weight: 1 }, '*': { weight: 0 } }), locked: last.choices });
      return [numbers(last), last.problems.map(({ code }) => code)];
    });
    expect(seen).toEqual([
      [{ a: 4, c: 2 }, ['replicas-waiting']],
      [{ a: 2, c: 4 }, ['replicas-waiting']],
    ]);
  });

  test('are inherited from a chart by what has replicas, and by nothing else', () => {
    const app = new FederatedApp();
    const shop = fleet(app);
    federate(shop, { replicas: { strategy: 'divided' } });
    new FederatedConfigMap(shop, 'config', { metadata: { name: 'config' } });
    new FederatedDeployment(shop, 'web', { metadata: { name: 'web' }, template: template(6) });
    new ApiObject(shop, 'set', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'set' },
      ...template(3),
    });
    const resolution = app.resolve();
    expect(resolution.problems).toEqual([]);
    expect(numbers(resolution)).toEqual({ a: 2, b: 2, c: 2 });
    expect(numbers(resolution, 'replicas', 'StatefulSet')).toEqual({ a: 1, b: 1, c: 1 });
  });

  test('of a HorizontalPodAutoscaler are its minimum and its maximum, at least 1 where it is', () => {
    const app = new FederatedApp();
    const shop = fleet(app);
    const scaled = (name: string, minReplicas: number, maxReplicas: number) =>
      new FederatedHorizontalPodAutoscaler(shop, name, {
        metadata: { name },
        template: { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas, maxReplicas } },
        replicas: { strategy: 'divided', clusters: { a: { weight: 2 } } },
      });
    scaled('web', 4, 12);
    const resolution = app.resolve();
    const kind = 'HorizontalPodAutoscaler';
    expect(resolution.problems).toEqual([]);
    expect(numbers(resolution, 'maxReplicas', kind)).toEqual({ a: 6, b: 3, c: 3 });
    expect(numbers(resolution, 'minReplicas', kind)).toEqual({ a: 2, b: 1, c: 1 });
    expect([...resolution.choices.values()]).toEqual([
      new Map([
        ['a', [2, 6]],
        ['b', [1, 3]],
        ['c', [1, 3]],
      ]),
    ]);
  });

  test('of a HorizontalPodAutoscaler are whole wherever it is, however they are divided, and stay so', () => {
    const scaled = (replicas: FederatedReplicas, [minReplicas, maxReplicas]: readonly [number, number]) => {
      const app = new FederatedApp();
      const shop = fleet(app);
      new FederatedHorizontalPodAutoscaler(shop, 'hpa', {
        metadata: { name: 'hpa' },
        template: { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas, maxReplicas } },
        replicas,
      });
      return app.federation();
    };
    const limits = fc.record(
      {
        weight: fc.nat(4),
        minReplicas: fc.nat(2),
        maxReplicas: fc.integer({ min: 2, max: 9 }),
        capacity: fc.integer({ min: 2, max: 9 }),
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    const asked: fc.Arbitrary<FederatedReplicas> = fc.record(
      {
        strategy: fc.constantFrom('divided', 'aggregated', 'duplicated'),
        rebalance: fc.boolean(),
        minAvailable: fc.nat(8),
        clusters: fc.dictionary(fc.constantFrom('a', 'b', '*'), limits, { noNullPrototype: true }),
      },
      { requiredKeys: ['strategy'], noNullPrototype: true },
    );
    const range = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(12))
      .map(([least, more]) => [least, least + more] as const);
    const kind = 'HorizontalPodAutoscaler';
    fc.assert(
      fc.property(asked, range, asked, range, (first, of, second, then) => {
        const before = resolve(scaled(first, of));
        const after = resolve(scaled(second, then), { locked: before.choices });
        for (const resolution of [before, after]) {
          const maxima = numbers(resolution, 'maxReplicas', kind);
          for (const [name, minimum] of Object.entries(numbers(resolution, 'minReplicas', kind))) {
            expect(minimum).toBeGreaterThanOrEqual(1);
            expect(minimum).toBeLessThanOrEqual(maxima[name] as number);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('are told of where their clusters leave all at once, more than minAvailable allows', () => {
    const replicas: FederatedReplicas = { strategy: 'divided', total: 9, minAvailable: 8 };
    const before = divided({ replicas });
    const after = divided({ replicas, placement: { exclude: ['a'] }, locked: before.choices });
    expect(after.problems).toMatchObject([
      {
        code: 'min-available-unmet',
        message:
          '3 replicas ran on clusters that have left the placement (a), so that 6 stay where they are, and 8 should.',
      },
    ]);
  });

  test('are not guessed where the template has a per-cluster value', () => {
    const app = new FederatedApp();
    const shop = fleet(app);
    new FederatedDeployment(shop, 'web', {
      metadata: { name: 'web' },
      template: { spec: { ...template(1).spec, replicas: perCluster(() => 7) } },
      replicas: { strategy: 'divided' },
    });
    expect(app.resolve().problems.map(({ code }) => code)).toEqual(['invalid-replicas']);
  });

  test.each<[string, (web: FederatedDeployment) => unknown]>([
    ['set', (web) => web.override.everywhere().set((d) => d.spec.replicas, 5)],
    ['merge', (web) => web.override.everywhere().merge({ spec: { replicas: 5 } })],
    ['patch', (web) => web.override.everywhere().patch({ op: 'replace', path: '/spec/replicas', value: 5 })],
  ])('have the last word over what overrides of replicas do by %s', (_, write) => {
    const app = new FederatedApp();
    const shop = fleet(app);
    const replicas: FederatedReplicas = { strategy: 'divided' };
    write(new FederatedDeployment(shop, 'web', { metadata: { name: 'web' }, template: template(3), replicas }));
    const resolution = app.resolve();
    expect(numbers(resolution)).toEqual({ a: 1, b: 1, c: 1 });
    expect(resolution.problems.map(({ code }) => code)).toEqual(['scheduling-replaces']);
  });

  test('have the last word over overrides of replicas, which is told', () => {
    const app = new FederatedApp();
    const shop = fleet(app);
    const web = new FederatedDeployment(shop, 'web', {
      metadata: { name: 'web' },
      template: template(3),
      replicas: { strategy: 'divided' },
      overrides: [{ clusterName: 'a', clusterOverrides: [{ path: '/spec/replicas', value: 7 }] }],
    });
    web.override.on('b').replicas(5);
    const resolution = app.resolve();
    expect(numbers(resolution)).toEqual({ a: 1, b: 1, c: 1 });
    expect(resolution.problems.map(({ code }) => code)).toEqual(['scheduling-replaces']);
  });

  test('are overrides of KubeFed’s form under a plain App', () => {
    const shop = fleet(new App());
    const web = new FederatedDeployment(shop, 'web', {
      metadata: { name: 'web' },
      template: template(3),
      replicas: { strategy: 'divided', total: 4, clusters: { a: { weight: 2 } } },
    });
    expect(web.toJson()).toMatchObject({
      spec: {
        placement: { clusters: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
        overrides: [
          { clusterName: 'a', clusterOverrides: [{ op: 'replace', path: '/spec/replicas', value: 2 }] },
          { clusterName: 'b', clusterOverrides: [{ op: 'replace', path: '/spec/replicas', value: 1 }] },
          { clusterName: 'c', clusterOverrides: [{ op: 'replace', path: '/spec/replicas', value: 1 }] },
        ],
      },
    });
  });

  test('leave everything to a ReplicaSchedulingPreference, where there is one', () => {
    const app = new FederatedApp();
    const shop = fleet(app);
    const web = new FederatedDeployment(shop, 'web', {
      metadata: { name: 'web' },
      template: template(3),
      replicas: { strategy: 'duplicated', total: 5 },
    });
    new ReplicaSchedulingPreference(shop, 'spread', { target: web, totalReplicas: 3 });
    const resolution = app.resolve();
    expect(numbers(resolution)).toEqual({ a: 1, b: 1, c: 1 });
    expect(resolution.problems.map(({ code }) => code)).toEqual(['scheduling-replaces']);
  });
});

describe('a division of replicas that is wrong', () => {
  test.each<[string, unknown, string]>([
    ['an unknown strategy', { strategy: 'split' }, 'its strategy is none of divided, duplicated, aggregated'],
    ['a total that is none', { strategy: 'divided', total: -1 }, 'total is no whole number'],
    ['a total beyond 32 bits', { strategy: 'divided', total: 2 ** 31 }, 'total is no whole number'],
    ['a weight that is none', { strategy: 'divided', clusters: { a: { weight: 0.5 } } }, 'weight of clusters.a'],
    [
      'bounds that cross',
      { strategy: 'divided', clusters: { a: { minReplicas: 3, maxReplicas: 2 } } },
      'more than its maxReplicas',
    ],
    ['a misspelt field', { strategy: 'divided', clusters: { a: { wieght: 1 } } }, 'Did you mean "weight"?'],
    [
      'a minimum without room',
      { strategy: 'divided', clusters: { a: { minReplicas: 3, capacity: 2 } } },
      'more than its capacity',
    ],
    ['no map', 'divided', 'it is no map'],
  ])('is refused where it is written: %s', (_, replicas, message) => {
    const shop = fleet(new FederatedApp());
    const error = thrown(() => new FederatedDeployment(shop, 'web', { replicas: replicas as FederatedReplicas }));
    expect(error).toMatchObject({ code: 'invalid-replicas' });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).toContain('in: shop/web');
  });

  test('is told of where it can only be known later', () => {
    const app = new FederatedApp();
    const shop = fleet(app);
    new FederatedConfigMap(shop, 'config', {
      metadata: { name: 'config' },
      replicas: { strategy: 'divided', total: 3 },
    });
    new FederatedDeployment(shop, 'web', {
      metadata: { name: 'web' },
      template: template(3),
      replicas: { strategy: 'divided', clusters: () => ({ weight: -1 }) },
    });
    new FederatedHorizontalPodAutoscaler(shop, 'hpa', {
      metadata: { name: 'hpa' },
      template: { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 5 } },
      replicas: { strategy: 'divided', total: 9 },
    });
    const problems = app.resolve().problems.map(({ code, origin, cluster }) => [code, origin, cluster]);
    expect(problems).toEqual(
      expect.arrayContaining([
        ['invalid-replicas', 'shop/config', undefined],
        ['invalid-replicas', 'shop/web', 'a'],
        ['invalid-replicas', 'shop/hpa', undefined],
      ]),
    );
  });
});
