import fc from 'fast-check';
import { type Json, type JsonObject } from '../../../lib/model/json';
import { applyCompiledOverrides, compileOverrides } from '../../../lib/resolve/overrides/compile-overrides';
import { replacedField } from '../../../lib/resolve/overrides/replaced-field';

const manifest: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { replicas: 1, nothing: null, list: [{ image: 'a' }, 'b'], 'with/slash': { '~': 1 } },
};

function replaced(path: string, op?: string): Json | undefined {
  const [operation] = compileOverrides([{ path, value: 'new', ...(op !== undefined && { op }) }]).operations;
  return operation === undefined ? undefined : replacedField(manifest, operation);
}

describe('the field that an override replaces', () => {
  it.each<[string, Json]>([
    ['/spec/replicas', 1],
    ['/spec/nothing', null],
    ['/spec/list/0/image', 'a'],
    ['/spec/list/-1', 'b'],
    ['/spec/with~1slash/~0', 1],
  ])('%s is there', (path, value) => {
    expect(replaced(path)).toEqual(value);
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
  ])('%s is for applying to tell', (path) => expect(replaced(path)).toBeUndefined());

  it.each(['/metadata/labels/app', '/metadata', '/kind', '/apiVersion'])('%s may make it another object', (path) => {
    expect(replaced(path)).toBeUndefined();
  });

  it.each(['add', 'remove', 'test'])('is none for the operation %s', (op) => {
    expect(replaced('/spec/replicas', op)).toBeUndefined();
  });

  it('is there only where applying succeeds and leaves the object the one that it is', () => {
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
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), fc.string(), (segments, value) => {
        const compiled = compileOverrides([{ path: segments.map((one) => `/${one}`).join(''), value }]);
        fc.pre(compiled.operations[0] !== undefined && replacedField(manifest, compiled.operations[0]) !== undefined);
        const { apiVersion, kind, metadata } = applyCompiledOverrides(manifest, compiled);
        expect([apiVersion, kind, metadata]).toEqual([manifest.apiVersion, manifest.kind, manifest.metadata]);
      }),
    );
  });
});
