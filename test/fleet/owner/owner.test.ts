import { ownerNamed } from '../../../lib/fleet/owner/owner';
import { isFederationError } from '../../../lib/model/federation-error';

function refusal(name: string): string {
  try {
    ownerNamed(name);
  } catch (error) {
    if (isFederationError(error)) return error.code;
  }
  return 'none';
}

describe('an owner', () => {
  it('has a field manager that can be read, and that no other owner has', () => {
    expect(ownerNamed('shop').fieldManager).toMatch(/^fed8s\/shop-[0-9a-f]{20}$/);
    expect(ownerNamed('fed8s/shop/production').fieldManager).toMatch(/^fed8s\/shop\/production-[0-9a-f]{20}$/);
    expect(ownerNamed('fed8s/shop').fieldManager).not.toBe(ownerNamed('shop').fieldManager);
  });

  it('is named by what an API server takes of a field manager, at most 128 bytes', () => {
    expect(ownerNamed('a'.repeat(101)).fieldManager).toHaveLength(128);
    expect(refusal('a'.repeat(102))).toBe('invalid-owner');
  });

  it.each(['', '/', 'a/', '/a', 'a//b', 'a b', '-a', 'a-', 'ä', 'a\n', '.'])('is not named %j', (name) => {
    expect(refusal(name)).toBe('invalid-owner');
  });

  it.each(['shop', 'Shop_1', 'a.b-c', 'fed8s/project/stack', '7'])('may be named %j', (name) => {
    expect(ownerNamed(name).name).toBe(name);
  });
});
