import { nameHash, tieBreakers } from '../../resolve/placement/policy/tie-break';
import { numberOf } from './share-of-clusters';
import { REST, type WaveDeclaration } from './wave-declaration';

/** A cluster, as waves see it. */
export interface LabelledCluster {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Clusters that are changed together. */
export interface Wave {
  /** `canary`, `region=eu`, `region=eu,tier=gold`, `!region` (of clusters without the label), `rest`. */
  readonly name: string;
  /** Sorted. Never empty. */
  readonly clusters: readonly string[];
}

/**
 * Divides clusters into waves, in the order in which they come. Every cluster is in exactly one. The order in which the clusters
 * are given does not matter. One more cluster changes no wave of a label; of the share of a name, it takes the place of one
 * cluster at most, or makes room for one more.
 */
export function wavesOf(clusters: readonly LabelledCluster[], { shares, labels }: WaveDeclaration): readonly Wave[] {
  const waves: Wave[] = [];
  let left = clusters.map(({ name }) => name).sort();
  for (const { name, share } of shares) {
    const size = Math.max(1, numberOf(share, clusters.length));
    const chosen = ranked(left, name).slice(0, size);
    if (chosen.length > 0) waves.push({ name, clusters: [...chosen].sort() });
    left = left.filter((cluster) => !chosen.includes(cluster));
  }
  const byName = new Map(clusters.map((cluster) => [cluster.name, cluster]));
  const rest = left.flatMap((name) => byName.get(name) ?? []);
  return rest.length === 0 ? waves : [...waves, ...byLabels(rest, labels, '')];
}

/** Clusters in an order of their own for each name. */
function ranked(clusters: readonly string[], name: string): readonly string[] {
  const ranks = tieBreakers(name, Uint32Array.from(clusters, nameHash));
  return clusters
    .map((cluster, index) => ({ cluster, rank: ranks[index] as number }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ cluster }) => cluster);
}

function byLabels(
  clusters: readonly LabelledCluster[],
  [key, ...inner]: readonly string[],
  outside: string,
): readonly Wave[] {
  if (key === undefined) {
    return [{ name: outside === '' ? REST : outside, clusters: clusters.map(({ name }) => name) }];
  }
  const values = new Set(clusters.flatMap(({ labels }) => (Object.hasOwn(labels, key) ? [labels[key] as string] : [])));
  const waveName = (own: string): string => (outside === '' ? own : `${outside},${own}`);
  const without = clusters.filter(({ labels }) => !Object.hasOwn(labels, key));
  return [
    ...[...values].sort().flatMap((value) =>
      byLabels(
        clusters.filter(({ labels }) => Object.hasOwn(labels, key) && labels[key] === value),
        inner,
        waveName(`${key}=${value}`),
      ),
    ),
    ...(without.length === 0 ? [] : byLabels(without, inner, waveName(`!${key}`))),
  ];
}
