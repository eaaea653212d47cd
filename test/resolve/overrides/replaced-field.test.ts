import fc from 'fast-check';
import { type Json, type JsonObject } from '../../../lib/model/json';
import { applyCompiledOverrides, compileOverrides } from '../../../lib/resolve/overrides/compile-overrides';
import { ReplacedField } from '../../../lib/resolve/overrides/replaced-field';

const manifest: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { replicas: 1, nothing: null, list: [{ image: 'a' }, 'b'], 'with/slash': { '~': 1 } },
};

function field(path: string, op?: string): ReplacedField | undefined {
  return ReplacedField.of(manifest, { path, ...(op !== undefined && { op }) });
}

describe('the field that an override replaces', () => {
  it.each<[string, Json]>([
    ['/spec/replicas', 1],
    ['/spec/nothing', null],
    ['/spec/list/0/image', 'a'],
    ['/spec/list/-1', 'b'],
    ['/spec/with~1slash/~0', 1],
  ])('%s is there', (path, value) => {
    expect(field(path)?.value).toEqual(value);
  });

  it.each([
    '/spec/absent',
    '/spec/list/2',
    '/spec/list/-',
    '/spec/replicas/x',
    '/absent/x',
    'spec/replicas',
    '',
    '/constructor',
    '/spec/__proto__',
  ])('%s is for applying to tell', (path) => expect(field(path)).toBeUndefined());

  it.each(['/metadata/labels/app', '/metadata', '/kind', '/apiVersion'])('%s may make it another object', (path) => {
    expect(field(path)).toBeUndefined();
  });

  it.each(['add', 'remove', 'test'])('is none for the operation %s', (op) => {
    expect(field('/spec/replicas', op)).toBeUndefined();
  });

  it('is replaced as applying the override would, and nothing else is touched', () => {
    const segment = fc.constantFrom(
      'spec',
      'metadata',
      'list',
      'replicas',
      '0',
      '1',
      '-1',
      '-',
      '01',
      'image',
      'nothing',
      'x',
    );
    const before = JSON.stringify(manifest);
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), fc.string(), (segments, value) => {
        const path = segments.map((one) => `/${one}`).join('');
        const found = field(path);
        fc.pre(found !== undefined);
        const made = found.with(value);
        expect(made).toEqual(applyCompiledOverrides(manifest, compileOverrides([{ path, value }])));
        expect(made.metadata).toBe(manifest.metadata);
        expect(JSON.stringify(manifest)).toBe(before);
      }),
    );
  });
});
