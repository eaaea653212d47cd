import {
  type ClusterSelector,
  type SelectorExpression,
  type SelectorOperator,
  matchesSelector,
  selectorProblems,
} from '../../lib/model/selector';

const eu = { region: 'eu', tier: 'gold', empty: '' };

describe('a selector', () => {
  test.each<readonly [ClusterSelector | null | undefined, boolean]>([
    [undefined, false],
    [null, false],
    [{}, true],
    [{ matchLabels: {} }, true],
    [{ matchLabels: null, matchExpressions: null }, true],
    [{ matchExpressions: [] }, true],
    [{ matchLabels: { region: 'eu' } }, true],
    [{ matchLabels: { region: 'us' } }, false],
    [{ matchLabels: { region: 'eu', tier: 'gold' } }, true],
    [{ matchLabels: { region: 'eu', tier: 'lead' } }, false],
    [{ matchLabels: { zone: '' } }, false],
    [{ matchLabels: { empty: '' } }, true],
    [{ matchLabels: { constructor: '' } }, false],
    [{ matchLabels: { region: 'eu' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
    [{ matchLabels: { region: 'eu' }, matchExpressions: [{ key: 'zone', operator: 'Exists' }] }, false],
  ])('%j: %s', (selector, expected) => {
    expect(matchesSelector(selector, eu)).toBe(expected);
  });

  test.each<readonly [SelectorOperator, string, readonly string[] | undefined, boolean]>([
    ['In', 'region', ['us', 'eu'], true],
    ['In', 'region', ['us'], false],
    ['In', 'zone', [''], false],
    ['In', 'empty', [''], true],
    ['NotIn', 'region', ['us'], true],
    ['NotIn', 'region', ['us', 'eu'], false],
    ['NotIn', 'zone', ['a'], true],
    ['NotIn', 'toString', ['a'], true],
    ['Exists', 'empty', undefined, true],
    ['Exists', 'zone', [], false],
    ['Exists', 'hasOwnProperty', undefined, false],
    ['DoesNotExist', 'zone', undefined, true],
    ['DoesNotExist', 'empty', [], false],
    ['DoesNotExist', 'constructor', undefined, true],
  ])('%s %s %j: %s', (operator, key, values, expected) => {
    expect(matchesSelector({ matchExpressions: [{ operator, key, values }] }, eu)).toBe(expected);
  });

  test('is matched against no labels where there are none', () => {
    expect(matchesSelector({})).toBe(true);
    expect(matchesSelector({ matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] })).toBe(true);
    expect(matchesSelector({ matchLabels: { a: 'b' } })).toBe(false);
  });
});

describe('what is wrong with a selector', () => {
  const paths = (selector: ClusterSelector | null | undefined): readonly string[] =>
    selectorProblems(selector).map(({ path }) => path);
  const expression = (parts: Partial<Record<keyof SelectorExpression, unknown>>): ClusterSelector => ({
    matchExpressions: [{ key: 'a', operator: 'In', values: ['b'], ...parts } as SelectorExpression],
  });

  test.each([
    [undefined],
    [null],
    [{}],
    [{ matchLabels: { a: '', 'x.y/z': 'B_1' } }],
    [expression({})],
    [expression({ operator: 'Exists', values: null })],
  ])('nothing: %j', (selector) => {
    expect(paths(selector)).toEqual([]);
  });

  test.each([
    [expression({ operator: 'in' }), '/operator'],
    [expression({ operator: 'Gt', values: ['1'] }), '/operator'],
    [expression({ operator: '' }), '/operator'],
    [expression({ values: [] }), '/values'],
    [expression({ values: undefined }), '/values'],
    [expression({ operator: 'NotIn', values: null }), '/values'],
    [expression({ operator: 'Exists' }), '/values'],
    [expression({ operator: 'DoesNotExist' }), '/values'],
    [expression({ key: '' }), '/key'],
    [expression({ key: 'a/b/c' }), '/key'],
    [expression({ values: ['b', '-'] }), '/values/1'],
  ])('%j at %s', (selector, path) => {
    expect(paths(selector)).toEqual([`/matchExpressions/0${path}`]);
  });

  test('keys and values of matchLabels, at a JSON pointer', () => {
    expect(paths({ matchLabels: { '-/~': 'x', ok: 'b c' } })).toEqual(['/matchLabels/-~1~0', '/matchLabels/ok']);
  });

  test('everything at once', () => {
    expect(paths({ matchLabels: { '': '-' }, matchExpressions: [{ key: '', operator: 'In', values: [] }] })).toEqual([
      '/matchLabels/',
      '/matchLabels/',
      '/matchExpressions/0/key',
      '/matchExpressions/0/values',
    ]);
  });
});
