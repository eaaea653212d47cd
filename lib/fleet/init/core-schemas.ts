import { type Schema, count, described, duration, listOf, object, oneOf, positive, text, time } from './schema';

const switchOf = oneOf('Enabled', 'Disabled');

/** KubeFedCluster: spec and status. */
export const clusterSchema: Readonly<Record<string, Schema>> = {
  spec: object(
    {
      apiEndpoint: described(text, 'Where the API server is: a host, a host and port, or a URL of http or https.'),
      caBundle: described({ type: 'string', format: 'byte' }, 'The certificates that its certificate is checked with.'),
      secretRef: object(
        { name: described(text, 'A Secret beside this object, with the key token.') },
        { required: ['name'] },
      ),
      disabledTLSValidations: {
        ...listOf(oneOf('*', 'SubjectName', 'ValidityPeriod')),
        description: 'What is not checked of its certificate; * alone is everything.',
      },
      proxyURL: described(
        { type: 'string', pattern: '^$|^(https?|socks5)://.+' },
        'The proxy on the way to the API server.',
      ),
    },
    { required: ['apiEndpoint', 'secretRef'], description: 'How the cluster is reached.' },
  ),
  status: object(
    {
      conditions: listOf(
        object(
          {
            type: oneOf('Ready', 'Offline', 'ConfigMalformed'),
            status: oneOf('True', 'False', 'Unknown'),
            reason: { type: 'string' },
            message: { type: 'string' },
            lastProbeTime: time,
            lastTransitionTime: time,
          },
          { required: ['type', 'status', 'lastProbeTime'] },
        ),
      ),
      kubernetesVersion: { type: 'string' },
      region: { type: 'string' },
      zones: listOf({ type: 'string' }),
    },
    { required: ['conditions'], description: 'How the cluster answered when it was last asked.' },
  ),
};

const apiType = object(
  {
    group: { type: 'string' },
    version: text,
    kind: text,
    pluralName: text,
    scope: oneOf('Cluster', 'Namespaced'),
  },
  { required: ['version', 'kind', 'pluralName', 'scope'] },
);

/** FederatedTypeConfig: spec and status. */
export const typeConfigSchema: Readonly<Record<string, Schema>> = {
  spec: object(
    {
      targetType: described(apiType, 'The kind that is federated.'),
      federatedType: described(apiType, 'The kind that says where, and with which differences.'),
      statusType: described(apiType, 'The kind that gathers what the members report.'),
      propagation: switchOf,
      statusCollection: switchOf,
    },
    { required: ['targetType', 'federatedType', 'propagation'] },
  ),
  status: object(
    {
      observedGeneration: count,
      propagationController: oneOf('Running', 'NotRunning'),
      statusController: oneOf('Running', 'NotRunning'),
    },
    { required: ['observedGeneration', 'propagationController'] },
  ),
};

/** KubeFedConfig, which has no status. */
export const configSchema: Readonly<Record<string, Schema>> = {
  spec: object(
    {
      scope: {
        ...oneOf('Cluster', 'Namespaced'),
        description: 'Whether all namespaces are federated, or that of KubeFed alone. It cannot be changed.',
        'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'the scope cannot be changed' }],
      },
      controllerDuration: object({
        availableDelay: duration,
        unavailableDelay: duration,
        cacheSyncTimeout: duration,
      }),
      leaderElect: object({
        leaseDuration: duration,
        renewDeadline: duration,
        retryPeriod: duration,
        resourceLock: oneOf('configmaps', 'endpoints'),
      }),
      featureGates: listOf(object({ name: text, configuration: switchOf }, { required: ['name', 'configuration'] })),
      clusterHealthCheck: object({
        period: duration,
        failureThreshold: positive,
        successThreshold: positive,
        timeout: duration,
      }),
      syncController: object({ maxConcurrentReconciles: positive, adoptResources: switchOf }),
      statusController: object({ maxConcurrentReconciles: positive }),
    },
    { required: ['scope'] },
  ),
};

/** PropagatedVersion and ClusterPropagatedVersion: a status alone. */
export const propagatedVersionSchema: Readonly<Record<string, Schema>> = {
  status: object(
    {
      templateVersion: { type: 'string' },
      overridesVersion: { type: 'string' },
      clusterVersions: listOf(
        object({ clusterName: text, version: { type: 'string' } }, { required: ['clusterName', 'version'] }),
      ),
    },
    { required: ['templateVersion', 'overridesVersion'] },
  ),
};

/** FederatedServiceStatus, whose entries hold the status of a Service of each cluster. */
export const serviceStatusSchema: Readonly<Record<string, Schema>> = {
  clusterStatus: listOf(
    object(
      { clusterName: text, status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      { required: ['clusterName', 'status'] },
    ),
  ),
};

/** ReplicaSchedulingPreference: a spec, and a status without fields. */
export const schedulingSchema: Readonly<Record<string, Schema>> = {
  spec: object(
    {
      targetKind: oneOf('FederatedDeployment', 'FederatedReplicaSet'),
      totalReplicas: { type: 'integer', format: 'int32', minimum: 0 },
      rebalance: { type: 'boolean' },
      intersectWithClusterSelector: { type: 'boolean' },
      clusters: {
        type: 'object',
        description: 'By name of a cluster; * is for those that are not named.',
        additionalProperties: object({ minReplicas: count, maxReplicas: count, weight: count }),
      },
    },
    { required: ['targetKind', 'totalReplicas'] },
  ),
  status: { type: 'object' },
};
