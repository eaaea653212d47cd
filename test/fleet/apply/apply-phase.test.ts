import { phaseOf } from '../../../lib/fleet/apply/apply-phase';

describe('the phase of an object', () => {
  it.each([
    ['v1', 'Namespace', 'namespaces'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'definitions'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'access'],
    ['v1', 'ServiceAccount', 'config'],
    ['v1', 'PersistentVolumeClaim', 'config'],
    ['storage.k8s.io/v1', 'StorageClass', 'config'],
    ['apps/v1', 'Deployment', 'workloads'],
    ['batch/v1', 'Job', 'workloads'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 'rest'],
    ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'rest'],
    ['example.org/v1', 'Namespace', 'rest'],
    ['example.org/v1', 'Deployment', 'rest'],
  ])('of %s %s is %s', (apiVersion, kind, phase) => {
    expect(phaseOf({ apiVersion, kind })).toBe(phase);
  });
});
