import { nameHash, tieBreakers } from '../../../../lib/resolve/placement/policy/tie-break';

const names = Array.from({ length: 200 }, (_, at) => `cluster${at}`);
const hashes = Uint32Array.from(names, nameHash);
const first = (key: string): string => {
  const ties = tieBreakers(key, hashes);
  return names[ties.indexOf(Math.min(...ties))] as string;
};

describe('the numbers that break ties', () => {
  test('are the same every time', () => {
    expect(tieBreakers('Deployment.apps/shop/web', Uint32Array.from(['eu-1', 'eu-2'], nameHash))).toEqual(
      Uint32Array.from([2108895593, 1219551909]),
    );
  });

  test('send objects of different names to different clusters', () => {
    const keys = Array.from({ length: 1000 }, (_, at) => `Deployment.apps/shop/web-${at}`);
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(first(key), (counts.get(first(key)) ?? 0) + 1);
    // Were it at random, 5 on average: one with more than 20 would be a freak.
    expect(counts.size).toBeGreaterThan(190);
    expect(Math.max(...counts.values())).toBeLessThan(20);
  });

  test('leave the order of the others alone where a cluster comes or goes', () => {
    const ties = tieBreakers('x', hashes);
    expect(tieBreakers('x', hashes.subarray(1))).toEqual(ties.subarray(1));
  });
});
