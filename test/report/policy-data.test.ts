import * as fc from 'fast-check';
import { FederatedChart, FederatedDeployment, type FederatedPlacement, type FederatedReplicas } from '../../lib/index';
import { Matrix } from '../../lib/report/page/matrix';
import { toneOf } from '../../lib/report/page/tone';
import { reasonCodes } from '../../lib/resolve/decisions';
import { divisionsInWords } from '../../lib/resolve/explain/divisions-in-words';
import { explain } from '../../lib/resolve/explain/explain';
import { rankingInWords } from '../../lib/resolve/explain/ranking-in-words';
import { resolve } from '../../lib/resolve/resolve';
import { cluster, federated, federatedNamespace, preference, webTemplate } from '../builders';
import { dataOf, dataOfApp } from './pages';
import { type PolicyAsked, policyApp } from './policy-app';

const NAMES = ['a', 'b', 'c', 'd', 'e'];

const anyBounds = fc.record(
  {
    weight: fc.nat(3),
    minReplicas: fc.nat(2),
    maxReplicas: fc.integer({ min: 2, max: 6 }),
    capacity: fc.integer({ min: 2, max: 9 }),
  },
  { requiredKeys: [] },
);
const anyReplicas: fc.Arbitrary<FederatedReplicas> = fc.record(
  {
    strategy: fc.constantFrom('divided', 'duplicated', 'aggregated'),
    total: fc.nat(20),
    clusters: fc.dictionary(fc.constantFrom(...NAMES, '*'), anyBounds),
    rebalance: fc.boolean(),
    minAvailable: fc.nat(9),
  },
  { requiredKeys: ['strategy'] },
);
const anyPlacement: fc.Arbitrary<FederatedPlacement> = fc.record(
  {
    count: fc.integer({ min: 1, max: 4 }),
    prefer: fc.constant([{ region: 'us' }]),
    exclude: fc.subarray(NAMES, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const anyAsked = fc
  .record({ replicas: fc.option(anyReplicas), placement: fc.option(anyPlacement) })
  .map(({ replicas, placement }): PolicyAsked => ({
    replicas: replicas ?? undefined,
    placement: placement ?? undefined,
  }));

describe('the data of a page of policies', () => {
  it('says of divisions and ranks what explain says, of every object and of every cluster', () => {
    fc.assert(
      fc.property(anyAsked, anyAsked, (before, now) => {
        const locked = resolve(policyApp(NAMES, before).federation()).choices;
        const made = policyApp(NAMES, now);
        const matrix = new Matrix(dataOfApp(made, locked));
        const federation = made.federation();
        ['deployment/shop/web', 'horizontalpodautoscaler/shop/hpa'].forEach((object) => {
          const at = matrix.data.objects.findIndex(({ kind }) => kind.toLowerCase() === object.split('/')[0]);
          const told = explain(federation, { object, locked });
          const divisions = divisionsInWords(told);
          const shown = matrix.divisionsOf(at);
          expect(shown.map(({ what, steps }) => ({ what, steps }))).toEqual(
            divisions.map(({ what, steps }) => ({ what, steps })),
          );
          told.clusters.forEach(({ cluster: name, ranking }, on) => {
            const { rank, scores } = matrix.rankingAt({ object: at, cluster: on });
            expect({ rank, scores }).toEqual(
              ranking === undefined ? { rank: undefined, scores: undefined } : rankingInWords(ranking),
            );
            matrix.divisionsOf(at, on).forEach(({ steps, replicas }, field) => {
              expect(steps).toEqual(divisions[field]?.steps.filter(({ cluster: of }) => of === name));
              expect(replicas.get(name) ?? 0).toBe(divisions[field]?.replicas[name] ?? 0);
            });
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  it('has the sum of the steps of a preference that the manifests have', () => {
    const anyPreferences = fc.dictionary(
      fc.constantFrom(...NAMES, '*'),
      fc.record(
        { weight: fc.nat(3), minReplicas: fc.nat(2), maxReplicas: fc.integer({ min: 2, max: 5 }) },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.nat(20), anyPreferences, (totalReplicas, clusters) => {
        const matrix = new Matrix(
          dataOf([
            ...NAMES.map((name) => cluster(name)),
            federatedNamespace(),
            federated('Deployment', { template: webTemplate }),
            preference({ totalReplicas, clusters }),
          ]),
        );
        const object = matrix.data.objects.findIndex(({ kind }) => kind === 'Deployment');
        NAMES.forEach((name, on) => {
          const sum = matrix.divisionsOf(object, on)[0]?.replicas.get(name);
          expect(sum ?? 0).toBe(matrix.replicasAt({ object, cluster: on }) ?? 0);
        });
      }),
    );
  });

  it('has labels, taints and properties of clusters', () => {
    const [first, second] = dataOfApp(policyApp(NAMES)).clusters;
    expect(first).toMatchObject({
      labels: { region: 'eu' },
      taints: ['gpu=true:PreferNoSchedule'],
      properties: { nodes: 0 },
    });
    expect(second).not.toHaveProperty('taints');
  });

  it('stays small where everything is ranked and divided over many clusters', () => {
    const names = Array.from({ length: 200 }, (_, at) => `c${String(at).padStart(4, '0')}`);
    const made = policyApp(names);
    const many = new FederatedChart(made, 'many', { namespace: 'shop', placement: { clusterSelector: {} } });
    Array.from({ length: 20 }, (_, at) => {
      new FederatedDeployment(many, `web-${at}`, {
        metadata: { name: `web-${at}` },
        template: webTemplate,
        placement: { count: 150, prefer: [{ region: 'us' }] },
        replicas: {
          strategy: 'divided',
          total: 1000 + at,
          clusters: ({ properties }) => ({ weight: 1 + ((properties.nodes ?? 0) % 8) }),
        },
      });
    });
    // Four thousand cells: of 1,000 clusters by 100 objects it is 25 times as much.
    expect(JSON.stringify(dataOfApp(made)).length).toBeLessThan(140_000);
  });

  it('knows a look for every reason', () => {
    for (const code of Object.keys(reasonCodes))
      expect(toneOf(code as keyof typeof reasonCodes)).toMatch(/^(on|off|failed)$/);
  });
});
