import { chosenOf } from '../choice';

const fleet = { a: {}, b: {}, c: {}, d: {} };
const others = { redis: ['a', 'b'], cache: ['b'], noisy: ['a', 'c'] };
const some = (...preferred: string[]) => ({ required: [], preferred });
const count = (atMost: number) => ({ atLeast: atMost, atMost });

describe('preferred affinity', () => {
  test.each<[string, { affinity?: ReturnType<typeof some>; antiAffinity?: ReturnType<typeof some> }, number, string[]]>(
    [
      ['comes first where more of the objects are', { affinity: some('redis', 'cache') }, 1, ['b']],
      ['goes elsewhere where they do not suffice', { affinity: some('redis') }, 3, ['a', 'b']],
      ['comes last where objects are that it is rather not with', { antiAffinity: some('noisy') }, 2, ['b', 'd']],
      ['weighs both', { affinity: some('redis'), antiAffinity: some('noisy') }, 1, ['b']],
    ],
  )('%s', (_, asked, wanted, expected) => {
    expect(chosenOf(fleet, { ...asked, others, count: count(wanted) })).toEqual(expect.arrayContaining(expected));
  });
});
