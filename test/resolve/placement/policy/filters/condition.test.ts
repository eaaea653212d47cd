import { type ClusterCondition } from '../../../../../lib/model/cluster-condition';
import { chosenOf, reasonsOf } from '../choice';

const fleet = {
  a: { labels: { tier: 'gold' }, properties: { zones: 3 } },
  b: { labels: { tier: 'test' }, properties: { zones: 1 } },
  c: {},
};
const tier = (operator: 'In' | 'NotIn'): ClusterCondition => ({
  kind: 'label',
  key: 'tier',
  operator,
  values: ['gold'],
});

describe('the condition of a placement', () => {
  test.each<[string, ClusterCondition, readonly string[]]>([
    ['a label', tier('In'), ['a']],
    ['a label that is not so, or not there', tier('NotIn'), ['b', 'c']],
    ['a property', { kind: 'property', key: 'zones', operator: '>=', value: 2 }, ['a']],
    [
      'a property that is not there, and so not as asked',
      { kind: 'property', key: 'zones', operator: '<', value: 9 },
      ['a', 'b'],
    ],
    ['names', { kind: 'names', names: ['c', 'x'] }, ['c']],
    ['nothing', { kind: 'and', of: [] }, ['a', 'b', 'c']],
  ])('may ask for %s', (_, where, expected) => {
    expect(chosenOf(fleet, { where })).toEqual(expected);
  });

  test('is told of where it does not hold', () => {
    expect(reasonsOf(fleet, { where: tier('In') }).b).toEqual({
      placed: false,
      reason: 'condition-not-met',
      detail: 'it asks for tier = gold',
    });
  });
});
