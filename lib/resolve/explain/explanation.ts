import { type Json } from '../../model/json';
import { type ObjectRef } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { type ReplicaStrategy } from '../../model/replica-policy';
import { type ReasonCode } from '../decisions';
import { type PlanStep } from '../replicas/plan-replicas';
import { type StrategyStep } from '../replicas/strategies/strategy-plan';

/** Why one object is where it is, and as what. */
export interface Explanation {
  /** As it was declared. */
  readonly object: ObjectRef;
  /** Where it was declared: a construct path, or file:line. */
  readonly origin?: string;
  /** One for each cluster that was asked for, sorted by name. */
  readonly clusters: readonly ClusterExplanation[];
  /** What is wrong with the object, or worth a second look. */
  readonly problems: readonly Problem[];
  /** How a ReplicaSchedulingPreference has divided its replicas. */
  readonly replicas?: ReplicaExplanation;
  /** How fed8s has divided its replicas. */
  readonly division?: DivisionExplanation;
}

/** Why an object is, or is not, on one cluster, and what is different there. */
export interface ClusterExplanation {
  readonly cluster: string;
  readonly placed: boolean;
  readonly reason: ReasonCode;
  /** The rule that decided, in one clause. */
  readonly detail: string;
  /** Where that rule was written, if it was not the object itself: the FederatedNamespace, the preference. */
  readonly origin?: string;
  /** Where a cluster selector decided: what it asks for, and what it found. */
  readonly conditions?: readonly ConditionExplanation[];
  /** Where a policy has chosen among clusters: what this one was ranked by. */
  readonly ranking?: RankingExplanation;
  /** The fields that are not as the template has them. */
  readonly fields: readonly FieldExplanation[];
}

/** One condition of a cluster selector, on one cluster. */
export interface ConditionExplanation {
  /** As kubectl writes it: `region=eu`. */
  readonly condition: string;
  /** The value of the label; absent where the cluster has none. */
  readonly found?: string;
  readonly holds: boolean;
}

/** Where a cluster stands among those that may be chosen. */
export interface RankingExplanation {
  /** From 1. */
  readonly rank: number;
  readonly of: number;
  /** In the order in which they count; then ties are broken by a hash of object and cluster, and by name. */
  readonly scores: readonly { readonly name: string; readonly score: number }[];
  /** Whether it was chosen before, by the lock. */
  readonly before: boolean;
}

/** One field that overrides have changed. */
export interface FieldExplanation {
  /** JSON pointer from the manifest. */
  readonly path: string;
  /** In the template; absent where it has none. */
  readonly before?: Json;
  /** On the cluster; absent where it was taken away. */
  readonly after?: Json;
  /** The override that had the last word, in a few words. */
  readonly by: string;
  /** Path of the construct that says it, where that is not the object itself. */
  readonly origin?: string;
  /** Overrides that had set it before. */
  readonly overruled?: readonly string[];
}

/** The arithmetic of a ReplicaSchedulingPreference. */
export interface ReplicaExplanation {
  readonly preference: ObjectRef;
  readonly origin?: string;
  readonly total: number;
  readonly replicas: Readonly<Record<string, number>>;
  /** In the order in which they were made. */
  readonly steps: readonly PlanStep[];
}

/** The arithmetic of a division of replicas. */
export interface DivisionExplanation {
  readonly strategy: ReplicaStrategy;
  /** `spec.replicas`, or the bounds of a HorizontalPodAutoscaler. */
  readonly fields: readonly {
    readonly path: string;
    readonly total: number;
    readonly replicas: Readonly<Record<string, number>>;
    readonly steps: readonly StrategyStep[];
  }[];
}
