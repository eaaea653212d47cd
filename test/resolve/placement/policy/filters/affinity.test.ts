import { chosenOf, reasonsOf } from '../choice';

const fleet = { a: {}, b: {}, c: {} };
const others = { redis: ['a', 'b'], cache: ['b', 'c'] };
const affinity = (...required: string[]) => ({ required, preferred: [] });

describe('affinity to other objects', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['one object', ['redis'], ['a', 'b']],
    ['several objects, all of which must be there', ['redis', 'cache'], ['b']],
    ['an object that is nowhere', ['gone'], []],
  ])('keeps to the clusters of %s', (_, required, expected) => {
    expect(chosenOf(fleet, { others, affinity: affinity(...required) })).toEqual(expected);
  });

  test('is told of', () => {
    expect(reasonsOf(fleet, { others, affinity: affinity('redis') }).c).toEqual({
      placed: false,
      reason: 'affinity-not-met',
      detail: 'it is to be with redis, which is not there',
    });
  });
});
