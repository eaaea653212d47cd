import { withParts } from '../../../../lib/resolve/overrides/changes/image';

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

describe('the name of an image', () => {
  it.each<[name: string, parts: object, expected: string]>([
    ['redis', { tag: '8' }, 'redis:8'],
    ['redis:7', { tag: '8' }, 'redis:8'],
    ['redis:7', { digest: DIGEST }, `redis@${DIGEST}`],
    [`redis:7@${DIGEST}`, { tag: '8' }, 'redis:8'],
    [`redis:7@${DIGEST}`, { registry: 'eu.example.com' }, `eu.example.com/redis:7@${DIGEST}`],
    [`redis@${DIGEST}`, { tag: '8', digest: 'sha256:1' }, 'redis:8@sha256:1'],
    ['library/redis:7', { registry: 'eu.example.com' }, 'eu.example.com/library/redis:7'],
    ['quay.io/a/b/c:1', { registry: 'localhost:5000' }, 'localhost:5000/a/b/c:1'],
    ['quay.io/a/b:1', { registry: '' }, 'a/b:1'],
    ['localhost/a', { repository: 'b/c' }, 'localhost/b/c'],
    ['localhost:5000/a', { tag: '1' }, 'localhost:5000/a:1'],
    ['quay.io/a:1', { repository: 'b', tag: '2' }, 'quay.io/b:2'],
    ['redis:7', { tag: '' }, 'redis'],
    ['redis:7', { tag: undefined }, 'redis:7'],
    ['redis:7', {}, 'redis:7'],
  ])('%s with %j is %s', (name, parts, expected) => {
    expect(withParts(name, parts)).toBe(expected);
  });
});
