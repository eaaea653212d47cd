import { type ClusterCondition } from '../../../../../lib/model/cluster-condition';
import { chosenOf, reasonsOf } from '../choice';

const fleet = { a: { labels: { tier: 'test' } }, b: {}, c: {} };

describe('what a placement excludes', () => {
  test.each<[string, ClusterCondition, readonly string[]]>([
    ['names', { kind: 'names', names: ['b', 'unknown'] }, ['a', 'c']],
    ['labels', { kind: 'label', key: 'tier', operator: 'Exists', values: [] }, ['b', 'c']],
    ['everything', { kind: 'and', of: [] }, []],
  ])('may be given by %s', (_, exclude, expected) => {
    expect(chosenOf(fleet, { exclude })).toEqual(expected);
  });

  test('wins over what it asks for', () => {
    const names: ClusterCondition = { kind: 'names', names: ['a', 'b'] };
    expect(chosenOf(fleet, { where: names, exclude: { kind: 'names', names: ['b'] } })).toEqual(['a']);
  });

  test('is told of', () => {
    expect(reasonsOf(fleet, { exclude: { kind: 'names', names: ['b'] } }).b).toEqual({
      placed: false,
      reason: 'excluded',
      detail: 'it excludes cluster b',
    });
  });
});
