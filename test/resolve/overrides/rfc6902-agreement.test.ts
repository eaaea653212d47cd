import fc from 'fast-check';
import { applyPatch } from 'rfc6902';
import { applyClusterOverrides } from '../../../lib/resolve/overrides/apply-cluster-overrides';
import { isFederationError } from '../../../lib/model/federation-error';
import { canonicalJson } from '../canonical-json';

type Op = 'add' | 'remove' | 'replace';

const keys = fc.constantFrom('a', 'b', 'c', 'a/b', 'm~n', '', 'é', '0', 'long key');
const scalars = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
);
const safe = scalars.filter((value) => !Object.is(value, -0));
const { tree } = fc.letrec<{ tree: unknown; map: unknown; list: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, safe, tie('map'), tie('list')),
  map: fc.dictionary(keys, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie('tree'), { maxLength: 4 }),
}));

/** A place that is there, or, for `add`, where something may be added: what RFC 6902 and KubeFed both allow. */
function placesIn(value: unknown, op: Op, path = ''): string[] {
  const step = (key: string | number): string => `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (typeof value !== 'object' || value === null) return [];
  const here = Array.isArray(value) ? value.map((_, index) => step(index)) : Object.keys(value).map(step);
  const fresh = op !== 'add' ? [] : Array.isArray(value) ? [step(value.length), step('-')] : [step('fresh')];
  const below = Object.entries(value).flatMap(([key, child]) => placesIn(child, op, step(key)));
  return [...here, ...fresh, ...below];
}

/** Not structuredClone, whose lists are none of jest's own, which rfc6902 then takes for maps. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const forbidden = (path: string): boolean => path === '/kind' || path === '/apiVersion';

describe('overrides and RFC 6902 agree', () => {
  test('on every operation on a place that is there, one after the other', () => {
    fc.assert(
      fc.property(
        fc.dictionary(keys, tree, { maxKeys: 4, noNullPrototype: true }),
        fc.array(fc.record({ op: fc.constantFrom<Op>('add', 'remove', 'replace'), at: fc.nat(), value: tree }), {
          maxLength: 5,
        }),
        (fields, steps) => {
          const start = { apiVersion: 'v1', kind: 'Thing', ...fields };
          const theirs = copyOf(start);
          const operations: { op: Op; path: string; value?: unknown }[] = [];
          for (const { op, at, value } of steps) {
            const taken = new Set(operations.map(({ path }) => path));
            const places = placesIn(theirs, op).filter((path) => !forbidden(path) && !taken.has(path));
            const path = places[at % Math.max(places.length, 1)];
            if (path === undefined) continue;
            const operation = op === 'remove' ? { op, path } : { op, path, value };
            const [failure] = applyPatch(theirs, [copyOf(operation)]);
            expect(failure).toBeNull();
            operations.push(operation);
          }
          expect(canonicalJson(applyClusterOverrides(start, operations))).toBe(canonicalJson(theirs));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('that there is no way through a missing parent, and nothing to remove where nothing is', () => {
    fc.assert(
      fc.property(
        fc.dictionary(keys, tree, { maxKeys: 4, noNullPrototype: true }),
        fc.constantFrom<{ op: Op; path: string }>(
          { op: 'add', path: '/nowhere/x' },
          { op: 'replace', path: '/nowhere/x' },
          { op: 'remove', path: '/nowhere/x' },
          { op: 'remove', path: '/nowhere' },
        ),
        (fields, operation) => {
          const start = { kind: 'Thing', ...fields };
          const [failure] = applyPatch(copyOf(start), [{ ...operation, value: 1 }]);
          expect(failure).not.toBeNull();
          expect(() => applyClusterOverrides(start, [{ ...operation, value: 1 }])).toThrow(
            expect.objectContaining({ code: 'override-failed' }) as Error,
          );
        },
      ),
    );
  });
});

describe('a law of overrides', () => {
  test('whatever the path, the object given stays as it is, and a failure is a FederationError', () => {
    const segment = fc.constantFrom(
      'a',
      'spec',
      '0',
      '-1',
      '-',
      '',
      '~0',
      '~1',
      '+1',
      '__proto__',
      'constructor',
      'kind',
    );
    fc.assert(
      fc.property(
        fc.dictionary(keys, tree, { maxKeys: 4, noNullPrototype: true }),
        fc.array(segment, { maxLength: 4 }),
        fc.constantFrom('', 'add', 'remove', 'replace', 'test', 'move', 'x'),
        tree,
        (fields, segments, op, value) => {
          const start = { kind: 'Thing', spec: { a: [1, [2]] }, ...fields };
          const text = canonicalJson(start);
          try {
            applyClusterOverrides(start, [{ op, path: segments.map((one) => `/${one}`).join(''), value }]);
          } catch (error) {
            expect(isFederationError(error)).toBe(true);
          }
          expect(canonicalJson(start)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
