import { chosenOf, reasonsOf } from '../choice';

const fleet = { a: { labels: { region: 'eu', zone: '1' } }, b: { labels: { region: 'us' } }, c: {} };
const count = { atLeast: 0, atMost: 9 };
const spread = (...keys: string[]) => keys.map((by) => ({ by, maxSkew: 1 }));

describe('the labels over whose values objects are spread', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['one label', ['region'], ['a', 'b']],
    ['several labels', ['region', 'zone'], ['a']],
  ])('must be there: %s', (_, keys, expected) => {
    expect(chosenOf(fleet, { count, spread: spread(...keys) })).toEqual(expected);
  });

  test('are named where they are missing', () => {
    expect(reasonsOf(fleet, { count, spread: spread('region') }).c).toEqual({
      placed: false,
      reason: 'no-topology',
      detail: 'it is spread by the label region, which the cluster does not have',
    });
  });
});
