import { type ObjectRef, groupOf, qualifiedKindOf } from '../../model/object-ref';

/**
 * What is applied together. Each phase stands on those before it: namespaces, definitions of kinds, what others may do, what
 * they read, what runs, and the rest, which looks at what runs or is of a kind that this very run defines.
 */
export const applyPhases = ['namespaces', 'definitions', 'access', 'config', 'workloads', 'rest'] as const;

export type ApplyPhase = (typeof applyPhases)[number];

const CONFIG: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Endpoints',
  'LimitRange',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ResourceQuota',
  'Secret',
  'Service',
  'ServiceAccount',
  'CSIDriver.storage.k8s.io',
  'EndpointSlice.discovery.k8s.io',
  'IngressClass.networking.k8s.io',
  'NetworkPolicy.networking.k8s.io',
  'PriorityClass.scheduling.k8s.io',
  'RuntimeClass.node.k8s.io',
  'StorageClass.storage.k8s.io',
]);

const WORKLOADS: ReadonlySet<string> = new Set([
  'Pod',
  'ReplicationController',
  'DaemonSet.apps',
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'CronJob.batch',
  'Job.batch',
]);

/** The phase in which an object is applied. What is deleted goes in the other order. */
export function phaseOf(object: Pick<ObjectRef, 'apiVersion' | 'kind'>): ApplyPhase {
  const key = qualifiedKindOf(object);
  if (key === 'Namespace') return 'namespaces';
  if (key === 'CustomResourceDefinition.apiextensions.k8s.io') return 'definitions';
  if (groupOf(object.apiVersion) === 'rbac.authorization.k8s.io') return 'access';
  if (CONFIG.has(key)) return 'config';
  return WORKLOADS.has(key) ? 'workloads' : 'rest';
}
