import { overrideListProblems } from '../../../lib/resolve/overrides/override-list-problems';
import { readOverrideList } from '../../../lib/model/read-overrides';
import { thrown } from '../thrown';

const codes = (list: Parameters<typeof overrideListProblems>[0]): readonly string[] =>
  overrideListProblems(list).map(({ code, cluster, path }) =>
    [code, cluster, path].filter((part) => part !== undefined).join(' '),
  );

describe('a list of overrides', () => {
  test('is fine with one entry a cluster, and one operation a path', () => {
    expect(
      codes([
        { clusterName: 'a', clusterOverrides: [{ path: '/x' }, { path: '/y' }] },
        { clusterName: 'b', clusterOverrides: [{ path: '/x' }] },
        { clusterName: 'c', clusterOverrides: [] },
        { clusterName: 'd', clusterOverrides: null },
        { clusterName: 'e' },
      ]),
    ).toEqual([]);
  });

  test('may not name a cluster twice, also not without operations', () => {
    expect(codes([{ clusterName: 'a' }, { clusterName: 'b' }, { clusterName: 'a' }])).toEqual([
      'duplicate-override-cluster a',
    ]);
  });

  test('may not have a path twice for one cluster', () => {
    expect(
      codes([{ clusterName: 'a', clusterOverrides: [{ path: '/l/-' }, { path: '/k' }, { path: '/l/-' }] }]),
    ).toEqual(['duplicate-override-path a /l/-']);
  });

  test('compares paths as text', () => {
    expect(
      codes([
        { clusterName: 'a', clusterOverrides: [{ path: '/l/0' }, { path: '/l/00' }, { path: '/metadata/name/' }] },
      ]),
    ).toEqual([]);
  });

  test.each(['/metadata/name', '/metadata/namespace', '/metadata/generateName', '/kind'])('may not have %s', (path) => {
    expect(codes([{ clusterName: 'a', clusterOverrides: [{ op: 'add', path }] }])).toEqual([
      `forbidden-override-path a ${path}`,
    ]);
  });

  test.each(['/metadata', '/apiVersion', '/metadata/labels', '/status', 'x/kind', '/Kind', ''])(
    'may have %j',
    (path) => {
      expect(codes([{ clusterName: 'a', clusterOverrides: [{ path }] }])).toEqual([]);
    },
  );

  test('tells of everything at once', () => {
    expect(
      codes([
        { clusterName: 'a', clusterOverrides: [{ path: '/kind' }, { path: '/kind' }] },
        { clusterName: 'a', clusterOverrides: [{ path: '/metadata/name' }] },
      ]),
    ).toHaveLength(5);
  });
});

describe('reading a list of overrides as KubeFed does', () => {
  test.each([[undefined], [null]])('%p is no list', (value) => {
    expect(readOverrideList(value)).toBeUndefined();
  });

  test('null is an entry without a name, and an operation without a path', () => {
    expect(readOverrideList([null, { clusterName: 'a', clusterOverrides: [null] }])).toEqual([
      { clusterName: '' },
      { clusterName: 'a', clusterOverrides: [{ path: '' }] },
    ]);
  });

  test('keys count in any case, and what is unknown does not', () => {
    expect(readOverrideList([{ CLUSTERNAME: 'a', cluſterOverrideſ: [{ PATH: '/x', From: '/y' }] }])).toEqual([
      { clusterName: 'a', clusterOverrides: [{ op: '', path: '/x', value: undefined }] },
    ]);
  });

  test('of two spellings of a key the one that sorts last counts, unless it is null', () => {
    expect(readOverrideList([{ clusterName: 'a', clustername: 'b' }])).toEqual([{ clusterName: 'b' }]);
    expect(readOverrideList([{ clusterName: 'a', clustername: null }])).toEqual([{ clusterName: 'a' }]);
  });

  test.each([
    [{}],
    ['x'],
    [[5]],
    [[{ clusterName: 5 }]],
    [[{ clusterOverrides: {} }]],
    [[{ clusterOverrides: [{ path: [] }] }]],
  ])('%j cannot be read', (value) => {
    expect(thrown(() => readOverrideList(value)).code).toBe('invalid-override');
  });
});
