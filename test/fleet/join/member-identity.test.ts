import { identityProblems } from '../../../lib/fleet/join/member-identity';

function joined(name: string, uid: string, aliasOf?: string): { readonly metadata: object } {
  const annotations = { 'fed8s.dev/cluster-uid': uid, ...(aliasOf !== undefined && { 'fed8s.dev/alias-of': aliasOf }) };
  return { metadata: { name, annotations } };
}

describe('the identity of a cluster', () => {
  const clusters = [joined('a', '1'), joined('b', '2'), joined('a2', '1', 'a')] as never[];

  it.each([
    ['c', '3', undefined, []],
    ['b', '2', undefined, []],
    ['a', '1', undefined, []],
    ['a2', '1', undefined, []],
    ['b', '9', undefined, ['cluster-changed']],
    ['c', '2', undefined, ['cluster-joined-twice']],
    ['c', '2', 'b', []],
    ['a3', '1', 'a', []],
    ['b', '1', undefined, ['cluster-changed', 'cluster-joined-twice', 'cluster-joined-twice']],
  ] as const)('of %s with UID %s, alias of %s: %j', (cluster, uid, aliasOf, codes) => {
    expect(identityProblems({ cluster, uid, aliasOf, clusters }).map(({ code }) => code)).toEqual(codes);
  });
});
