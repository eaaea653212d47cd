import { type ClusterCondition } from '../../../../../lib/model/cluster-condition';
import { chosenOf, regions } from '../choice';

const fleet = regions({ eu: 2, us: 2, asia: 1 });
const region = (value: string): ClusterCondition => ({ kind: 'label', key: 'region', operator: 'In', values: [value] });
const count = (atMost: number) => ({ atLeast: atMost, atMost });

describe('groups of preference', () => {
  test.each<[string, number, readonly string[]]>([
    ['fill the first group first', 2, ['eu-1', 'eu-2']],
    ['overflow into the next', 4, ['eu-1', 'eu-2', 'us-1', 'us-2']],
    ['and at last into what is in none', 5, ['asia-1', 'eu-1', 'eu-2', 'us-1', 'us-2']],
  ])('%s', (_, wanted, expected) => {
    expect(chosenOf(fleet, { prefer: [region('eu'), region('us')], count: count(wanted) })).toEqual(expected);
  });

  test('count a cluster for the first group that it is in', () => {
    const prefer: readonly ClusterCondition[] = [
      { kind: 'names', names: ['us-2'] },
      region('eu'),
      { kind: 'and', of: [] },
    ];
    expect(chosenOf(fleet, { prefer, count: count(3) })).toEqual(['eu-1', 'eu-2', 'us-2']);
  });
});
