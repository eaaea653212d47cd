import fc from 'fast-check';
import { planStrategy } from '../../../../lib/resolve/replicas/strategies/plan-strategy';
import { type ReplicaCluster } from '../../../../lib/resolve/replicas/strategies/strategy-plan';
import { fleets, inputs, input, replicasOf, running, sum } from './fleet';

const roomOf = ({ max, capacity }: ReplicaCluster): number => Math.min(max ?? Infinity, capacity ?? Infinity);
const floorOf = (cluster: ReplicaCluster): number => Math.min(cluster.min, roomOf(cluster));
const plain = { numRuns: 1000 };

describe('laws of every strategy', () => {
  test('each cluster has one entry, sorted by name, of a whole number that is not negative', () => {
    fc.assert(
      fc.property(inputs(), (given) => {
        const { replicas } = planStrategy(given);
        expect([...replicas.keys()]).toEqual(given.clusters.map(({ name }) => name).sort());
        for (const number of replicas.values()) {
          expect(Number.isSafeInteger(number)).toBe(true);
          expect(number).toBeGreaterThanOrEqual(0);
          expect(Object.is(number, -0)).toBe(false);
        }
      }),
      plain,
    );
  });

  test('the sum is kept: what is given is the total, less what is unplaced, plus what the minima ask for beyond it', () => {
    fc.assert(
      fc.property(inputs({ strategies: ['divided', 'aggregated'] }), (given) => {
        const { replicas, unplaced, excess } = planStrategy(given);
        expect(sum(replicas.values())).toBe(given.total - unplaced + excess);
        expect(Math.min(unplaced, excess)).toBe(0);
        expect(unplaced).toBeGreaterThanOrEqual(0);
        expect(excess).toBeGreaterThanOrEqual(0);
      }),
      plain,
    );
  });

  test('nothing is unplaced while a cluster that takes any has room', () => {
    fc.assert(
      fc.property(inputs({ strategies: ['divided', 'aggregated'] }), (given) => {
        const { replicas, unplaced } = planStrategy({ ...given, minAvailable: undefined });
        if (unplaced === 0) return;
        for (const one of given.clusters) {
          if (given.strategy === 'divided' && one.weight === 0) continue;
          expect(replicas.get(one.name)).toBe(roomOf(one));
        }
      }),
      plain,
    );
  });

  test('bounds are kept, but that a cluster which is not used has none', () => {
    fc.assert(
      fc.property(inputs(), (given) => {
        const { replicas } = planStrategy({ ...given, minAvailable: undefined });
        for (const one of given.clusters) {
          const number = replicas.get(one.name)!;
          expect(number).toBeLessThanOrEqual(roomOf(one));
          if (given.strategy !== 'aggregated' || number > 0) expect(number).toBeGreaterThanOrEqual(floorOf(one));
        }
      }),
      plain,
    );
  });

  test('the order of the clusters does not matter, and nothing given is changed', () => {
    fc.assert(
      fc.property(inputs(), fc.nat(), (given, turn) => {
        const before = JSON.stringify(given);
        const plan = planStrategy(given);
        const at = turn % given.clusters.length;
        const turned = [...given.clusters.slice(at), ...given.clusters.slice(0, at)].reverse();
        expect(planStrategy({ ...given, clusters: turned })).toEqual(plan);
        expect(JSON.stringify(given)).toBe(before);
      }),
      plain,
    );
  });

  test('the steps of a cluster add up to its replicas', () => {
    fc.assert(
      fc.property(inputs(), (given) => {
        const { replicas, steps } = planStrategy(given);
        for (const [name, number] of replicas) {
          expect(sum(steps.filter(({ cluster }) => cluster === name).map(({ change }) => change))).toBe(number);
        }
        expect(new Set(steps.map(({ kind, cluster }) => `${kind} ${cluster}`)).size).toBe(steps.length);
      }),
      plain,
    );
  });

  test('a plan that has been carried out is planned again', () => {
    fc.assert(
      fc.property(inputs(), (given) => {
        const plan = planStrategy({ ...given, minAvailable: undefined });
        const again = planStrategy({ ...given, clusters: running(given.clusters, plan) });
        expect(replicasOf(again)).toEqual(replicasOf(plan));
        expect(again.waiting).toBe(0);
      }),
      plain,
    );
  });

  test('duplicated gives each cluster the total within its bounds', () => {
    fc.assert(
      fc.property(fleets(), fc.nat({ max: 20 }), (clusters, total) => {
        const { replicas, unplaced, excess } = planStrategy(input({ strategy: 'duplicated', clusters, total }));
        for (const one of clusters) {
          expect(replicas.get(one.name)).toBe(Math.min(Math.max(total, floorOf(one)), roomOf(one)));
        }
        expect(unplaced).toBe(sum(clusters.map((one) => Math.max(0, total - roomOf(one)))));
        expect(excess).toBe(0);
      }),
    );
  });
});
