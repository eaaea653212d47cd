// What `fed8s/testing` exports: real clusters on this machine, for tests. It uses nothing else of fed8s.
export { type BinaryName, type BinarySet } from './testing/binaries/binary';
export { findBinaries } from './testing/binaries/find-binaries';
export { type LocalClusterOptions, type LocalFleetOptions } from './testing/fleet-options';
export { type LocalCluster } from './testing/local-cluster';
export { LocalFleet } from './testing/local-fleet';
export { LocalFleetError, type LocalFleetErrorCode } from './testing/local-fleet-error';
