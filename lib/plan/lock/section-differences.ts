import { type LockedDecisions } from '../../model/locked-decisions';
import { listed } from '../../model/listed';
import { describeKey } from '../../model/object-ref';
import { type Inventory, type LockSection } from './lock';

/**
 * What is different, for a person; nothing where two sections say the same.
 *
 * @param before what a lock holds of an output folder; undefined where it holds nothing.
 */
export function sectionDifferences(before: LockSection | undefined, after: LockSection): readonly string[] {
  if (before === undefined) return ['it has nothing of this output folder'];
  const clusters = keysApart(new Set(before.clusters), new Set(after.clusters));
  const both = new Set(before.clusters.filter((cluster) => !clusters.gone.includes(cluster)));
  const objects = keysApart(before.objects, after.objects);
  const decisions = keysApart(before.decisions, after.decisions);
  return [
    ...told('clusters added', clusters.added),
    ...told('clusters gone', clusters.gone),
    ...told('objects added', objects.added.map(describeKey)),
    ...told('objects gone', objects.gone.map(describeKey)),
    ...told('objects on other clusters', movedObjects(before.objects, after.objects, both).map(describeKey)),
    ...told('decisions added', decisions.added.map(describeKey)),
    ...told('decisions gone', decisions.gone.map(describeKey)),
    ...told('decisions changed', changedDecisions(before.decisions, after.decisions).map(describeKey)),
  ];
}

function told(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${listed(names)}`];
}

interface Keys {
  readonly keys: () => Iterable<string>;
  readonly has: (key: string) => boolean;
}

function keysApart(before: Keys, after: Keys): { readonly added: readonly string[]; readonly gone: readonly string[] } {
  return {
    added: [...after.keys()].filter((key) => !before.has(key)).sort(),
    gone: [...before.keys()].filter((key) => !after.has(key)).sort(),
  };
}

/** Objects that differ on clusters which were there before and still are: what is everywhere is not told for every new cluster. */
function movedObjects(
  before: Inventory['objects'],
  after: Inventory['objects'],
  both: ReadonlySet<string>,
): readonly string[] {
  return keysOfBoth(before, after).filter((key) => {
    const [was, is] = [before, after].map((objects) => (objects.get(key) ?? []).filter((name) => both.has(name)));
    return !isSameSet(was ?? [], is ?? []);
  });
}

function changedDecisions(before: LockedDecisions, after: LockedDecisions): readonly string[] {
  return keysOfBoth(before, after).filter((key) => textOf(before.get(key)) !== textOf(after.get(key)));
}

function textOf(chosen: ReadonlyMap<string, readonly number[]> | undefined): string {
  return JSON.stringify([...(chosen ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function keysOfBoth(before: Keys, after: Keys): string[] {
  return [...before.keys()].filter((key) => after.has(key)).sort();
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  if (one.every((name, index) => name === other[index])) return true;
  const names = new Set(one);
  return other.every((name) => names.has(name));
}
