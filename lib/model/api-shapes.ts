import { type Shape, fields } from './unknown-fields';

/** The fields of KubeFed's API (v0.10.0, pkg/apis and pkg/kubefedctl/enable/validation.go). */

/** Of `spec.placement`. */
export const placementShape: Shape = {
  fields: {
    clusters: { each: fields('name') },
    clusterSelector: {
      fields: { matchLabels: 'any', matchExpressions: { each: fields('key', 'operator', 'values') } },
    },
  },
};

/** Of `spec.overrides`. */
export const overridesShape: Shape = {
  each: { fields: { clusterName: 'any', clusterOverrides: { each: fields('op', 'path', 'value') } } },
};

/** Of the spec of a Federated object. */
export const federatedSpecShape: Shape = {
  fields: { template: 'any', placement: placementShape, overrides: overridesShape, retainReplicas: 'any' },
};

/** Of the spec of a KubeFedCluster. */
export const clusterSpecShape: Shape = {
  fields: {
    apiEndpoint: 'any',
    caBundle: 'any',
    secretRef: fields('name'),
    disabledTLSValidations: 'any',
    proxyURL: 'any',
  },
};

const apiResource = fields('group', 'version', 'kind', 'pluralName', 'scope');

/** Of the spec of a FederatedTypeConfig. */
export const typeConfigSpecShape: Shape = {
  fields: {
    targetType: apiResource,
    federatedType: apiResource,
    statusType: apiResource,
    propagation: 'any',
    statusCollection: 'any',
  },
};

/** Of the spec of a ReplicaSchedulingPreference. */
export const preferenceSpecShape: Shape = {
  fields: {
    targetKind: 'any',
    totalReplicas: 'any',
    rebalance: 'any',
    intersectWithClusterSelector: 'any',
    clusters: { each: fields('minReplicas', 'maxReplicas', 'weight') },
  },
};
