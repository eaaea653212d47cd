/** The rows that KubeFed writes into `status.clusters`; absent where all is well. KubeFed v0.10.0, pkg/controller/sync/status. */
export type PropagationRow = 'ClusterNotReady' | 'ComputeResourceFailed' | 'ApplyOverridesFailed' | 'CreationFailed';
