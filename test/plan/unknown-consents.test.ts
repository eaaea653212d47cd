import { unknownConsents } from '../../lib/plan/unknown-consents';

const told = (allowed: readonly string[] | undefined, known: readonly string[]): string[] =>
  unknownConsents({ allowed }, known).map(({ message, remedy }) => `${message} ${remedy}`);

describe('a consent to deletions', () => {
  it.each<[what: string, allowed: readonly string[] | undefined]>([
    ['there is none', undefined],
    ['it names clusters', ['eu', 'us']],
    ['it ends with a comma', ['eu', '']],
  ])('is worth no word where %s', (_, allowed) => {
    expect(told(allowed, ['eu', 'us'])).toEqual([]);
  });

  it('is worth one warning for all that is no cluster, with what may be meant', () => {
    expect(told(['clutser1', 'x', 'x'], ['cluster1', 'cluster2'])).toEqual([
      'Deletions are allowed (--allow-deletes, FED8S_ALLOW_DELETES) on what is no cluster, before or after: clutser1, x. ' +
        'Is cluster1 meant? Else leave them out.',
    ]);
    expect(told(['x'], ['cluster1'])[0]).toContain('Leave them out.');
  });
});
