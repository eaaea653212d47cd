import { kinds } from '../../../lib/model/generated/kinds';
import { knownKind, scopeOf } from '../../../lib/model/known-kinds';

describe('the kinds of Kubernetes', () => {
  it.each([
    ['v1', 'Namespace', 'namespaces', 'Cluster'],
    ['v1', 'Endpoints', 'endpoints', 'Namespaced'],
    ['v1', 'PersistentVolume', 'persistentvolumes', 'Cluster'],
    ['v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'Namespaced'],
    ['v1', 'ServiceAccount', 'serviceaccounts', 'Namespaced'],
    ['apps/v1', 'Deployment', 'deployments', 'Namespaced'],
    ['batch/v1', 'CronJob', 'cronjobs', 'Namespaced'],
    ['networking.k8s.io/v1', 'Ingress', 'ingresses', 'Namespaced'],
    ['networking.k8s.io/v1', 'IngressClass', 'ingressclasses', 'Cluster'],
    ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', 'Namespaced'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', 'Cluster'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings', 'Namespaced'],
    ['coordination.k8s.io/v1', 'Lease', 'leases', 'Namespaced'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', 'Cluster'],
    ['authorization.k8s.io/v1', 'LocalSubjectAccessReview', 'localsubjectaccessreviews', 'Namespaced'],
  ])('%s %s is called %s in URLs and is %s', (apiVersion, kind, plural, scope) => {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    expect(knownKind(group, kind)).toMatchObject({ group, kind, plural, scope });
    expect(scopeOf(apiVersion, kind)).toBe(scope);
  });

  it('name the preferred version first', () => {
    expect(knownKind('autoscaling', 'HorizontalPodAutoscaler')?.versions).toEqual(['v2', 'v1']);
    expect(knownKind('resource.k8s.io', 'ResourceClaim')?.versions).toEqual(['v1', 'v1beta2', 'v1beta1']);
    expect(knownKind('admissionregistration.k8s.io', 'MutatingAdmissionPolicy')?.versions).toEqual([
      'v1',
      'v1beta1',
      'v1alpha1',
    ]);
  });

  it('tell one kind name in two groups apart', () => {
    expect(knownKind('', 'Event')?.group).toBe('');
    expect(knownKind('events.k8s.io', 'Event')?.group).toBe('events.k8s.io');
  });

  it('leave out what is a subresource of another object only', () => {
    expect(knownKind('autoscaling', 'Scale')).toBeUndefined();
    expect(knownKind('policy', 'Eviction')).toBeUndefined();
    expect(knownKind('authentication.k8s.io', 'TokenRequest')).toBeUndefined();
  });

  it('have one entry for each group and kind', () => {
    expect(new Set(kinds.map(({ group, kind }) => `${group}/${kind}`)).size).toBe(kinds.length);
  });
});

describe('scopeOf', () => {
  it('answers for a version that is no longer served, and for the /v1 of KubeFed', () => {
    expect(scopeOf('policy/v1beta1', 'PodDisruptionBudget')).toBe('Namespaced');
    expect(scopeOf('/v1', 'Namespace')).toBe('Cluster');
  });

  it('does not know the kind of a CRD, nor one of another group, nor a name that every object has', () => {
    expect(scopeOf('example.com/v1', 'Deployment')).toBeUndefined();
    expect(scopeOf('cert-manager.io/v1', 'Certificate')).toBeUndefined();
    expect(scopeOf('v1', 'constructor')).toBeUndefined();
  });
});
