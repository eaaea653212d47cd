import { type Cluster } from '../../../../lib/model/cluster';
import { type PlacementPolicy, noPolicy } from '../../../../lib/model/placement-policy';
import { readTaints } from '../../../../lib/model/taint';
import { type Reason } from '../../../../lib/resolve/decisions';
import { ClusterIndex } from '../../../../lib/resolve/placement/cluster-index';
import { placeObject } from '../../../../lib/resolve/placement/place-object';
import { type ChoiceContext } from '../../../../lib/resolve/placement/policy/choice-context';
import { type Choice, chooseClusters } from '../../../../lib/resolve/placement/policy/choose-clusters';
import { topologyOf } from '../../../../lib/resolve/placement/policy/select/topology';
import { nameHash, tieBreakers } from '../../../../lib/resolve/placement/policy/tie-break';

/** A cluster in a few words: its labels, and its taints as kubectl writes them. */
export interface ClusterWords {
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: string;
  readonly properties?: Readonly<Record<string, number>>;
}

export type Fleet = Readonly<Record<string, ClusterWords>>;

export interface Asked extends Partial<PlacementPolicy> {
  /** Where the object was. */
  readonly before?: readonly string[];
  /** By the names of other objects: where they are. */
  readonly others?: Readonly<Record<string, readonly string[]>>;
  readonly key?: string;
}

export function clustersOf(fleet: Fleet): readonly Cluster[] {
  return Object.entries(fleet)
    .map(([name, { labels = {}, taints = '', properties }]): Cluster => ({
      name,
      labels,
      annotations: {},
      taints: readTaints(taints).taints,
      ...(properties !== undefined && { properties }),
      ready: true,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function contextOf(fleet: Fleet, asked: Asked): ChoiceContext {
  const { before = [], others = {}, key = 'Deployment.apps/shop/web', ...policy } = asked;
  const clusters = clustersOf(fleet);
  const index = new ClusterIndex(clusters);
  return {
    key,
    policy: { ...noPolicy, ...policy },
    clusters,
    before: index.named(before),
    topology: (by) => topologyOf(clusters, by),
    whereIs: (name) => ({ name, members: index.named(others[name] ?? []) }),
  };
}

/** What a policy makes of a fleet of which KubeFed's rules select every cluster. */
export function choose(fleet: Fleet, asked: Asked): Choice {
  const context = contextOf(fleet, asked);
  const index = new ClusterIndex(context.clusters);
  const all = placeObject(index, { placement: { clusterSelector: {} }, namespaced: false });
  return chooseClusters(all, context, () => tieBreakers(context.key, Uint32Array.from(index.names, nameHash)));
}

export function chosenOf(fleet: Fleet, asked: Asked): readonly string[] {
  const { members } = choose(fleet, asked);
  return clustersOf(fleet).flatMap(({ name }, position) => (members[position] === 1 ? [name] : []));
}

/** By cluster: the code and the words of why. */
export function reasonsOf(fleet: Fleet, asked: Asked): Readonly<Record<string, Reason>> {
  const choice = choose(fleet, asked);
  return Object.fromEntries(clustersOf(fleet).map(({ name }, position) => [name, choice.reasonAt(position)]));
}

/** As many clusters as asked for, evenly over regions. */
export function regions(counts: Readonly<Record<string, number>>): Fleet {
  return Object.fromEntries(
    Object.entries(counts).flatMap(([region, count]) =>
      Array.from({ length: count }, (_, at) => [`${region}-${at + 1}`, { labels: { region } }] as const),
    ),
  );
}
