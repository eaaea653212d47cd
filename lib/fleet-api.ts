// What `fed8s/fleet` exports: plain async functions over real clusters. It loads neither cdk8s nor Pulumi.
export { acrossClusters } from './fleet/across-clusters';
export { type ClusterOutcome } from './fleet/cluster-outcome';
export { type FleetMember } from './fleet/fleet-member';
