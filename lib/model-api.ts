/** `fed8s/model`: the pure core. No cdk8s, no I/O. */
export { type FederateOptions, federateManifests } from './interop/kubefed/federate/federate-manifests';
export { type FederatedManifests } from './interop/kubefed/federate/federated-manifests';
export {
  type FederationFromManifestsOptions,
  federationFromManifests,
} from './interop/kubefed/federation-from-manifests';
export { type Cluster } from './model/cluster';
export { type FederatedObject } from './model/federated-object';
export { type ApiType, type FederatedType, type Scope } from './model/federated-type';
export { type Federation } from './model/federation';
export { type FederationErrorDetails, FederationError, isFederationError } from './model/federation-error';
export { type Semantics } from './model/finding';
export { type Json, type JsonObject } from './model/json';
export { type ObjectRef } from './model/object-ref';
export { type ClusterOverrides, type OverrideOperation } from './model/override';
export { type Placement } from './model/placement';
export { type Problem } from './model/problem';
export { type ProblemCode, problemCodes } from './model/problem-codes';
export { type ClusterPreferences, type ReplicaSchedulingPreference } from './model/replica-scheduling-preference';
export { type ClusterSelector, type SelectorExpression } from './model/selector';
export { type Decision, type DecisionGroup, type Decisions, type ReasonCode, reasonCodes } from './resolve/decisions';
export { type ExplainQuery, explain } from './resolve/explain/explain';
export {
  type ClusterExplanation,
  type ConditionExplanation,
  type DivisionExplanation,
  type Explanation,
  type FieldExplanation,
  type RankingExplanation,
  type ReplicaExplanation,
} from './resolve/explain/explanation';
export { applyClusterOverrides } from './resolve/overrides/apply-cluster-overrides';
export { type SelectClustersInput, selectClusters } from './resolve/placement/select-clusters';
export { propagatedVersion } from './resolve/propagated-version';
export { planReplicas } from './resolve/replicas/plan-replicas';
export { type ClusterManifests } from './resolve/cluster-manifests';
export { type PropagationRow } from './resolve/propagation-row';
export { type PropagationStatus, type Resolution } from './resolve/resolution';
export { type ResolveOptions, resolve } from './resolve/resolve';
