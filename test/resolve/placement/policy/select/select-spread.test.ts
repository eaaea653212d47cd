import fc from 'fast-check';
import { type Asked, chosenOf, clustersOf, regions } from '../choice';

const spread = (maxSkew = 1) => [{ by: 'region', maxSkew }];
const count = (atMost: number) => ({ atLeast: 0, atMost });

function perRegion(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const region = name.split('-')[0] as string;
    counts[region] = (counts[region] ?? 0) + 1;
  }
  return counts;
}

describe('clusters spread over regions', () => {
  test.each<[string, Record<string, number>, number, number, Record<string, number>]>([
    ['are as many in each', { eu: 3, us: 3 }, 4, 1, { eu: 2, us: 2 }],
    ['differ by one where it does not come out even', { eu: 3, us: 3, asia: 3 }, 3, 1, { eu: 1, us: 1, asia: 1 }],
    ['go on where a region has no more', { eu: 5, us: 1 }, 4, 1, { eu: 3, us: 1 }],
    ['are all, where all are wanted', { eu: 5, us: 1 }, 6, 1, { eu: 5, us: 1 }],
  ])('%s', (_, fleet, atMost, maxSkew, expected) => {
    expect(perRegion(chosenOf(regions(fleet), { count: count(atMost), spread: spread(maxSkew) }))).toEqual(expected);
  });

  test('may lean to what is preferred as far as the skew allows', () => {
    const asked = (maxSkew: number): Asked => ({
      count: count(6),
      spread: spread(maxSkew),
      prefer: [{ kind: 'label', key: 'region', operator: 'In', values: ['us'] }],
    });
    const fleet = regions({ eu: 6, us: 6 });
    expect(perRegion(chosenOf(fleet, asked(1)))).toEqual({ eu: 3, us: 3 });
    expect(perRegion(chosenOf(fleet, asked(2)))).toEqual({ eu: 2, us: 4 });
    expect(perRegion(chosenOf(fleet, asked(9)))).toEqual({ us: 6 });
  });

  test('are spread over two labels at once', () => {
    const fleet = Object.fromEntries(
      ['eu', 'us'].flatMap((region) =>
        ['1', '2'].flatMap((zone) =>
          ['x', 'y'].map((one) => [`${region}-${zone}${one}`, { labels: { region, zone } }] as const),
        ),
      ),
    );
    const names = chosenOf(fleet, { count: count(4), spread: [...spread(), { by: 'zone', maxSkew: 1 }] });
    expect(perRegion(names)).toEqual({ eu: 2, us: 2 });
    expect(names.map((name) => name.slice(3, 4)).sort()).toEqual(['1', '1', '2', '2']);
  });

  test.each(Array.from({ length: 24 }, (_, at) => at))(
    'are found over two labels, whatever the clusters are named (%d)',
    (at) => {
      const asked = { count: count(2), spread: [...spread(), { by: 'tier', maxSkew: 1 }] };
      const fleet = {
        [`p${at}`]: { labels: { region: 'a', tier: 'x' } },
        [`q${at}`]: { labels: { region: 'b', tier: 'y' } },
        [`r${at}`]: { labels: { region: 'b', tier: 'x' } },
      };
      expect(chosenOf(fleet, asked)).toEqual([`p${at}`, `q${at}`]);
      // One that was chosen and stands in the way does not stay.
      expect(chosenOf(fleet, { ...asked, before: [`r${at}`] })).toEqual([`p${at}`, `q${at}`]);
    },
  );

  test('bring one cluster where one is lost, also where preference and skew pull apart', () => {
    const region = (name: string, value: string, group: string) =>
      [name, { labels: { region: value, group } }] as const;
    const fleet = Object.fromEntries([
      region('c0', 'r3', 'g0'),
      region('c1', 'r2', 'g1'),
      region('c2', 'r2', 'g2'),
      region('c3', 'r1', 'g3'),
      region('c4', 'r2', 'g3'),
      region('c5', 'r0', 'g3'),
      region('c6', 'r1', 'g4'),
      region('c7', 'r0', 'g5'),
      region('c8', 'r3', 'g5'),
    ]);
    const prefer = ['g0', 'g1', 'g2', 'g3', 'g4'].map((group) => {
      return { kind: 'label', key: 'group', operator: 'In', values: [group] } as const;
    });
    const asked = { count: count(6), spread: spread(2), prefer };
    const before = chosenOf(fleet, asked);
    const { c0: _, ...rest } = fleet;
    const after = chosenOf(rest, { ...asked, before });
    expect(before).toContain('c0');
    expect(after.filter((name) => !before.includes(name))).toHaveLength(1);
  });

  test('never have a region ahead of one with clusters left by more than the skew, and reach the number asked for', () => {
    const fleets = fc.dictionary(fc.constantFrom('eu', 'us', 'asia', 'af'), fc.integer({ min: 1, max: 5 }), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(
        fleets,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(),
        (sizes, wanted, maxSkew, seed) => {
          const fleet = regions(sizes);
          const all = clustersOf(fleet).map(({ name }) => name);
          const before = all.filter((_, at) => (seed >> (at % 16)) & 1);
          const names = chosenOf(fleet, { count: count(wanted), spread: spread(maxSkew), before });
          expect(names.length).toBe(Math.min(wanted, all.length));
          const counts = perRegion(names);
          const open = Object.entries(sizes).filter(([region, size]) => (counts[region] ?? 0) < size);
          const least = Math.min(Infinity, ...open.map(([region]) => counts[region] ?? 0));
          for (const number of Object.values(counts)) expect(number).toBeLessThanOrEqual(least + maxSkew);
        },
      ),
      { numRuns: 500 },
    );
  });
});
