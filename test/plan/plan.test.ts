import * as fc from 'fast-check';
import { type JsonObject } from '../../lib/model/json';
import { type DeletionBudget, budgetProblems as problemsOf } from '../../lib/plan/deletion-budget';
import { deletionsOf } from '../../lib/plan/deletion-counts';
import { type Plan, plan } from '../../lib/plan/plan';
import { configMap, fleet } from './fleets';

const a = configMap('a');
const b = configMap('b');

/** A plan in short: `update a on c1 c2`. */
const short = ({ changes }: Plan): string[] =>
  changes.map(({ action, object, clusters, to }) =>
    [action, object.name, 'on', ...clusters, ...(to === undefined ? [] : ['to', ...to])].join(' '),
  );

describe('a plan', () => {
  it('of a fleet that stays as it is is empty', () => {
    const same = fleet({ c1: [a, b], c2: [a] });
    expect(plan(same, same)).toMatchObject({ changes: [], joined: [], left: [] });
  });

  it('has one entry for one change on many clusters', () => {
    const before = fleet({
      c1: [configMap('a', { x: '7' })],
      c2: [configMap('a', { x: '7' })],
      c3: [configMap('a', { x: '6' })],
    });
    const after = fleet({
      c1: [configMap('a', { x: '8' })],
      c2: [configMap('a', { x: '8' })],
      c3: [configMap('a', { x: '8' })],
    });
    const planned = plan(before, after);
    expect(short(planned)).toEqual(['update a on c1 c2', 'update a on c3']);
    expect(planned.changes[0]?.fields).toEqual([{ path: 'data.x', before: '7', after: '8' }]);
  });

  it('creates, deletes, and moves what leaves some clusters and comes to others', () => {
    const planned = plan(fleet({ c1: [a], c2: [a, b], c3: [] }), fleet({ c1: [b], c2: [a, configMap('c')], c3: [b] }));
    expect(short(planned)).toEqual(['delete a on c1', 'move b on c2 to c1 c3', 'create c on c2']);
    expect(planned.changes[0]?.isGone).toBe(false);
  });

  it('knows clusters that join and leave', () => {
    const planned = plan(fleet({ c1: [a], c2: [a, b] }), fleet({ c1: [a], c3: [a] }));
    expect(planned).toMatchObject({ joined: ['c3'], left: ['c2'] });
    expect(planned.clusters).toEqual([
      { cluster: 'c1', before: 1, after: 1, created: 0, updated: 0, deleted: 0 },
      { cluster: 'c2', before: 2, after: 0, created: 0, updated: 0, deleted: 2 },
      { cluster: 'c3', before: 0, after: 1, created: 1, updated: 0, deleted: 0 },
    ]);
  });

  it('takes an object under another version of its API for the same', () => {
    const hpa = (version: string): JsonObject => ({
      apiVersion: `autoscaling/${version}`,
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'a', namespace: 'shop' },
    });
    expect(short(plan(fleet({ c1: [hpa('v1')] }), fleet({ c1: [hpa('v2')] })))).toEqual(['update a on c1']);
  });

  it('names the fields for which an object has to be made anew', () => {
    const job = (image: string): JsonObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'a', namespace: 'shop' },
      spec: { template: { spec: { containers: [{ name: 'a', image }] } } },
    });
    expect(plan(fleet({ c1: [job('1')] }), fleet({ c1: [job('2')] })).changes[0]?.replacedFor).toEqual([
      'spec.template.spec.containers[name=a].image',
    ]);
  });

  const names = ['c1', 'c2', 'c3', 'c4'];
  const contents = fc.dictionary(
    fc.constantFrom(...names),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'), { noNullPrototype: true }),
    { noNullPrototype: true },
  );
  const fleets = contents.map((clusters) =>
    fleet(
      Object.fromEntries(
        Object.entries(clusters).map(([name, maps]) => [
          name,
          Object.entries(maps).map(([map, x]) => configMap(map, { x })),
        ]),
      ),
    ),
  );

  it('makes the one fleet of the other', () => {
    fc.assert(
      fc.property(fleets, fleets, (before, after) => {
        for (const { cluster, before: was, after: is, created, deleted } of plan(before, after).clusters) {
          expect(was + created - deleted).toBe(is);
          expect(was).toBe(before.countOf(cluster));
        }
      }),
    );
  });

  it('back and forth has the same changes the other way round', () => {
    fc.assert(
      fc.property(fleets, fleets, (before, after) => {
        const [there, back] = [plan(before, after), plan(after, before)];
        expect(there.joined).toEqual(back.left);
        const updates = ({ changes }: Plan): number => changes.filter(({ action }) => action === 'update').length;
        expect(updates(there)).toBe(updates(back));
      }),
    );
  });
});

describe('the deletion budget', () => {
  const budgetProblems = (planned: Plan, budget?: DeletionBudget) => problemsOf(deletionsOf(planned), budget);
  const many = (count: number, from = 0): JsonObject[] =>
    Array.from({ length: count }, (_, index) => configMap(`m${index + from}`));
  const codes = (planned: Plan, budget = {}): string[] => budgetProblems(planned, budget).map(({ message }) => message);

  it.each<[what: string, before: number, deleted: number, budget: object, refused: boolean]>([
    ['five of twenty', 20, 5, {}, false],
    ['six of twenty', 20, 6, {}, true],
    ['ten of a hundred', 100, 10, {}, false],
    ['eleven of a hundred', 100, 11, {}, true],
    ['three with a budget of two', 100, 3, { maxDeletes: 2 }, true],
    ['eleven with a budget of eleven', 100, 11, { maxDeletes: 11 }, false],
    ['eleven where that is allowed', 100, 11, { allowed: ['c1'] }, false],
    ['eleven where it is allowed elsewhere', 100, 11, { allowed: ['c2'] }, true],
  ])('for %s', (_, before, deleted, budget, refused) => {
    const rest = many(before).slice(deleted);
    // On another cluster all of them stay, so that none is gone.
    const planned = plan(fleet({ c1: many(before), c2: many(before) }), fleet({ c1: rest, c2: many(before) }));
    expect(codes(planned, budget).some((message) => message.includes('on c1'))).toBe(refused);
  });

  it('counts over the fleet too', () => {
    const clusters = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`c${index}`, many(10)]));
    const fewer = Object.fromEntries(
      Object.entries(clusters).map(([name, all]) => [name, all.slice(name === 'c0' ? 0 : 2)]),
    );
    expect(codes(plan(fleet(clusters), fleet(fewer)))).toEqual([
      '18 of 100 objects over the fleet would be deleted, and 10 may be.',
    ]);
  });

  it.each<[what: string, before: Record<string, JsonObject[]>, after: Record<string, JsonObject[]>, message: RegExp]>([
    [
      'a cluster that left',
      { c1: [a, b], c2: [a] },
      { c1: [a, b] },
      /^The cluster c2 has left the fleet, and its 1 objects/,
    ],
    ['the last object of a cluster', { c1: [a], c2: [a] }, { c1: [a], c2: [] }, /^Nothing would be left on c2/],
    [
      'an object on its last cluster',
      { c1: [a, b], c2: [a] },
      { c1: [a], c2: [a] },
      /^ConfigMap shop\/b would be deleted from its last clusters \(c1\)/,
    ],
  ])('refuses %s, whatever the number, unless the cluster is named', (_, before, after, message) => {
    const planned = plan(fleet(before), fleet(after));
    expect(codes(planned, { maxDeletes: 1000 })).toEqual([expect.stringMatching(message)]);
    expect(budgetProblems(planned)[0]).toMatchObject({ code: 'deletes-over-budget', severity: 'error' });
    expect(codes(planned, { allowed: ['c1', 'c2'] })).toEqual([]);
  });

  it('never lets the loss of a part of the inventory delete anything without consent', () => {
    const clusters = fc.dictionary(
      fc.constantFrom('c1', 'c2', 'c3'),
      fc.subarray([a, b, configMap('c')], { minLength: 1 }),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(
        clusters,
        fc.subarray(['c1', 'c2', 'c3'], { minLength: 1 }),
        fc.nat(1000),
        (before, lost, maxDeletes) => {
          const after = Object.fromEntries(Object.entries(before).filter(([name]) => !lost.includes(name)));
          const planned = plan(fleet(before), fleet(after));
          const deletes = planned.clusters.some(({ deleted }) => deleted > 0);
          expect(budgetProblems(planned, { maxDeletes }).length > 0).toBe(deletes);
        },
      ),
    );
  });
});
