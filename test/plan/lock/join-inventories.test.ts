import * as fc from 'fast-check';
import { type Inventory } from '../../../lib/plan/lock/lock';
import { joinInventories } from '../../../lib/plan/lock/join-inventories';
import { inventories, inventory } from './locks';

const A = 'ConfigMap/shop/a';
const B = 'ConfigMap/shop/b';
const pairsOf = ({ objects }: Inventory): string[] =>
  [...objects].flatMap(([key, on]) => on.map((cluster) => `${cluster} ${key}`));

describe('two inventories as one', () => {
  it('have an object wherever either has it', () => {
    expect(
      joinInventories(inventory(['c1', 'c2'], { [A]: ['c2'] }), inventory(['c1', 'c3'], { [A]: ['c1'], [B]: ['c3'] })),
    ).toEqual(inventory(['c1', 'c2', 'c3'], { [A]: ['c1', 'c2'], [B]: ['c3'] }));
  });

  it('have no more and no less than both, whichever comes first', () => {
    fc.assert(
      fc.property(inventories, inventories, (one, other) => {
        const joined = joinInventories(one, other);
        expect(pairsOf(joined).sort()).toEqual([...new Set([...pairsOf(one), ...pairsOf(other)])].sort());
        expect(joined.clusters).toEqual([...new Set([...one.clusters, ...other.clusters])].sort());
        const reversed = joinInventories(other, one);
        expect(pairsOf(reversed).sort()).toEqual(pairsOf(joined).sort());
        expect(reversed.clusters).toEqual(joined.clusters);
      }),
    );
  });
});
