import * as fc from 'fast-check';
import { jsonProblems } from '../../lib/model/json-check';

const codesAndPaths = (value: unknown): string[] => jsonProblems(value).map(({ code, path }) => `${code} ${path}`);

describe('jsonProblems', () => {
  test('finds nothing in JSON whose integers are safe', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text, (_key, node: unknown) =>
          typeof node === 'number' && (node === 0 || Math.abs(node) >= 2 ** 53) ? 1 : node,
        );
        expect(jsonProblems(value)).toEqual([]);
      }),
    );
  });

  test('finds every problem, each with its place', () => {
    expect(
      codesAndPaths({
        a: [1, undefined, { 'b/c': Number.NaN }],
        '~': -0,
        d: 2 ** 60,
        '\ud800': 'ok',
        e: 'x\udfff',
        f: () => 0,
      }),
    ).toEqual([
      'unserializable-value /a/1',
      'unserializable-value /a/2/b~1c',
      'negative-zero /~0',
      'unsafe-integer /d',
      'lone-surrogate /\ud800',
      'lone-surrogate /e',
      'unserializable-value /f',
    ]);
  });

  test('tells of a symbol as key, of class instances, and of a scalar by itself', () => {
    expect(codesAndPaths({ a: { [Symbol('s')]: 1 } })).toEqual(['unserializable-value /a']);
    expect(jsonProblems({ when: new Date(0) })[0]?.message).toBe('an instance of Date is not JSON');
    expect(codesAndPaths(1n)).toEqual(['unserializable-value ']);
  });

  test('takes maps without a prototype and __proto__ as a key', () => {
    expect(jsonProblems(Object.assign(Object.create(null) as object, { a: 1 }))).toEqual([]);
    expect(codesAndPaths(JSON.parse('{ "__proto__": [-0] }'))).toEqual(['negative-zero /__proto__/0']);
  });

  test('takes numbers that JSON prints with an exponent, since every reader takes them for floating point', () => {
    expect(codesAndPaths([1e21, -1e300, 2 ** 53, -(2 ** 53), 2 ** 53 - 1, 1e20])).toEqual([
      'unsafe-integer /2',
      'unsafe-integer /3',
      'unsafe-integer /5',
    ]);
  });

  test('tells a cycle from a map that stands in two places', () => {
    const shared = { x: 1 };
    const cyclic: { list: unknown[] } = { list: [shared, shared] };
    expect(jsonProblems(cyclic)).toEqual([]);
    cyclic.list.push({ back: cyclic });
    expect(codesAndPaths(cyclic)).toEqual(['cyclic-value /list/2/back']);
  });

  test('stops at a depth that no manifest has, instead of running out of stack', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 100_000; level++) deep = { deep };
    expect(jsonProblems(deep)).toMatchObject([{ code: 'unserializable-value' }]);
  });

  test('walks a subtree that stands in many places once, and tells its problems once', () => {
    const shared = { bad: undefined };
    expect(jsonProblems({ a: shared, b: shared })).toHaveLength(1);
    let reads = 0;
    const counted = Object.defineProperty({}, 'k', { enumerable: true, get: () => (reads += 1) });
    const list = [counted, counted];
    jsonProblems([list, list]);
    expect(reads).toBe(1);
  });

  test('refuses what repeats itself until nothing could write it down', () => {
    let doubled: unknown = 'x';
    for (let level = 0; level < 22; level++) doubled = [doubled, doubled];
    expect(jsonProblems(doubled)).toEqual([]);
    for (let level = 0; level < 40; level++) doubled = [doubled, doubled];
    expect(codesAndPaths(doubled)).toEqual(['unserializable-value ']);
  });
});
