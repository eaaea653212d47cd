import { type Cluster } from '../../../../model/cluster';

/** The values of a label over which clusters are spread. */
export interface Topology {
  /** By position of the cluster: its value, as a number from 0. */
  readonly valueOf: Int32Array;
  /** How many values there are. */
  readonly values: number;
}

/** Numbers the values of a label. */
export function topologyOf(clusters: readonly Cluster[], by: string): Topology {
  const numbers = new Map<string, number>();
  const valueOf = new Int32Array(clusters.length);
  clusters.forEach(({ labels }, cluster) => {
    const value = Object.hasOwn(labels, by) ? (labels[by] as string) : '';
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    valueOf[cluster] = number;
  });
  return { valueOf, values: numbers.size };
}
