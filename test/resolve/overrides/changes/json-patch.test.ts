import fc from 'fast-check';
import { applyPatch } from 'rfc6902';
import { isFederationError } from '../../../../lib/model/federation-error';
import { type Json, type JsonObject } from '../../../../lib/model/json';
import { type JsonPatchOperation } from '../../../../lib/model/override-change';
import { patchDocument } from '../../../../lib/resolve/overrides/changes/json-patch';
import { applyOperations, compileOverrides } from '../../../../lib/resolve/overrides/compile-overrides';
import { thrown } from '../../thrown';

function patched(document: JsonObject, patch: readonly JsonPatchOperation[]): Json {
  return applyOperations(document, compileOverrides(patchDocument(document, patch)));
}

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function theirFailure(document: object, patch: readonly JsonPatchOperation[]): boolean {
  try {
    return applyPatch(document, copyOf(patch) as JsonPatchOperation[]).some((error) => error !== null);
  } catch {
    // It stumbles over a path through a number.
    return true;
  }
}

const keys = fc.constantFrom('a', 'b', 'c~d', 'e/f', '0');
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: 0, max: 2 }),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(keys, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const path = fc
  .array(fc.constantFrom('a', 'b', 'c~0d', 'e~1f', '0', '1', '2', '-'), { minLength: 1, maxLength: 3 })
  .map((segments) => segments.map((segment) => `/${segment}`).join(''));
const operation = fc.oneof(
  fc.record({ op: fc.constantFrom('add' as const, 'replace' as const, 'test' as const), path, value: tree }),
  fc.record({ op: fc.constant('remove' as const), path }),
  fc.record({ op: fc.constantFrom('move' as const, 'copy' as const), from: path, path }),
);

describe('a patch of RFC 6902', () => {
  it('does what another library for it does, wherever that can', () => {
    let agreed = 0;
    fc.assert(
      fc.property(
        fc.dictionary(keys, tree, { maxKeys: 3, noNullPrototype: true }),
        fc.array(operation, { maxLength: 4 }),
        (document, patch) => {
          const theirs = copyOf(document);
          const failed = theirFailure(theirs, patch);
          let ours: Json;
          try {
            ours = patched(document, patch);
          } catch (error) {
            if (!isFederationError(error)) throw error;
            // That library lets some pass that RFC 6902 does not; the table below has them.
            return;
          }
          expect(failed).toBe(false);
          expect(ours).toEqual(theirs);
          agreed += 1;
        },
      ),
      { numRuns: 2000 },
    );
    expect(agreed).toBeGreaterThan(200);
  });

  it.each<[what: string, patch: readonly JsonPatchOperation[], expected: Json]>([
    ['move', [{ op: 'move', from: '/a', path: '/b' }], { b: [1, { x: 2 }] }],
    ['move within a list', [{ op: 'move', from: '/a/0', path: '/a/1' }], { a: [{ x: 2 }, 1] }],
    ['copy', [{ op: 'copy', from: '/a/1', path: '/a/-' }], { a: [1, { x: 2 }, { x: 2 }] }],
    [
      'test, and go on',
      [
        { op: 'test', path: '/a/1', value: { x: 2 } },
        { op: 'remove', path: '/a/0' },
      ],
      { a: [{ x: 2 }] },
    ],
    [
      'see what the operation before has done',
      [
        { op: 'add', path: '/b', value: {} },
        { op: 'add', path: '/b/c', value: 1 },
      ],
      { a: [1, { x: 2 }], b: { c: 1 } },
    ],
    ['replace the whole', [{ op: 'replace', path: '', value: { z: 1 } }], { z: 1 }],
  ])('can %s', (_, patch, expected) => {
    expect(patched({ a: [1, { x: 2 }] }, patch)).toEqual(expected);
  });

  it.each<[what: string, operation: JsonPatchOperation, message: RegExp]>([
    ['replaces what is not there', { op: 'replace', path: '/b', value: 1 }, /there is nothing at "\/b"/],
    ['removes what is not there', { op: 'remove', path: '/a/5' }, /there is nothing at "\/a\/5"/],
    ['adds beyond the end of a list', { op: 'add', path: '/a/5', value: 1 }, /no place of the list/],
    ['adds at an index with a zero before it', { op: 'add', path: '/a/01', value: 1 }, /no place of the list/],
    ['adds into a number', { op: 'add', path: '/a/0/x', value: 1 }, /no map or list/],
    ['moves what is not there', { op: 'move', from: '/b', path: '/c' }, /there is nothing at "\/b"/],
    ['moves a map into itself', { op: 'move', from: '/a', path: '/a/1/y' }, /cannot be moved into itself/],
    ['has a path without a slash', { op: 'remove', path: 'a' }, /no JSON pointer/],
    ['has a tilde that escapes nothing', { op: 'remove', path: '/a~2' }, /no JSON pointer/],
    ['tests in vain', { op: 'test', path: '/a/0', value: '1' }, /the test of "\/a\/0" fails/],
  ])('is refused where it %s', (_, one, message) => {
    expect(thrown(() => patched({ a: [1, { x: 2 }] }, [one])).message).toMatch(message);
  });
});
