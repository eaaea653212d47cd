import { type FieldChange } from './field-changes';

/** Fields that no API server changes on an object that is there, by kind; what is below them counts too. */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  'Deployment.apps': ['spec.selector'],
  'ReplicaSet.apps': ['spec.selector'],
  'DaemonSet.apps': ['spec.selector'],
  'Job.batch': ['spec.selector', 'spec.template', 'spec.completionMode', 'spec.podFailurePolicy', 'spec.managedBy'],
  Service: ['spec.clusterIP', 'spec.clusterIPs', 'spec.ipFamilies[0]'],
  'RoleBinding.rbac.authorization.k8s.io': ['roleRef'],
  'ClusterRoleBinding.rbac.authorization.k8s.io': ['roleRef'],
  Secret: ['type'],
  PersistentVolume: ['spec.csi', 'spec.nfs', 'spec.hostPath', 'spec.local', 'spec.volumeMode'],
  'StorageClass.storage.k8s.io': ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  'PriorityClass.scheduling.k8s.io': ['value', 'preemptionPolicy'],
  'IngressClass.networking.k8s.io': ['spec.controller'],
  'CSIDriver.storage.k8s.io': ['spec.attachRequired'],
};

/** Kinds of which a server changes nothing of the spec but these fields. */
const MUTABLE: Readonly<Record<string, readonly string[]>> = {
  'StatefulSet.apps': [
    'spec.replicas',
    'spec.ordinals',
    'spec.template',
    'spec.updateStrategy',
    'spec.revisionHistoryLimit',
    'spec.persistentVolumeClaimRetentionPolicy',
    'spec.minReadySeconds',
  ],
  PersistentVolumeClaim: ['spec.resources', 'spec.volumeAttributesClassName'],
};

/**
 * The changes that an API server refuses, so that the object has to be made anew (Kubernetes 1.37, validation of updates).
 *
 * @param kind `Kind.group`, or `Kind` in the core group.
 */
export function immutableChanges(kind: string, changes: readonly FieldChange[]): readonly string[] {
  const fixed = Object.hasOwn(IMMUTABLE, kind) ? (IMMUTABLE[kind] as readonly string[]) : [];
  const mutable = Object.hasOwn(MUTABLE, kind) ? MUTABLE[kind] : undefined;
  return changes
    .filter(({ path, before }) => {
      if (fixed.some((field) => isWithin(path, field))) return before !== undefined || isAlwaysThere(path);
      return mutable !== undefined && path.startsWith('spec.') && !mutable.some((field) => isWithin(path, field));
    })
    .map(({ path }) => path);
}

/** A server fills in what is not given, and then lets it be given. */
function isAlwaysThere(path: string): boolean {
  return !path.startsWith('spec.clusterIP');
}

function isWithin(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
