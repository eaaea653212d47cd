/** `fed8s`: the constructs. */
export { FederatedApp, type FederatedAppProps } from './constructs/federated-app';
export { FederatedChart, type FederatedChartProps } from './constructs/federated-chart';
export * from './constructs/federated-kinds';
export { FederatedNamespace } from './constructs/federated-namespace';
export { type FederatedProps, FederatedResource, type FederatedResourceProps } from './constructs/federated-resource';
export {
  FederatedTypeConfig,
  type FederatedTypeConfigProps,
  type TargetType,
} from './constructs/federated-type-config';
export { KubeFedCluster, type KubeFedClusterProps } from './constructs/kubefed-cluster';
export { type ClusterInfo, perCluster } from './constructs/per-cluster';
export { federate, type FederationPolicy } from './constructs/policy';
export {
  ReplicaSchedulingPreference,
  type ReplicaSchedulingPreferenceProps,
} from './constructs/replica-scheduling-preference';
export { FederationError, isFederationError } from './model/federation-error';
export { type KindTemplates } from './model/generated/templates';
export { type PerCluster } from './model/per-cluster';
export { type ClusterOverrides, type OverrideOperation } from './model/override';
export { type Placement } from './model/placement';
export { type ClusterSelector, type SelectorExpression } from './model/selector';
