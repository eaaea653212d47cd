import { openLists } from '../../../lib/interop/kubefed/open-lists';

const a = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
const b = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'b' } };
const list = (...items: unknown[]): object => ({ apiVersion: 'v1', kind: 'List', items });

describe('a list of manifests is opened', () => {
  it.each<[what: string, document: unknown, manifests: readonly unknown[]]>([
    ['a List', list(a, b), [a, b]],
    ['a List of nothing', list(), []],
    ['a List in a List', list(list(a), list(list(b))), [a, b]],
    ['a list of one kind', { apiVersion: 'v1', kind: 'ConfigMapList', items: [a] }, [a]],
    [
      'a list of one kind whose items do not repeat it',
      { apiVersion: 'core.kubefed.io/v1beta1', kind: 'KubeFedClusterList', items: [{ metadata: { name: 'c1' } }] },
      [{ apiVersion: 'core.kubefed.io/v1beta1', kind: 'KubeFedCluster', metadata: { name: 'c1' } }],
    ],
    [
      'a list of one kind whose items say otherwise',
      { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [b] },
      [b],
    ],
    ['a List in a list of one kind', { apiVersion: 'v1', kind: 'ConfigMapList', items: [list(b)] }, [b]],
  ])('%s', (_, document, manifests) => {
    expect(openLists(document)).toEqual(manifests);
  });

  it.each<[what: string, document: unknown]>([
    ['a manifest', a],
    ['a List without items', { apiVersion: 'v1', kind: 'List' }],
    ['a List whose items are a map', { apiVersion: 'v1', kind: 'List', items: {} }],
    ['a kind whose name does not end so', { apiVersion: 'example.com/v1', kind: 'Menu', items: [a] }],
    ['null', null],
    ['text', 'List'],
    ['a list of JavaScript', [a]],
    ['a kind that is no text', { kind: 1, items: [a] }],
  ])('%s is left as it is', (_, document) => {
    expect(openLists(document)).toEqual([document]);
    expect(openLists(document)[0]).toBe(document);
  });

  it('with items that are no manifests, for others to refuse', () => {
    expect(openLists(list(null, 'text', [a]))).toEqual([null, 'text', [a]]);
  });

  it('without changing it', () => {
    const document = { apiVersion: 'v1', kind: 'ConfigMapList', items: [{ metadata: { name: 'a' } }] };
    const before = JSON.stringify(document);
    openLists(document);
    expect(JSON.stringify(document)).toBe(before);
  });

  it('once, where it contains itself, and not without end, where it is nested so', () => {
    const loop: { kind: string; apiVersion: string; items: unknown[] } = { kind: 'List', apiVersion: 'v1', items: [a] };
    loop.items.push(loop);
    const [first, ...others] = openLists(loop);
    expect(first).toEqual(a);
    expect(others).toHaveLength(1);
    let deep: unknown = a;
    for (let level = 0; level < 20_000; level++) deep = list(deep);
    expect(openLists(deep)).toHaveLength(1);
  });
});
