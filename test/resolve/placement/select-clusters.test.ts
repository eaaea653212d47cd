import { type Placement } from '../../../lib/model/placement';
import { type ClusterSelector } from '../../../lib/model/selector';
import { selectClusters } from '../../../lib/resolve/placement/select-clusters';
import { thrown } from '../thrown';

const clusters = [
  { name: 'us-1', labels: { region: 'us', gpu: '' } },
  { name: 'eu-2', labels: { region: 'eu' } },
  { name: 'eu-1', labels: { region: 'eu', gpu: '' } },
  { name: 'bare' },
];
const all = ['bare', 'eu-1', 'eu-2', 'us-1'];
const eu: Placement = { clusterSelector: { matchLabels: { region: 'eu' } } };
const broken: Placement = { clusterSelector: { matchExpressions: [{ key: 'region', operator: 'In', values: [] }] } };

describe('an object of the cluster goes', () => {
  test.each<readonly [string, Placement | null | undefined, readonly string[]]>([
    ['nowhere without a placement', undefined, []],
    ['nowhere with a placement of null', null, []],
    ['nowhere with an empty placement', {}, []],
    ['nowhere with a selector of null', { clusters: null, clusterSelector: null }, []],
    ['where it is named', { clusters: [{ name: 'us-1' }, { name: 'eu-1' }] }, ['eu-1', 'us-1']],
    ['where it is named by plain names', { clusters: ['us-1', { name: 'eu-1' }] }, ['eu-1', 'us-1']],
    ['where it is named, once', { clusters: ['us-1', 'us-1'] }, ['us-1']],
    ['not where there is no such cluster', { clusters: ['us-1', 'mars', ''] }, ['us-1']],
    ['where it is named although the selector says otherwise', { clusters: ['us-1'], ...eu }, ['us-1']],
    ['nowhere for an empty list although there is a selector', { clusters: [], clusterSelector: {} }, []],
    ['where the selector says if clusters is null', { clusters: null, ...eu }, ['eu-1', 'eu-2']],
    ['everywhere for the empty selector', { clusterSelector: {} }, all],
    ['everywhere for one of empty parts', { clusterSelector: { matchLabels: {}, matchExpressions: [] } }, all],
    ['everywhere for one of null parts', { clusterSelector: { matchLabels: null, matchExpressions: null } }, all],
    ['where labels match', eu, ['eu-1', 'eu-2']],
    [
      'where labels and expressions match',
      { clusterSelector: { matchLabels: { region: 'eu' }, matchExpressions: [{ key: 'gpu', operator: 'Exists' }] } },
      ['eu-1'],
    ],
    [
      'also where a label is missing, for NotIn',
      { clusterSelector: { matchExpressions: [{ key: 'region', operator: 'NotIn', values: ['eu'] }] } },
      ['bare', 'us-1'],
    ],
    [
      'where a label is missing, for DoesNotExist',
      { clusterSelector: { matchExpressions: [{ key: 'gpu', operator: 'DoesNotExist' }] } },
      ['bare', 'eu-2'],
    ],
    [
      'where one of the values matches, for In',
      { clusterSelector: { matchExpressions: [{ key: 'region', operator: 'In', values: ['us', 'asia'] }] } },
      ['us-1'],
    ],
    [
      'nowhere if two conditions exclude each other',
      {
        clusterSelector: {
          matchLabels: { region: 'eu' },
          matchExpressions: [{ key: 'region', operator: 'In', values: ['us'] }],
        },
      },
      [],
    ],
  ])('%s', (_, placement, expected) => {
    expect(selectClusters({ clusters, placement, namespaced: false })).toEqual(expected);
  });

  test('where it goes by itself, whatever its FederatedNamespace says', () => {
    expect(selectClusters({ clusters, placement: eu, namespaced: false, federatedNamespace: {} })).toEqual([
      'eu-1',
      'eu-2',
    ]);
    expect(
      selectClusters({ clusters, placement: eu, namespaced: false, federatedNamespace: { placement: broken } }),
    ).toEqual(['eu-1', 'eu-2']);
  });
});

describe('an object of a namespace goes', () => {
  const select = (
    scope: 'Cluster' | 'Namespaced' | undefined,
    placement: Placement,
    federatedNamespace?: { placement?: Placement | null | undefined } | null,
  ): readonly string[] => selectClusters({ clusters, placement, namespaced: true, scope, federatedNamespace });

  test.each([undefined, 'Cluster', 'Namespaced'] as const)(
    'where its FederatedNamespace goes as well (scope %s)',
    (scope) => {
      expect(select(scope, eu, { placement: { clusters: ['eu-2', 'us-1'] } })).toEqual(['eu-2']);
      expect(select(scope, { clusters: ['eu-2', 'us-1'] }, { placement: eu })).toEqual(['eu-2']);
      expect(select(scope, eu, { placement: { clusterSelector: {} } })).toEqual(['eu-1', 'eu-2']);
    },
  );

  test.each([undefined, 'Cluster', 'Namespaced'] as const)(
    'nowhere if its FederatedNamespace has no placement (scope %s)',
    (scope) => {
      expect(select(scope, eu, {})).toEqual([]);
      expect(select(scope, eu, { placement: undefined })).toEqual([]);
      expect(select(scope, eu, { placement: null })).toEqual([]);
    },
  );

  test('nowhere without a FederatedNamespace', () => {
    expect(select(undefined, eu)).toEqual([]);
    expect(select('Cluster', eu, undefined)).toEqual([]);
    expect(select('Cluster', eu, null)).toEqual([]);
  });

  test('by its own placement without a FederatedNamespace in a namespaced control plane', () => {
    expect(select('Namespaced', eu)).toEqual(['eu-1', 'eu-2']);
  });

  test('nowhere, with an error, if either of the selectors is wrong', () => {
    expect(thrown(() => select('Cluster', broken)).code).toBe('invalid-selector');
    expect(thrown(() => select('Cluster', eu, { placement: broken })).code).toBe('invalid-selector');
    expect(thrown(() => select('Namespaced', { clusters: [] }, { placement: broken })).code).toBe('invalid-selector');
  });
});

describe('a placement that cannot be used', () => {
  test.each([
    { matchExpressions: [{ key: 'a', operator: 'in', values: ['b'] }] },
    { matchExpressions: [{ key: 'a', operator: 'In' }] },
    { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] },
    { matchExpressions: [{ key: '', operator: 'Exists' }] },
    { matchExpressions: [null] },
    { matchExpressions: [{}] },
    { matchLabels: { 'a/b/c': 'd' } },
    { matchLabels: { a: '-' } },
    JSON.parse('{"matchLabels":{"__proto__":"a"}}'),
  ] as readonly unknown[])('has a wrong selector: %j', (selector) => {
    const placement = { clusterSelector: selector as ClusterSelector };
    const error = thrown(() => selectClusters({ clusters, placement, namespaced: false }));
    expect(error.code).toBe('invalid-selector');
    expect(error.details.path).toMatch(/^\/clusterSelector\/match/);
    // a selector that does not count is not looked at
    expect(selectClusters({ clusters, placement: { clusters: ['bare'], ...placement }, namespaced: false })).toEqual([
      'bare',
    ]);
  });

  test.each([
    'eu',
    [],
    5,
    { clusters: {} },
    { clusters: 'bare' },
    { clusters: [5] },
    { clusters: [{ name: 5 }] },
    { clusterSelector: 'region=eu' },
    { clusterSelector: [] },
    { clusterSelector: { matchLabels: ['a'] } },
    { clusterSelector: { matchLabels: { a: 1 } } },
    { clusterSelector: { matchExpressions: {} } },
    { clusterSelector: { matchExpressions: ['a'] } },
    { clusterSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: 'b' }] } },
    { clusters: ['bare'], clusterSelector: { matchLabels: { a: 1 } } },
  ] as readonly unknown[])('cannot be read: %j', (placement) => {
    const error = thrown(() => selectClusters({ clusters, placement: placement as Placement, namespaced: false }));
    expect(error.code).toBe('invalid-placement');
  });

  test('may hold null where there is text, which is read as empty', () => {
    const placement = { clusterSelector: { matchLabels: { gpu: null } } } as unknown as Placement;
    expect(selectClusters({ clusters, placement, namespaced: false })).toEqual(['eu-1', 'us-1']);
    const names = { clusters: [null, {}, { name: null }, 'bare'] } as unknown as Placement;
    expect(selectClusters({ clusters, placement: names, namespaced: false })).toEqual(['bare']);
  });
});
