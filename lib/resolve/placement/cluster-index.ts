import { type ClusterLabels, type ClusterSelector, matchesSelector } from '../../model/selector';

/** What placement looks at in a cluster. */
export interface PlaceableCluster {
  readonly name: string;
  readonly labels?: ClusterLabels | undefined;
}

const NO_LABELS: ClusterLabels = {};

/** The clusters of a federation, sorted by name and indexed by their labels, for any number of placements. */
export class ClusterIndex {
  /** Sorted; a cluster's position here is its position everywhere in a resolution. */
  public readonly names: readonly string[];
  private readonly labels: readonly ClusterLabels[];
  private positionsByName: Map<string, number[]> | undefined;
  /** By key of a label, then by its value: the clusters that have it. */
  private positionsByLabel: Map<string, Map<string, number[]>> | undefined;
  private scans = 0;

  public constructor(clusters: readonly PlaceableCluster[]) {
    const sorted = [...clusters].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
    this.names = sorted.map(({ name }) => name);
    this.labels = sorted.map(({ labels }) => labels ?? NO_LABELS);
  }

  /** The position of the cluster of that name; undefined where there is none. */
  public position(name: string): number | undefined {
    return (this.positionsByName ??= this.indexNames()).get(name)?.[0];
  }

  /** The clusters of these names; names of clusters that are not there are passed over. */
  public named(names: readonly string[]): Uint8Array {
    const members = new Uint8Array(this.names.length);
    const positions = (this.positionsByName ??= this.indexNames());
    for (const name of names) for (const position of positions.get(name) ?? []) members[position] = 1;
    return members;
  }

  /** The clusters that a valid selector selects. */
  public selected(selector: ClusterSelector): Uint8Array {
    const members = new Uint8Array(this.names.length);
    // To index the labels takes longer than to scan them once: it pays from the second selector on.
    this.scans += 1;
    const candidates = this.scans > 1 ? this.candidates(selector) : undefined;
    if (candidates !== undefined) {
      for (const position of candidates) {
        if (matchesSelector(selector, this.labels[position])) members[position] = 1;
      }
      return members;
    }
    this.labels.forEach((labels, position) => {
      if (matchesSelector(selector, labels)) members[position] = 1;
    });
    return members;
  }

  /** The fewest clusters among which all that match must be; undefined where only every cluster will do. */
  private candidates({ matchLabels, matchExpressions }: ClusterSelector): readonly number[] | undefined {
    const byLabel = (this.positionsByLabel ??= this.indexLabels());
    const lists: (readonly number[])[] = [];
    for (const [key, value] of Object.entries(matchLabels ?? {})) lists.push(having(byLabel.get(key), [value]));
    for (const { key, operator, values } of matchExpressions ?? []) {
      if (operator === 'In') lists.push(having(byLabel.get(key), values ?? []));
      if (operator === 'Exists') lists.push([...(byLabel.get(key)?.values() ?? [])].flat());
    }
    let fewest: readonly number[] | undefined;
    for (const list of lists) if (fewest === undefined || list.length < fewest.length) fewest = list;
    return fewest;
  }

  private indexNames(): Map<string, number[]> {
    const positions = new Map<string, number[]>();
    this.names.forEach((name, position) => append(positions, name, position));
    return positions;
  }

  private indexLabels(): Map<string, Map<string, number[]>> {
    const byLabel = new Map<string, Map<string, number[]>>();
    this.labels.forEach((labels, position) => {
      for (const key of Object.keys(labels)) {
        let values = byLabel.get(key);
        if (values === undefined) byLabel.set(key, (values = new Map<string, number[]>()));
        append(values, labels[key] as string, position);
      }
    });
    return byLabel;
  }
}

function having(
  known: ReadonlyMap<string, readonly number[]> | undefined,
  values: readonly string[],
): readonly number[] {
  const lists = values.map((value) => known?.get(value) ?? []);
  return lists.length === 1 ? (lists[0] ?? []) : lists.flat();
}

function append(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [position]);
  else list.push(position);
}
