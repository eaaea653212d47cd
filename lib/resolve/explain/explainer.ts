import { type Cluster } from '../../model/cluster';
import { type FederatedObject } from '../../model/federated-object';
import { isNamespaceTarget } from '../../model/federated-type';
import { type Federation } from '../../model/federation';
import { type JsonObject } from '../../model/json';
import { objectKey } from '../../model/object-ref';
import { type Placement, placementNames } from '../../model/placement';
import { type Problem } from '../../model/problem';
import { type ReplicaSchedulingPreference } from '../../model/replica-scheduling-preference';
import { type ClusterSelector, matchesSelector } from '../../model/selector';
import { type Reason } from '../decisions';
import { findCluster } from '../find-cluster';
import { LayerStack } from '../overrides/layer-stack';
import { ClusterIndex } from '../placement/cluster-index';
import { describeSelector } from '../placement/describe-placement';
import { ProblemLog } from '../problem-log';
import { available } from '../replicas/apply-preferences';
import { type PlanStep, planWithSteps } from '../replicas/plan-replicas';
import { planInput } from '../replicas/schedule';
import { type Resolution } from '../resolution';
import { manifestOfTemplate } from '../template';
import { explainFields } from './explain-fields';
import { explainDivision, rankings } from './explain-policy';
import {
  type ClusterExplanation,
  type ConditionExplanation,
  type Explanation,
  type FieldExplanation,
  type RankingExplanation,
  type ReplicaExplanation,
} from './explanation';

/** Everything that has a say on one object. */
interface Deciders {
  readonly object: FederatedObject;
  /** As it was before a preference had its say. */
  readonly declared: FederatedObject | undefined;
  /** The FederatedNamespace. */
  readonly gate: FederatedObject | undefined;
  readonly preference: ReplicaSchedulingPreference | undefined;
}

/** Explains the objects of one resolution, as many as one likes. */
export class Explainer {
  private readonly index: ClusterIndex;
  private readonly positions: ReadonlyMap<FederatedObject, number>;
  private readonly declared: ReadonlyMap<string, FederatedObject>;
  private readonly gates: ReadonlyMap<string, FederatedObject>;
  private readonly preferences: ReadonlyMap<string, ReplicaSchedulingPreference>;
  private readonly problems = new Map<string, Problem[]>();

  public constructor(
    private readonly federation: Federation,
    private readonly resolution: Resolution,
  ) {
    this.index = new ClusterIndex(federation.clusters);
    this.positions = new Map(resolution.objects.map((object, position) => [object, position]));
    this.declared = firsts(federation.objects, ({ ref }) => objectKey(ref));
    this.preferences = firsts(federation.preferences, ({ ref }) => objectKey(ref));
    const namespaces = resolution.objects.filter(({ form, target, ref, name }) => {
      return form === 'federated' && isNamespaceTarget(target) && ref.namespace === name;
    });
    this.gates = firsts(namespaces, ({ name }) => name);
    for (const problem of resolution.problems) {
      if (problem.object === undefined) continue;
      const key = objectKey(problem.object);
      const known = this.problems.get(key);
      if (known === undefined) this.problems.set(key, [problem]);
      else known.push(problem);
    }
  }

  /**
   * @param object one of the resolution.
   * @param cluster one cluster. Default: all of them.
   * @throws FederationError `unknown-cluster`.
   */
  public explain(object: FederatedObject, cluster?: string): Explanation {
    const deciders = this.decidersOf(object);
    const { clusters } = this.federation;
    const decisions = this.resolution.decisions.byObject[this.positions.get(object) ?? -1];
    const fieldsOn = this.fieldsOf(object);
    const rankingOf = rankings(object, this.resolution);
    const explained = positionsOf(clusters, cluster).map((at): ClusterExplanation => {
      const reason = decisions?.at(at) as Reason;
      return {
        cluster: clusters[at]?.name ?? '',
        ...reason,
        ...whence(reason, deciders),
        ...conditionsOf(reason, { deciders, cluster: clusters[at] as Cluster }),
        ...ranked(rankingOf(at)),
        fields: reason.placed ? fieldsOn(at) : [],
      };
    });
    const replicas = this.explainReplicas(deciders);
    const division = explainDivision(object, this.resolution);
    return {
      object: object.ref,
      ...(object.origin !== undefined && { origin: object.origin }),
      clusters: explained,
      problems: this.problems.get(objectKey(object.ref)) ?? [],
      ...(replicas !== undefined && { replicas }),
      ...(division !== undefined && { division }),
    };
  }

  private decidersOf(object: FederatedObject): Deciders {
    const { ref, namespace, scheduledBy } = object;
    return {
      object,
      declared: this.declared.get(objectKey(ref)),
      gate: namespace === undefined ? undefined : this.gates.get(namespace),
      preference: scheduledBy && this.preferences.get(objectKey(scheduledBy)),
    };
  }

  /** What overrides have changed on a cluster, by position; worked out once for clusters that the same rules reach. */
  private fieldsOf(object: FederatedObject): (cluster: number) => readonly FieldExplanation[] {
    const { index, federation, resolution } = this;
    const stack = new LayerStack(object.overrides, { index, clusters: federation.clusters, target: object.target });
    const base =
      object.form === 'plain' ? (object.template as JsonObject) : manifestOfTemplate(object, resolution.semantics);
    if (base === undefined) return () => [];
    const known = new Map<number, readonly FieldExplanation[]>();
    return (cluster) => {
      if (!stack.isTouched(cluster)) return [];
      const group = stack.groupOf(cluster);
      const found = group === undefined ? undefined : known.get(group);
      if (found !== undefined) return found;
      const fields = explainFields(object, base, { stack, cluster });
      if (group !== undefined) known.set(group, fields);
      return fields;
    };
  }

  private explainReplicas({ preference, declared }: Deciders): ReplicaExplanation | undefined {
    if (preference === undefined || declared === undefined) return undefined;
    const { federation, index } = this;
    const { semantics } = this.resolution;
    const context = { index, semantics, log: new ProblemLog(semantics) };
    const steps: PlanStep[] = [];
    const input = planInput(preference, available(preference, declared, federation, context));
    const { replicas } = planWithSteps(input, (step) => void steps.push(step));
    const { ref, origin, totalReplicas } = preference;
    return { preference: ref, ...(origin !== undefined && { origin }), total: totalReplicas, replicas, steps };
  }
}

function ranked(ranking: RankingExplanation | undefined): { readonly ranking?: RankingExplanation } {
  return ranking === undefined ? {} : { ranking };
}

/** By their keys; of several with one key, the first. */
function firsts<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map([...items].reverse().map((item) => [keyOf(item), item]));
}

function positionsOf(clusters: readonly Cluster[], name: string | undefined): readonly number[] {
  if (name === undefined) return clusters.map((_, position) => position);
  const names = clusters.map((cluster) => cluster.name);
  return [findCluster(names, name)];
}

function whence({ reason }: Reason, { gate, preference }: Deciders): { readonly origin?: string } {
  const origin =
    reason === 'namespace-not-placed'
      ? gate?.origin
      : reason === 'scheduled' || reason === 'not-scheduled'
        ? preference?.origin
        : undefined;
  return origin === undefined ? {} : { origin };
}

/** What selectors asked of the cluster, where one decided. */
function conditionsOf(
  { reason }: Reason,
  { deciders, cluster }: { readonly deciders: Deciders; readonly cluster: Cluster },
): { readonly conditions?: readonly ConditionExplanation[] } {
  const conditions = decidingPlacements(reason, deciders)
    .flatMap((placement) => partsOf(selectorOf(placement)))
    .map(([key, part]): ConditionExplanation => {
      const found = Object.hasOwn(cluster.labels, key) ? cluster.labels[key] : undefined;
      const holds = matchesSelector(part, cluster.labels);
      return { condition: describeSelector(part), ...(found !== undefined && { found }), holds };
    });
  const each = [...new Map(conditions.map((one) => [one.condition, one])).values()];
  return each.length === 0 ? {} : { conditions: each };
}

function decidingPlacements(
  reason: Reason['reason'],
  { object, gate, preference, declared }: Deciders,
): readonly (Placement | null | undefined)[] {
  switch (reason) {
    case 'selected':
    case 'not-selected':
      return [object.placement];
    case 'namespace-not-placed':
      return [gate?.placement];
    case 'not-scheduled':
      // Where the preference intersects, it goes by the selectors that were declared.
      return preference?.intersectWithClusterSelector === true ? [declared?.placement, gate?.placement] : [];
    default:
      return [];
  }
}

/** Each condition of a selector, as a selector of its own, with the key of its label. */
function partsOf(selector: ClusterSelector | undefined): readonly (readonly [string, ClusterSelector])[] {
  const { matchLabels, matchExpressions } = selector ?? {};
  return [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => [key, { matchLabels: { [key]: value } }] as const),
    ...(matchExpressions ?? []).map((expression) => [expression.key, { matchExpressions: [expression] }] as const),
  ];
}

function selectorOf(placement: Placement | null | undefined): ClusterSelector | undefined {
  return placementNames(placement) === undefined ? (placement?.clusterSelector ?? undefined) : undefined;
}
