import { selectCount } from '../../../../../lib/resolve/placement/policy/select/select-count';

const kept = (...clusters: number[]) => Uint8Array.from({ length: 6 }, (_, at) => (clusters.includes(at) ? 1 : 0));
const tier = new Int32Array(6);

describe('so many of the clusters', () => {
  test.each<[string, readonly number[], number, readonly number[]]>([
    ['are the best ones', [], 2, [4, 2]],
    ['are those that stay, and then the best', [5, 0], 3, [0, 5, 4]],
    ['are the best of those that stay, where those are too many', [5, 0, 2], 2, [2, 0]],
    ['are all, where there are no more', [], 9, [4, 2, 0, 5]],
  ])('%s', (_, stay, atMost, expected) => {
    expect(selectCount({ order: [4, 2, 0, 5], tier, kept: kept(...stay) }, atMost)).toEqual(expected);
  });
});
