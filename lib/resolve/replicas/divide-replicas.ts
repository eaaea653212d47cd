import { type FederatedObject } from '../../model/federated-object';
import { own } from '../../model/frozen-json';
import { type Json, isJsonObject } from '../../model/json';
import { qualifiedKind } from '../../model/object-ref';
import { type OverrideListLayer } from '../../model/override';
import { type ReplicaLimits, type ReplicaPolicy } from '../../model/replica-policy';
import { REPLICAS_PATH } from './schedule';
import { planStrategy } from './strategies/plan-strategy';
import { type ReplicaCluster, type StrategyPlan } from './strategies/strategy-plan';

/** One field whose number is divided, and how. */
export interface DividedField {
  /** JSON pointer from the manifest. */
  readonly path: string;
  readonly total: number;
  readonly plan: StrategyPlan;
}

/** How the replicas of one object are divided. */
export interface Division {
  /** `spec.replicas`; of a HorizontalPodAutoscaler the maximum, then the minimum. */
  readonly fields: readonly DividedField[];
  /** What a lock keeps, by cluster; one where the object does not go has 0. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  /** The numbers, as overrides of the clusters that get the object. */
  readonly layer: OverrideListLayer;
}

/** Where an object is placed, before its replicas are divided. */
export interface DivisionInput {
  /** Sorted by name. */
  readonly clusters: readonly string[];
  /** The clusters, the best first, where a policy has put them in order. */
  readonly order: readonly string[];
  /** By cluster, the numbers of the last time. */
  readonly previous: ReadonlyMap<string, readonly number[]>;
}

const AUTOSCALER = 'HorizontalPodAutoscaler.autoscaling';
const KINDS = ['Deployment.apps', 'ReplicaSet.apps', 'StatefulSet.apps', AUTOSCALER];

/** Whether an object has replicas that can be divided. */
export function hasReplicas(object: FederatedObject): boolean {
  return KINDS.includes(qualifiedKind(object.target)) || numberAt(object, 'replicas') !== undefined;
}

/**
 * Divides the replicas of an object over the clusters on which it is placed.
 *
 * @returns what keeps it from being divided, as a sentence, where something does.
 */
export function divideReplicas(
  object: FederatedObject,
  policy: ReplicaPolicy,
  input: DivisionInput,
): Division | string {
  if (!hasReplicas(object)) return `a ${object.target.kind} has no replicas, unless its template has a spec.replicas`;
  const isAutoscaler = qualifiedKind(object.target) === AUTOSCALER;
  if (isAutoscaler && policy.total !== undefined) {
    return 'of a HorizontalPodAutoscaler the template says how many there are in all (minReplicas, maxReplicas)';
  }
  return isAutoscaler ? divideRange(object, policy, input) : divideNumber(object, policy, input);
}

function divideNumber(object: FederatedObject, policy: ReplicaPolicy, input: DivisionInput): Division | string {
  // Kubernetes takes 1 where a workload says nothing.
  const total = policy.total ?? (fieldOf(object, 'replicas') === undefined ? 1 : numberAt(object, 'replicas'));
  if (total === undefined)
    return 'the template has no number of replicas that could be divided, as a per-cluster value is none; give the total';
  const limits = limitsOf(policy);
  const plan = planned(policy, input, { total, at: 0, limits });
  return divisionOf([{ path: REPLICAS_PATH, total, plan }], input, policy);
}

/**
 * The maximum first, by the strategy; then the minimum in proportion to what each cluster has of it, so that it is never more, and at
 * least 1 each, as an API server asks for.
 */
function divideRange(object: FederatedObject, policy: ReplicaPolicy, input: DivisionInput): Division | string {
  const most = numberAt(object, 'maxReplicas');
  const least = fieldOf(object, 'minReplicas') === undefined ? 1 : numberAt(object, 'minReplicas');
  if (most === undefined || least === undefined) return 'the template has no minReplicas and maxReplicas to divide';
  const limits = limitsOf(policy);
  const maxima = planned(policy, input, {
    total: most,
    at: 1,
    limits: (name) => ({ ...limits(name), minReplicas: Math.max(1, limits(name).minReplicas ?? 0) }),
  });
  const strategy = policy.strategy === 'duplicated' ? 'duplicated' : 'divided';
  const shares = { ...policy, strategy, rebalance: true, minAvailable: undefined } as const;
  const minima = planned(shares, input, {
    total: least,
    at: 0,
    limits: (name) => {
      const maximum = maxima.replicas.get(name) ?? 0;
      return { weight: maximum, minReplicas: Math.min(1, maximum), maxReplicas: maximum };
    },
  });
  const fields: readonly DividedField[] = [
    { path: '/spec/maxReplicas', total: most, plan: maxima },
    { path: '/spec/minReplicas', total: least, plan: { ...minima, excess: 0 } },
  ];
  return divisionOf(fields, input, policy);
}

function planned(
  {
    strategy,
    rebalance,
    minAvailable,
  }: Pick<ReplicaPolicy, 'strategy' | 'rebalance'> & {
    readonly minAvailable?: number | undefined;
  },
  { clusters, order, previous }: DivisionInput,
  field: { readonly total: number; readonly at: number; readonly limits: (name: string) => ReplicaLimits },
): StrategyPlan {
  const ranks = new Map(order.map((name, rank) => [name, rank]));
  return planStrategy({
    strategy,
    total: field.total,
    rebalance,
    minAvailable,
    clusters: clusters.map((name): ReplicaCluster => {
      const { minReplicas = 0, maxReplicas, weight = 1, capacity } = field.limits(name);
      return {
        name,
        weight,
        min: minReplicas,
        max: maxReplicas,
        capacity,
        previous: previous.get(name)?.[field.at] ?? 0,
        rank: ranks.get(name) ?? order.length,
      };
    }),
  });
}

function divisionOf(fields: readonly DividedField[], input: DivisionInput, { strategy }: ReplicaPolicy): Division {
  const [first] = fields;
  // In the order of the lock: the minimum before the maximum.
  const inOrder = [...fields].reverse();
  const numbers = new Map(
    input.clusters.map((name) => [name, inOrder.map(({ plan }) => plan.replicas.get(name) ?? 0)] as const),
  );
  // An autoscaler has no form for none.
  const staysEmpty = fields.length === 1 && (strategy === 'duplicated' || first?.total === 0);
  const goesTo = (name: string): boolean => staysEmpty || (first?.plan.replicas.get(name) ?? 0) > 0;
  return {
    fields,
    numbers,
    layer: {
      from: 'replicas',
      clusters: input.clusters.filter(goesTo).map((clusterName) => ({
        clusterName,
        clusterOverrides: inOrder.map(({ path, plan }) => ({
          op: 'add',
          path,
          value: plan.replicas.get(clusterName) ?? 0,
        })),
      })),
    },
  };
}

function limitsOf({ clusters }: ReplicaPolicy): (name: string) => ReplicaLimits {
  const others = Object.hasOwn(clusters, '*') ? (clusters['*'] as ReplicaLimits) : {};
  return (name) => (Object.hasOwn(clusters, name) ? (clusters[name] as ReplicaLimits) : others);
}

function fieldOf({ template }: FederatedObject, field: string): Json | undefined {
  const spec = isJsonObject(template) ? own(template, 'spec') : undefined;
  return isJsonObject(spec) ? own(spec, field) : undefined;
}

function numberAt(object: FederatedObject, field: string): number | undefined {
  const value = fieldOf(object, field);
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}
