import fc from 'fast-check';
import { sortByKey } from '../../../../lib/resolve/placement/policy/sort-by-key';

test('positions are sorted by their keys, and those of equal keys stay in their order', () => {
  const keys = fc.array(fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })), { maxLength: 60 });
  fc.assert(
    fc.property(keys, (numbers) => {
      const positions = numbers.map((_, position) => position).reverse();
      const expected = [...positions].sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
      expect(sortByKey(positions, Uint32Array.from(numbers))).toEqual(expected);
    }),
  );
});
