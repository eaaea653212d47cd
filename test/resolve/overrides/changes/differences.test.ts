import * as fc from 'fast-check';
import { type Json } from '../../../../lib/model/json';
import { applyCompiledOverrides, compileOverrides } from '../../../../lib/resolve/overrides/compile-overrides';
import { differences } from '../../../../lib/resolve/overrides/changes/differences';

/** JSON that KubeFed's operations can carry: without nulls, and numbers that JavaScript holds exactly. */
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('json'), { maxKeys: 4 }),
  ),
}));
const object = fc.dictionary(fc.string(), json).map((fields) => ({ kind: 'A', fields }));

describe('the differences of two values', () => {
  it('make the one of the other', () => {
    fc.assert(
      fc.property(object, object, (before, after) => {
        const operations = differences(before, after);
        expect(applyCompiledOverrides(before, compileOverrides(operations))).toEqual(after);
        expect(new Set(operations.map(({ path }) => path)).size).toBe(operations.length);
      }),
    );
  });

  it('are none where nothing differs but the order of keys', () => {
    expect(differences({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toEqual([]);
  });

  it('are as small as can be, and none has a path twice', () => {
    const before = { a: { b: 1, gone: 2 }, list: [1, { x: 1 }], short: [1, 2] };
    const after = { a: { b: 3, 'new/key': 4 }, list: [1, { x: 2 }, 5], short: [1] };
    expect(differences(before, after)).toEqual([
      { op: 'remove', path: '/a/gone' },
      { op: 'replace', path: '/a/b', value: 3 },
      { op: 'add', path: '/a/new~1key', value: 4 },
      { op: 'replace', path: '/list/1/x', value: 2 },
      { op: 'add', path: '/list/2', value: 5 },
      { op: 'replace', path: '/short', value: [1] },
    ]);
  });
});
