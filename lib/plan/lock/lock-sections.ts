import { type JSONPath } from 'jsonc-parser';
import { isJsonObject } from '../../model/json';
import { checkDnsLabel } from '../../model/label-syntax';
import { type LockedDecisions } from '../../model/locked-decisions';
import { type Inventory, type LockSection } from './lock';

/** A part of a lock that cannot be what fed8s wrote. */
export class MalformedLock extends Error {
  /**
   * @param path where it stands.
   * @param isOfMerge whether a merge of git that went well makes it: of lines that each were right on a branch.
   */
  public constructor(
    message: string,
    public readonly path: JSONPath,
    public readonly isOfMerge = false,
  ) {
    super(message);
  }
}

/** An object of the lock is `Kind.group/namespace/name`. */
const OBJECT_KEY = /^[^/]+\/[^/]*\/./s;
/** A UUID. */
const INVENTORY_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A HorizontalPodAutoscaler has two numbers, and nothing has more. */
const MOST_NUMBERS = 2;

/** The sections of a lock, each of its lists sorted. Throws MalformedLock. */
export function sectionsOf(json: unknown): ReadonlyMap<string, LockSection> {
  const { outputs } = fieldsOf(json, ['apiVersion', 'kind', 'outputs', 'inventories?'], []);
  const byOutput = mapOf(outputs, ['outputs']);
  return new Map(
    Object.keys(byOutput)
      .sort()
      .map((output) => {
        if (output === '') throw new MalformedLock('an output folder has no name', ['outputs', output]);
        return [output, sectionOf(byOutput[output], ['outputs', output])];
      }),
  );
}

/** The ids of the inventories, by owner. Throws MalformedLock. */
export function inventoryIdsOf(json: unknown): ReadonlyMap<string, string> {
  const { inventories = {} } = mapOf(json, []);
  const ids = Object.entries(mapOf(inventories, ['inventories'])).map(([owner, id]) => {
    const path = ['inventories', owner];
    if (!INVENTORY_ID.test(textOf(id, path))) throw new MalformedLock(`${quote(id)} is no id of an inventory`, path);
    return [owner, id as string] as const;
  });
  return inOrder(new Map(ids), (id) => id);
}

function sectionOf(value: unknown, path: JSONPath): LockSection {
  const section = fieldsOf(value, ['clusters', 'decisions', 'objects'], path);
  const clusters = clustersOf(section.clusters, [...path, 'clusters']);
  return {
    clusters: clusters.all,
    decisions: decisionsOf(section.decisions, clusters, [...path, 'decisions']),
    objects: objectsOf(section.objects, clusters, [...path, 'objects']),
  };
}

/** The clusters of a section, sorted; each name is one string, however often it stands in the lock. */
class KnownClusters {
  public readonly all: readonly string[];
  private readonly names: ReadonlyMap<string, string>;

  public constructor(names: Iterable<string>) {
    this.all = [...names].sort();
    this.names = new Map(this.all.map((name) => [name, name]));
  }

  public find(value: unknown, path: JSONPath): string {
    const name = this.names.get(textOf(value, path));
    if (name !== undefined) return name;
    throw new MalformedLock(`${quote(value)} is none of its clusters`, path, true);
  }
}

function clustersOf(value: unknown, path: JSONPath): KnownClusters {
  const names = new Set<string>();
  listOf(value, path).forEach((item, index) => {
    const at = [...path, index];
    const name = textOf(item, at);
    const wrong = checkDnsLabel(name);
    if (wrong !== undefined) throw new MalformedLock(`a cluster cannot have that name: ${wrong}`, at);
    if (names.has(name)) throw new MalformedLock(`the cluster ${name} stands there twice`, at);
    names.add(name);
  });
  return new KnownClusters(names);
}

function decisionsOf(value: unknown, clusters: KnownClusters, path: JSONPath): LockedDecisions {
  const decisions = new Map<string, Map<string, readonly number[]>>();
  listOf(value, path).forEach((item, index) => {
    const at = [...path, index];
    const [object, cluster, ...numbers] = listOf(item, at);
    const key = objectKeyOf(object, at);
    const name = clusters.find(cluster, at);
    const chosen = decisions.get(key) ?? new Map<string, readonly number[]>();
    if (chosen.has(name)) throw new MalformedLock(`${key} is decided twice for the cluster ${name}`, at);
    if (numbers.length > MOST_NUMBERS) throw new MalformedLock('there are more than two numbers', at);
    decisions.set(key, chosen.set(name, numbers.map(replicasIn(at))));
  });
  return inOrder(decisions, (chosen) => inOrder(chosen, (numbers) => numbers));
}

function objectsOf(value: unknown, clusters: KnownClusters, path: JSONPath): Inventory['objects'] {
  const objects = new Map<string, readonly string[]>();
  listOf(value, path).forEach((item, index) => {
    const at = [...path, index];
    const [object, form, ...names] = listOf(item, at);
    const key = objectKeyOf(object, at);
    if (objects.has(key)) throw new MalformedLock(`${key} stands there twice`, at);
    const on = placesOf(form, names, { clusters, at });
    if (on.length === 0) throw new MalformedLock(`${key} is on no cluster`, at);
    objects.set(key, on);
  });
  return inOrder(objects, (on) => on);
}

function placesOf(
  form: unknown,
  names: readonly unknown[],
  { clusters, at }: { readonly clusters: KnownClusters; readonly at: JSONPath },
): readonly string[] {
  if (form !== 'all' && form !== 'only' && form !== 'allBut')
    throw new MalformedLock(`${quote(form)} is none of all, only and allBut`, at);
  if ((form === 'all') !== (names.length === 0))
    throw new MalformedLock(form === 'all' ? 'there are names after all' : `there are no names after ${form}`, at);
  if (form === 'all') return clusters.all;
  const named = new Set(names.map((name) => clusters.find(name, at)));
  if (named.size < names.length) throw new MalformedLock('a cluster stands there twice', at);
  return clusters.all.filter((cluster) => named.has(cluster) === (form === 'only'));
}

function replicasIn(path: JSONPath): (value: unknown) => number {
  return (value) => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)) return value;
    throw new MalformedLock(`${quote(value)} is no number of replicas`, path);
  };
}

function objectKeyOf(value: unknown, path: JSONPath): string {
  const key = textOf(value, path);
  if (OBJECT_KEY.test(key)) return key;
  throw new MalformedLock(`${quote(key)} is no object, such as Deployment.apps/shop/web`, path);
}

/** A map with exactly these fields (`name?` may be left out): one that is not known would be lost when the lock is written again. */
function fieldsOf(value: unknown, names: readonly string[], path: JSONPath): Readonly<Record<string, unknown>> {
  const map = mapOf(value, path);
  const unknown = Object.keys(map).find((name) => !names.includes(name) && !names.includes(`${name}?`));
  if (unknown !== undefined)
    throw new MalformedLock(`the field ${quote(unknown)} is not known here`, [...path, unknown]);
  const missing = names.find((name) => !name.endsWith('?') && !Object.hasOwn(map, name));
  if (missing !== undefined) throw new MalformedLock(`the field ${quote(missing)} is missing`, path);
  return map;
}

function mapOf(value: unknown, path: JSONPath): Readonly<Record<string, unknown>> {
  if (isJsonObject(value)) return value;
  throw new MalformedLock(`${quote(value)} is no map`, path);
}

function listOf(value: unknown, path: JSONPath): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new MalformedLock(`${quote(value)} is no list`, path);
}

function textOf(value: unknown, path: JSONPath): string {
  if (typeof value === 'string') return value;
  throw new MalformedLock(value === undefined ? 'the line is too short' : `${quote(value)} is no string`, path);
}

const MOST_SHOWN = 60;

/** A value as it stands, cut off where it is long; of a list or map, which may be of any depth, only that it is one. */
function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a map';
  const text = JSON.stringify(value);
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN - 1)}…`;
}

/** A map by its keys, code unit by code unit. */
function inOrder<T, U>(map: ReadonlyMap<string, T>, of: (value: T) => U): ReadonlyMap<string, U> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, of(value)]));
}
