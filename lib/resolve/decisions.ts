import { type ObjectRef } from '../model/object-ref';

/** Why an object is, or is not, on a cluster. */
export interface Reason {
  readonly placed: boolean;
  /** Stable, kebab-case; see `reasonCodes`. */
  readonly reason: ReasonCode;
  /** One clause for a person: the rule that decided, with the values it saw. */
  readonly detail: string;
}

/** Why one object is, or is not, on one cluster. */
export interface Decision extends Reason {
  /** The object as it was declared. */
  readonly object: ObjectRef;
  readonly cluster: string;
}

/** Every reason of a decision, with what it means. Codes are stable: they may be added to, never renamed. */
export const reasonCodes = {
  named: 'placement.clusters names the cluster.',
  selected: 'placement.clusterSelector matches the labels of the cluster.',
  scheduled: 'A ReplicaSchedulingPreference gives the cluster replicas.',
  'not-named': 'placement.clusters does not name the cluster.',
  'not-selected': 'placement.clusterSelector does not match the labels of the cluster.',
  'not-scheduled': 'A ReplicaSchedulingPreference leaves the cluster out.',
  chosen: 'The placement has chosen the cluster among those that it may choose.',
  'not-chosen': 'The placement has chosen other clusters.',
  'condition-not-met': 'The condition of the placement (where) does not hold for the cluster.',
  excluded: 'The placement excludes the cluster.',
  tainted: 'The cluster has a taint that the placement does not tolerate.',
  'affinity-not-met': 'An object that this one is to be with is not on the cluster.',
  'anti-affinity-not-met': 'An object that this one is not to be with is on the cluster.',
  'no-topology': 'The cluster does not have the label over whose values the object is spread.',
  'no-replicas': 'The cluster gets none of the replicas.',
  'no-placement': 'There is no placement, which selects nothing.',
  'namespace-not-placed': 'The FederatedNamespace of the object is not placed on the cluster.',
  'namespace-not-federated': 'The namespace of the object has no FederatedNamespace.',
  'placement-failed': 'The placement is wrong, so the object goes nowhere.',
  'cluster-not-ready': 'The cluster is not ready, so KubeFed leaves it alone.',
  'template-failed': 'The template cannot be used.',
  'override-failed': 'The overrides cannot be applied.',
  'create-refused': 'The API server would refuse the object.',
  'system-namespace': 'KubeFed never propagates this namespace.',
  'not-watched': 'No controller of KubeFed looks at the object.',
} as const;

/** A stable, kebab-case reason of a decision. */
export type ReasonCode = keyof typeof reasonCodes;

/** The decisions on one object, grouped by reason. */
export interface DecisionGroup extends Reason {
  readonly object: ObjectRef;
  /** Sorted. */
  readonly clusters: readonly string[];
}

/**
 * The decisions on one object: a small table of reasons, and for each cluster an index into it. A thousand clusters that
 * fare alike cost a byte each.
 */
export class ObjectDecisions {
  private readonly reasons: Reason[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly byCluster: Uint16Array;
  private last: { readonly reason: Reason; readonly index: number } | undefined;

  public constructor(
    public readonly object: ObjectRef,
    private readonly clusterNames: readonly string[],
    initial: Reason,
  ) {
    this.byCluster = new Uint16Array(clusterNames.length);
    this.reasons.push(Object.freeze(initial));
    this.indexes.set(keyOf(initial), 0);
  }

  /** Decides for one cluster, by its position among the clusters. */
  public set(cluster: number, reason: Reason): void {
    // Clusters that fare alike mostly come with one and the same reason.
    if (reason !== this.last?.reason) this.last = { reason, index: this.indexOf(reason) };
    this.byCluster[cluster] = this.last.index;
  }

  private indexOf(reason: Reason): number {
    const key = keyOf(reason);
    let index = this.indexes.get(key);
    if (index === undefined) {
      index = this.reasons.push(Object.freeze(reason)) - 1;
      this.indexes.set(key, index);
    }
    return index;
  }

  /** The reason for one cluster, by its position among the clusters. */
  public at(cluster: number): Reason {
    return this.reasons[this.byCluster[cluster] ?? 0] as Reason;
  }

  /** By reason, in the order in which the reasons first occur. */
  public *groups(): Generator<DecisionGroup> {
    const members = new Map<number, string[]>();
    this.byCluster.forEach((reason, cluster) => {
      const names = members.get(reason);
      const name = this.clusterNames[cluster] as string;
      if (names === undefined) members.set(reason, [name]);
      else names.push(name);
    });
    for (const [reason, clusters] of members) {
      yield { object: this.object, ...(this.reasons[reason] as Reason), clusters };
    }
  }

  public *[Symbol.iterator](): Generator<Decision> {
    for (let cluster = 0; cluster < this.byCluster.length; cluster += 1) {
      yield { object: this.object, cluster: this.clusterNames[cluster] as string, ...this.at(cluster) };
    }
  }
}

function keyOf({ placed, reason, detail }: Reason): string {
  return `${placed ? '+' : '-'}${reason} ${detail}`;
}

/** The decisions of a resolution, for every object and cluster. Iterate it, or take it by object. */
export class Decisions implements Iterable<Decision> {
  public constructor(
    /** One entry an object, in the order of the federation. */
    public readonly byObject: readonly ObjectDecisions[],
    private readonly clusterCount: number,
  ) {
    Object.freeze(this);
  }

  /** How many there are: objects times clusters. */
  public get length(): number {
    return this.byObject.length * this.clusterCount;
  }

  /** By object and reason: short where many clusters fare alike. */
  public *groups(): Generator<DecisionGroup> {
    for (const decisions of this.byObject) yield* decisions.groups();
  }

  public *[Symbol.iterator](): Generator<Decision> {
    for (const decisions of this.byObject) yield* decisions;
  }
}
