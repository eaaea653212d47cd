import * as fc from 'fast-check';
import { type Inventory, type Lock, type LockSection } from '../../../lib/plan/lock/lock';

/** An inventory in short: the clusters, and for each object where it is. */
export function inventory(
  clusters: readonly string[],
  objects: Readonly<Record<string, readonly string[]>>,
): Inventory {
  return { clusters, objects: new Map(Object.entries(objects)) };
}

/** A section in short. */
export function section(
  clusters: readonly string[],
  objects: Readonly<Record<string, readonly string[]>> = {},
  decisions: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {},
): LockSection {
  return {
    ...inventory(clusters, objects),
    decisions: new Map(Object.entries(decisions).map(([key, chosen]) => [key, new Map(Object.entries(chosen))])),
  };
}

const clusterName = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,5}[a-z0-9])?$/);
const word = fc.oneof(
  fc.constantFrom('a', 'b', 'B', 'a-b', 'a!', 'a b', 'system:x', '"', '\\', 'é', '\u2028', '😀'),
  fc.string(),
);
const objectKeys = fc
  .tuple(fc.constantFrom('ConfigMap', 'Deployment.apps', 'X.a.b'), fc.constantFrom('', 'shop', 'a'), word)
  .map(([kind, namespace, name]) => `${kind}/${namespace}/x${name}`);

/** Any inventory: sorted, with every object on at least one cluster. */
export const inventories: fc.Arbitrary<Inventory> = fc
  .uniqueArray(clusterName, { maxLength: 6 })
  .map((names) => names.sort())
  .chain((clusters) =>
    fc.record({ clusters: fc.constant(clusters), objects: mapOf(subsetOf(clusters), clusters.length) }),
  );

/** Any section. */
export const sections: fc.Arbitrary<LockSection> = inventories.chain((known) =>
  mapOf(subsetOf(known.clusters), known.clusters.length)
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(
          [...chosen].map(([key, clusters]) => [
            key,
            fc
              .tuple(...clusters.map(() => fc.array(fc.nat(), { maxLength: 2 })))
              .map((numbers) => new Map(clusters.map((cluster, index) => [cluster, numbers[index] as number[]]))),
          ]),
        ),
      ),
    )
    .map((decisions) => ({ ...known, decisions: inOrder(new Map(Object.entries(decisions))) })),
);

/** Any lock. */
export const locks: fc.Arbitrary<Lock> = fc.record({ outputs: mapsOf(sections), inventories: mapsOf(fc.uuid()) });

function mapsOf<T>(values: fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<string, T>> {
  const names = fc.oneof(fc.constantFrom('dist', '.', '../x', '__proto__', '7'), fc.string({ minLength: 1 }));
  return fc
    .uniqueArray(fc.tuple(names, values), { selector: ([name]) => name, maxLength: 3 })
    .map((entries) => inOrder(new Map(entries)));
}

function subsetOf(clusters: readonly string[]): fc.Arbitrary<string[]> {
  return fc.subarray([...clusters], { minLength: Math.min(1, clusters.length) });
}

function mapOf(clusters: fc.Arbitrary<string[]>, count: number): fc.Arbitrary<Map<string, string[]>> {
  return fc
    .uniqueArray(fc.tuple(objectKeys, clusters), { selector: ([key]) => key, maxLength: count === 0 ? 0 : 6 })
    .map((entries) => inOrder(new Map(entries)));
}

function inOrder<T>(map: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
