// What `fed8s/fleet` exports: plain async functions over real clusters. It loads neither cdk8s nor Pulumi.
export { acrossClusters } from './fleet/across-clusters';
export { apply } from './fleet/apply/apply';
export {
  type ApplyResult,
  type ApplyState,
  type Claim,
  type ClusterApplied,
  type ObjectOutcome,
  type ObjectResult,
} from './fleet/apply/apply-result';
export {
  type AdoptionPolicy,
  type ApplyProgress,
  type ApplyRequest,
  type ApplySettings,
} from './fleet/apply/apply-settings';
export { type Owner, ownerNamed } from './fleet/owner/owner';
export { type WaveProgress, type WavesRequest, applyInWaves } from './fleet/waves/apply-in-waves';
export { type ShareOfClusters, readShare } from './fleet/waves/share-of-clusters';
export { type WaveDeclaration, type WaveShare, type WavesRead, readWaves } from './fleet/waves/wave-declaration';
export {
  type FailedCluster,
  type GateVerdict,
  type WaveResult,
  type WaveStop,
  type WavesResult,
} from './fleet/waves/wave-result';
export { type LabelledCluster, type Wave, wavesOf } from './fleet/waves/waves-of';
export { type Readiness } from './fleet/readiness/readiness';
export { readinessOf } from './fleet/readiness/readiness-of';
export { type LivePlan, type OnCluster, type UnknownPart } from './fleet/plan/live-plan';
export { planLive } from './fleet/plan/plan-live';
export { type ClusterOutcome } from './fleet/cluster-outcome';
export { type FleetMember } from './fleet/fleet-member';
export { type FieldOwner } from './fleet/assess/managed-fields';
export { type IgnoreRule } from './fleet/assess/ignore-rule';
export { type DesiredCluster } from './fleet/desired-cluster';
export { type ClusterDrift, type DriftOptions, drift } from './fleet/drift/drift';
export { type DriftChange } from './fleet/drift/drift-change';
export {
  type DriftCounts,
  type DriftProof,
  type DriftedField,
  type FoundDrift,
  type ObjectDrift,
  type Repair,
} from './fleet/drift/object-drift';
export { type WatchOptions as DriftWatchOptions, watchDrift } from './fleet/drift/watch-drift';
export { type OpenFleetOptions, openFleet } from './fleet/open-fleet';
export {
  type Answer,
  type Answered,
  type ApiFailure,
  type ApiFailureKind,
  type Failed,
  type FailureCause,
} from './kube/answer';
export * from './kube/cluster-api';
export { type OpenClusterOptions, openCluster } from './kube/open-cluster';
export { type ConnectionOptions } from './kube/open-endpoint';
export { type Clock } from './fleet/clock';
export { type InitOptions, type InitResult, init } from './fleet/init/init';
export { join } from './fleet/join/join';
export { type JoinOptions } from './fleet/join/join-options';
export { type JoinResult } from './fleet/join/join-result';
export { type MemberEndpoint } from './fleet/join/member-endpoint';
export { type GrantedResource } from './fleet/join/rbac-rules';
export { readMemberEndpoint } from './fleet/join/read-member-endpoint';
export { type TokenTerms } from './fleet/join/token';
export { type Probe } from './fleet/status/probe';
export { type Halted, type Step, type StepOutcome } from './fleet/steps/step';
export { type RenewDueOptions, type RenewDueResult, renewDue } from './fleet/rotate/renew-due';
export { type RotateOptions, type RotateResult, rotate } from './fleet/rotate/rotate';
export {
  type ClusterHealth,
  type ClusterStatus,
  type CredentialStatus,
  type Known,
} from './fleet/status/cluster-status';
export { type FleetStatus, type StatusOptions, joinedClusters, status } from './fleet/status/status';
export { type UnjoinOptions, type UnjoinResult, unjoin } from './fleet/unjoin/unjoin';
