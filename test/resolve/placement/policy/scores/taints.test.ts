import { chosenOf } from '../choice';

const fleet = {
  a: { taints: 'old:PreferNoSchedule' },
  b: { taints: 'old:PreferNoSchedule,slow:PreferNoSchedule' },
  c: {},
};
const count = (atMost: number) => ({ atLeast: atMost, atMost });

describe('taints that are only to be preferred against', () => {
  test.each<[number, readonly string[]]>([
    [1, ['c']],
    [2, ['a', 'c']],
    [3, ['a', 'b', 'c']],
  ])('come last: of three clusters %d', (wanted, expected) => {
    expect(chosenOf(fleet, { count: count(wanted) })).toEqual(expected);
  });

  test('do not count where they are tolerated', () => {
    const tolerations = [{ operator: 'Exists' as const, key: 'old' }];
    const slow = chosenOf(fleet, { count: count(2), tolerations });
    expect(slow).toEqual(['a', 'c']);
  });
});
