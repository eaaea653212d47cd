import { type Cluster } from './cluster';
import { type FederatedObject } from './federated-object';
import { type FederatedType, type Scope } from './federated-type';
import { type Finding } from './finding';
import { type ObjectRef } from './object-ref';
import { type ReplicaSchedulingPreference } from './replica-scheduling-preference';

/** KubeFed's namespace, unless a KubeFedConfig or an option says another. */
export const DEFAULT_SYSTEM_NAMESPACE = 'kube-federation-system';

/** Everything that is said about what runs where: plain frozen data, the input of `resolve`. */
export interface Federation {
  /** Sorted by name. */
  readonly clusters: readonly Cluster[];
  /** In the order in which each cluster is to get them, but for Namespaces and CRDs, which go first. */
  readonly objects: readonly FederatedObject[];
  /** Objects that an API server would refuse. They go nowhere; what else is wrong with them is told with the rest. */
  readonly refused: readonly FederatedObject[];
  /** The types that apply: those of KubeFed's chart, and those of the input. */
  readonly types: readonly FederatedType[];
  readonly preferences: readonly ReplicaSchedulingPreference[];
  /** `Cluster`: KubeFed watches all namespaces. `Namespaced`: only its own. */
  readonly scope: Scope;
  /** The namespace of KubeFed itself. */
  readonly systemNamespace: string;
  /** Whether ReplicaSchedulingPreferences act: the feature gate SchedulerPreferences. */
  readonly schedulerPreferences: boolean;
  /** Objects of the input that are the host's own business and go nowhere. */
  readonly leftAlone: readonly (ObjectRef & { readonly origin?: string })[];
  /** Names of what was declared so that nothing can be made of it: nobody who speaks of it is to blame. */
  readonly unreadable: { readonly clusters: readonly string[]; readonly namespaces: readonly string[] };
  /** What was wrong with the input. */
  readonly findings: readonly Finding[];
}
