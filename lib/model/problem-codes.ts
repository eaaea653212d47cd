/** Every code of a problem, with what it means. Codes are stable: they may be added to, never renamed. */
export const problemCodes = {
  'no-clusters': 'The input has no KubeFedCluster, so there is nowhere to put anything.',
  'duplicate-cluster': 'Two KubeFedClusters have one name.',
  'invalid-cluster-name': 'A cluster name that is no DNS label cannot name a folder or a KubeFedCluster.',
  'invalid-label': 'A label key or value does not follow the syntax of Kubernetes labels.',
  'invalid-name': 'An object or namespace name that an API server would refuse.',
  'invalid-selector': 'A cluster selector with an unknown operator, or values that do not fit the operator.',
  'invalid-placement': 'A placement that is not of the form KubeFed defines.',
  'invalid-override': 'An override that is not of the form KubeFed defines, or whose path is malformed.',
  'forbidden-override-path': 'An override of metadata.name, metadata.namespace, metadata.generateName or kind.',
  'duplicate-override-cluster': 'Two entries of one overrides list name the same cluster.',
  'duplicate-override-path': 'Two operations of one cluster have the same path.',
  'override-failed': 'An override cannot be applied to the template: a missing parent, an index out of range.',
  'unsafe-integer': 'An integer beyond 2^53, which a JavaScript number cannot hold exactly.',
  'negative-zero': 'A negative zero, which JSON tools print in different ways.',
} as const;

/** A stable, kebab-case code of a problem. */
export type ProblemCode = keyof typeof problemCodes;
