import { type LockedDecisions } from '../../model/locked-decisions';
import { LOCK_API_VERSION, type Inventory, type Lock, type LockSection } from './lock';

/**
 * The text of a lock: JSON, sorted, one line for each cluster, decision and object, so that changes of two branches merge where
 * they are not of one line or of neighbours. The order of maps and lists does not matter, and a set of clusters that leaves few
 * out is written as that, so that a new cluster changes no line of what is everywhere.
 *
 * @throws RangeError for a decision or an object on a cluster that the section does not have.
 */
export function lockText({ outputs, inventories }: Lock): string {
  const sections = sorted(outputs).map(([output, section]) => `    ${JSON.stringify(output)}: ${sectionText(section)}`);
  const ids = sorted(inventories).map(([owner, id]) => `    ${JSON.stringify(owner)}: ${JSON.stringify(id)}`);
  return `{
  "apiVersion": ${JSON.stringify(LOCK_API_VERSION)},
  "kind": "Lock",
${ids.length === 0 ? '' : `  "inventories": {${block(ids, '  ')}},\n`}  "outputs": {${block(sections, '  ')}}
}
`;
}

function sectionText(section: LockSection): string {
  const clusters = new ClusterNames(section.clusters);
  const lists = {
    clusters: clusters.all.map((cluster) => clusters.text(cluster)),
    decisions: decisionLines(section.decisions, clusters),
    objects: objectLines(section.objects, clusters),
  };
  const fields = Object.entries(lists).map(([name, lines]) => {
    const items = lines.map((line) => `        ${line}`);
    return `      ${JSON.stringify(name)}: [${block(items, '      ')}]`;
  });
  return `{${block(fields, '    ')}}`;
}

function decisionLines(decisions: LockedDecisions, clusters: ClusterNames): readonly string[] {
  return sorted(decisions).flatMap(([key, chosen]) => {
    const head = `[${JSON.stringify(key)}, `;
    return clusters
      .inOrder(chosen.keys(), key)
      .map((cluster) => `${head}${[clusters.text(cluster), ...(chosen.get(cluster) ?? [])].join(', ')}]`);
  });
}

function objectLines(objects: Inventory['objects'], clusters: ClusterNames): readonly string[] {
  return sorted(objects).flatMap(([key, on]) => {
    const names = clusters.inOrder(on, key);
    if (names.length === 0) return [];
    return [`[${[key, ...formOf(names, clusters)].map((text) => clusters.text(text)).join(', ')}]`];
  });
}

/** The shortest of the forms; the names themselves where two are as short. */
function formOf(names: readonly string[], { all }: ClusterNames): readonly string[] {
  if (names.length === all.length) return ['all'];
  if (names.length * 2 <= all.length) return ['only', ...names];
  const on = new Set(names);
  return ['allBut', ...all.filter((cluster) => !on.has(cluster))];
}

/** The clusters of a section, with their texts, which are used over and over. */
class ClusterNames {
  /** Sorted. */
  public readonly all: readonly string[];
  private readonly texts: ReadonlyMap<string, string>;

  public constructor(names: readonly string[]) {
    this.texts = new Map([...new Set(names)].sort().map((name) => [name, JSON.stringify(name)]));
    this.all = [...this.texts.keys()];
  }

  /** The text of a cluster, or of anything else that stands in a line. */
  public text(name: string): string {
    return this.texts.get(name) ?? JSON.stringify(name);
  }

  /** Sorted, each once. Throws RangeError for one that is not there. */
  public inOrder(names: Iterable<string>, key: string): readonly string[] {
    const distinct = [...new Set(names)].sort();
    const unknown = distinct.find((name) => !this.texts.has(name));
    if (unknown !== undefined) throw new RangeError(`${key} is locked on ${unknown}, which is no cluster of the lock`);
    return distinct;
  }
}

/** By key, code unit by code unit. */
function sorted<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function block(lines: readonly string[], indent: string): string {
  return lines.length === 0 ? '' : `\n${lines.join(',\n')}\n${indent}`;
}
