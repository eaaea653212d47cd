/** `fed8s`: the constructs. */
export { FederatedApp, type FederatedAppProps } from './constructs/federated-app';
export { FederatedChart, type FederatedChartProps } from './constructs/federated-chart';
export * from './constructs/federated-kinds';
export {
  type FederatedPlacement,
  type PlacedWith,
  type PlacementAffinity,
  type PlacementSpread,
} from './constructs/federated-placement';
export { type FederatedReplicas } from './constructs/federated-replicas';
export { FederatedNamespace } from './constructs/federated-namespace';
export { type FederatedProps, FederatedResource, type FederatedResourceProps } from './constructs/federated-resource';
export {
  FederatedTypeConfig,
  type FederatedTypeConfigProps,
  type TargetType,
} from './constructs/federated-type-config';
export { KubeFedCluster, type KubeFedClusterProps } from './constructs/kubefed-cluster';
export { type ClusterInfo, perCluster } from './constructs/per-cluster';
export { type OverrideBuilder } from './constructs/override-builder';
export {
  type EnvValue,
  type MergePatch,
  type OverrideChain,
  type TextChanges,
  type Transform,
} from './constructs/override-chain';
export { type Overrides } from './constructs/override-sources';
export { federate, type FederationPolicy } from './constructs/policy';
export {
  ReplicaSchedulingPreference,
  type ReplicaSchedulingPreferenceProps,
} from './constructs/replica-scheduling-preference';
export {
  type ClusterMatch,
  type ClusterMatcher,
  type KeyMatcher,
  type PropertyMatcher,
  allOf,
  annotation,
  anyOf,
  clusterNamed,
  label,
  not,
  property,
} from './model/cluster-match';
export { type Field, type FieldPicker, type ListFields } from './model/field';
export { FederationError, isFederationError } from './model/federation-error';
export { type KindTemplates } from './model/generated/templates';
export { type PerCluster } from './model/per-cluster';
export { type Problem } from './model/problem';
export { type ClusterPreferences } from './model/replica-scheduling-preference';
export { type ClusterOverrides, type OverrideOperation } from './model/override';
export { type ImageParts, type JsonPatchOperation, type TextFormat } from './model/override-change';
export { type Placement } from './model/placement';
export { type ReplicaLimits, type ReplicaStrategy } from './model/replica-policy';
export { type Taint, type TaintEffect, type Toleration } from './model/taint';
export { type Explanation } from './resolve/explain/explanation';
export { type Resolution } from './resolve/resolution';
export { type SynthSummary } from './synth/synthesize';
export { type ClusterSelector, type SelectorExpression } from './model/selector';
