import fc from 'fast-check';
import { type Asked, type Fleet, choose, chosenOf, clustersOf, reasonsOf } from './choice';

const count = (atLeast: number, atMost = atLeast) => ({ atLeast, atMost });
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const cluster = fc.record(
  {
    labels: fc.record({ region: fc.constantFrom('eu', 'us', 'asia') }),
    taints: fc.constantFrom('', '', '', 'x:NoSchedule', 'x:PreferNoSchedule', 'x:NoExecute'),
  },
  { requiredKeys: ['labels'] },
);
const fleets: fc.Arbitrary<Fleet> = fc.dictionary(fc.constantFrom(...names), cluster, { minKeys: 2 });
const asks: fc.Arbitrary<Asked> = fc.record(
  {
    count: fc.integer({ min: 1, max: 6 }).map((number) => count(0, number)),
    spread: fc.constantFrom([], [{ by: 'region', maxSkew: 1 }], [{ by: 'region', maxSkew: 2 }]),
    prefer: fc.constantFrom([], [{ kind: 'label', key: 'region', operator: 'In', values: ['us'] } as const]),
    exclude: fc.constant({ kind: 'names', names: ['c'] } as const),
    key: fc.constantFrom('Deployment.apps/shop/web', 'Deployment.apps/shop/api'),
  },
  { requiredKeys: ['count'] },
);

function without(fleet: Fleet, name: string): Fleet {
  return Object.fromEntries(Object.entries(fleet).filter(([one]) => one !== name));
}

const come = (before: readonly string[], after: readonly string[]): number =>
  after.filter((name) => !before.includes(name)).length;
const go = (before: readonly string[], after: readonly string[]): number => come(after, before);

describe('choosing clusters', () => {
  test('leaves out, in their order, what the filters keep off, and says by which', () => {
    const fleet = {
      a: { labels: { region: 'eu' } },
      b: { labels: { region: 'eu' }, taints: 'x:NoExecute' },
      c: { labels: { region: 'us' }, taints: 'x:NoExecute' },
    };
    const where = { kind: 'label', key: 'region', operator: 'In', values: ['eu'] } as const;
    const reasons = reasonsOf(fleet, { where, count: count(1) });
    expect(Object.values(reasons).map(({ reason }) => reason)).toEqual(['chosen', 'tainted', 'condition-not-met']);
    expect(reasons.a?.detail).toBe('1 wanted of 1 that may be chosen');
  });

  test('tells how many are lacking', () => {
    expect(choose({ a: {}, b: {} }, { count: count(3) })).toMatchObject({ short: 1, eligible: 2 });
    expect(choose({ a: {}, b: {} }, { count: count(1, 5) })).toMatchObject({ short: 0 });
  });

  test('does not depend on the order in which clusters and tolerations are given', () => {
    fc.assert(
      fc.property(fleets, asks, fc.nat(), (fleet, asked, seed) => {
        const entries = Object.entries(fleet);
        const shuffled = entries.map((_, at) => entries[(at + seed) % entries.length] as (typeof entries)[number]);
        expect(chosenOf(Object.fromEntries(shuffled.reverse()), asked)).toEqual(chosenOf(fleet, asked));
      }),
    );
  });

  test('gives the same again where nothing has changed', () => {
    fc.assert(
      fc.property(fleets, asks, (fleet, asked) => {
        const before = chosenOf(fleet, asked);
        expect(chosenOf(fleet, { ...asked, before })).toEqual(before);
      }),
    );
  });

  test('brings at most one cluster where one is lost, and takes away none but that', () => {
    fc.assert(
      fc.property(fleets, asks, fc.nat(), (fleet, asked, at) => {
        const before = chosenOf(fleet, asked);
        const lost = clustersOf(fleet)[at % clustersOf(fleet).length]?.name as string;
        const after = chosenOf(without(fleet, lost), { ...asked, before });
        const wasThere = before.includes(lost) ? 1 : 0;
        expect(go(before, after)).toBe(wasThere);
        expect(come(before, after)).toBeLessThanOrEqual(wasThere);
      }),
      { numRuns: 1000 },
    );
  });

  test('moves at most one cluster where one is added', () => {
    fc.assert(
      fc.property(fleets, asks, fc.nat(), (fleet, asked, at) => {
        const added = clustersOf(fleet)[at % clustersOf(fleet).length]?.name as string;
        const before = chosenOf(without(fleet, added), asked);
        const after = chosenOf(fleet, { ...asked, before });
        expect(come(before, after)).toBeLessThanOrEqual(1);
        expect(go(before, after)).toBeLessThanOrEqual(1);
        // Without a spread nothing has to make room.
        if ((asked.spread ?? []).length === 0) expect(go(before, after)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('moves one cluster where one is drained', () => {
    fc.assert(
      fc.property(fleets, asks, fc.nat(), (fleet, asked, at) => {
        const before = chosenOf(fleet, asked);
        const drained = clustersOf(fleet)[at % clustersOf(fleet).length]?.name as string;
        const after = chosenOf(
          { ...fleet, [drained]: { ...fleet[drained], taints: 'drain:NoExecute' } },
          { ...asked, before },
        );
        expect(after).not.toContain(drained);
        expect(come(before, after)).toBeLessThanOrEqual(before.includes(drained) ? 1 : 0);
      }),
    );
  });

  test('looks anew where it is not to stay', () => {
    const fleet = Object.fromEntries(names.map((name) => [name, {}]));
    const fresh = chosenOf(fleet, { count: count(2) });
    const before = names.filter((name) => !fresh.includes(name)).slice(0, 2);
    expect(chosenOf(fleet, { count: count(2), before })).toEqual(before);
    expect(chosenOf(fleet, { count: count(2), before, sticky: false })).toEqual(fresh);
  });
});
