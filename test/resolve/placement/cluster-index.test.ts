import fc from 'fast-check';
import { type ClusterSelector, matchesSelector } from '../../../lib/model/selector';
import { ClusterIndex } from '../../../lib/resolve/placement/cluster-index';

const keys = fc.constantFrom('region', 'tier', 'gpu', 'constructor');
const values = fc.constantFrom('a', 'b', '');
const labels = fc.dictionary(keys, values, { noNullPrototype: true });
const selector: fc.Arbitrary<ClusterSelector> = fc.record(
  {
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.oneof(
        fc.record({
          key: keys,
          operator: fc.constantFrom('In', 'NotIn'),
          values: fc.array(values, { minLength: 1, maxLength: 3 }),
        }),
        fc.record({ key: keys, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

describe('the index of clusters', () => {
  test('selects exactly the clusters whose labels match, the first time and every time after', () => {
    fc.assert(
      fc.property(
        fc.array(labels, { maxLength: 12 }),
        fc.array(selector, { minLength: 1, maxLength: 4 }),
        (all, selectors) => {
          const index = new ClusterIndex(all.map((one, position) => ({ name: `c${position + 10}`, labels: one })));
          for (const asked of [...selectors, ...selectors]) {
            expect([...index.selected(asked)]).toEqual(all.map((one) => (matchesSelector(asked, one) ? 1 : 0)));
          }
        },
      ),
    );
  });

  test('sorts the clusters by name, whatever the order given', () => {
    const index = new ClusterIndex(['b', 'a10', 'a2', 'B'].map((name) => ({ name })));
    expect(index.names).toEqual(['B', 'a10', 'a2', 'b']);
    expect(index.position('a2')).toBe(2);
    expect(index.position('c')).toBeUndefined();
    expect([...index.named(['b', 'c', 'B'])]).toEqual([1, 0, 0, 1]);
  });
});
