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
  private readonly positions = new Map<string, number[]>();
  /** By key of a label, then by its value: the clusters that have it. */
  private readonly byLabel = new Map<string, Map<string, number[]>>();

  public constructor(clusters: readonly PlaceableCluster[]) {
    const sorted = [...clusters].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
    this.names = sorted.map(({ name }) => name);
    this.labels = sorted.map(({ labels }) => labels ?? NO_LABELS);
    sorted.forEach(({ name, labels }, position) => {
      append(this.positions, name, position);
      for (const [key, value] of Object.entries(labels ?? NO_LABELS)) {
        let values = this.byLabel.get(key);
        if (values === undefined) this.byLabel.set(key, (values = new Map()));
        append(values, value, position);
      }
    });
  }

  /** The position of the cluster of that name. */
  public position(name: string): number | undefined {
    return this.positions.get(name)?.[0];
  }

  /** The clusters of these names; names of clusters that are not there are passed over. */
  public named(names: readonly string[]): Uint8Array {
    const members = new Uint8Array(this.names.length);
    for (const name of names) for (const position of this.positions.get(name) ?? []) members[position] = 1;
    return members;
  }

  /** The clusters that a valid selector selects. */
  public selected(selector: ClusterSelector): Uint8Array {
    const members = new Uint8Array(this.names.length);
    const candidates = this.candidates(selector);
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
    const lists: (readonly number[])[] = [];
    for (const [key, value] of Object.entries(matchLabels ?? {})) lists.push(this.having(key, [value]));
    for (const { key, operator, values } of matchExpressions ?? []) {
      if (operator === 'In') lists.push(this.having(key, values ?? []));
      if (operator === 'Exists') lists.push([...(this.byLabel.get(key)?.values() ?? [])].flat());
    }
    let fewest: readonly number[] | undefined;
    for (const list of lists) if (fewest === undefined || list.length < fewest.length) fewest = list;
    return fewest;
  }

  private having(key: string, values: readonly string[]): readonly number[] {
    const known = this.byLabel.get(key);
    const [first = '', ...rest] = values;
    const found = known?.get(first) ?? [];
    return rest.length === 0 ? found : [...found, ...rest.flatMap((value) => known?.get(value) ?? [])];
  }
}

function append(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [position]);
  else list.push(position);
}
