import { placementNames } from '../../lib/model/placement';

describe('the names of a placement', () => {
  test.each([[undefined], [null], [{}], [{ clusters: null }], [{ clusters: undefined, clusterSelector: {} }]])(
    'are up to the selector: %j',
    (placement) => {
      expect(placementNames(placement)).toBeUndefined();
    },
  );

  test('are none for an empty list', () => {
    expect(placementNames({ clusters: [], clusterSelector: {} })).toEqual([]);
  });

  test('are read in both forms, and each once', () => {
    expect(placementNames({ clusters: ['b', { name: 'a' }, { name: 'b' }] })).toEqual(['b', 'a']);
  });
});
