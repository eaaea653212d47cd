import { chosenOf, reasonsOf } from '../choice';

const fleet = { a: {}, b: {}, c: {} };
const others = { redis: ['a'], cache: ['b'] };
const antiAffinity = (...required: string[]) => ({ required, preferred: [] });

describe('anti-affinity to other objects', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['one object', ['redis'], ['b', 'c']],
    ['several objects', ['redis', 'cache'], ['c']],
    ['an object that is nowhere', ['gone'], ['a', 'b', 'c']],
  ])('keeps off the clusters of %s', (_, required, expected) => {
    expect(chosenOf(fleet, { others, antiAffinity: antiAffinity(...required) })).toEqual(expected);
  });

  test('is told of', () => {
    expect(reasonsOf(fleet, { others, antiAffinity: antiAffinity('redis') }).a).toEqual({
      placed: false,
      reason: 'anti-affinity-not-met',
      detail: 'it is not to be with redis, which is there',
    });
  });
});
