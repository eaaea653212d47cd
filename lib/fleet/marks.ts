/** The label of every object that join or init has made. */
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
export const MANAGED_BY = 'fed8s';

/** On what join has made, or taken over from kubefedctl: the name of the cluster. Unjoin removes nothing without it. */
export const JOINED_AS = 'fed8s.dev/joined-as';
/** On a namespace of a member: join has made it, for this ServiceAccount. */
export const CREATED_BY_JOIN = 'fed8s.dev/created-by-join';

/** On a KubeFedCluster: the UID of the `kube-system` namespace of the cluster that was joined. */
export const CLUSTER_UID = 'fed8s.dev/cluster-uid';
/** On a KubeFedCluster: the other name under which the same cluster is joined as well. */
export const ALIAS_OF = 'fed8s.dev/alias-of';
/** On a KubeFedCluster: the ServiceAccount of the host on the member. */
export const SERVICE_ACCOUNT = 'fed8s.dev/service-account';
/** On a KubeFedCluster: `least` or `kubefed`. */
export const RBAC_MODE = 'fed8s.dev/rbac';
/** On a KubeFedCluster: the resources that `least` grants, with spaces between: `configmaps deployments.apps`. */
export const RBAC_KINDS = 'fed8s.dev/rbac-kinds';
/** On a KubeFedCluster, whose spec has no field for it: the name in the certificate of the API server. */
export const TLS_SERVER_NAME = 'fed8s.dev/tls-server-name';
/** On a KubeFedCluster: how many probes in a row differ from what its status says. */
export const PROBE_RUN = 'fed8s.dev/probe-run';

/** On the Secret of a KubeFedCluster: `bound` or `long-lived`. */
export const TOKEN_KIND = 'fed8s.dev/token-kind';
/** On the Secret of a KubeFedCluster: when its token ends, as the member has said (RFC 3339). */
export const TOKEN_EXPIRES = 'fed8s.dev/token-expires';
/** On the Secret of a KubeFedCluster: when its token was issued (RFC 3339). */
export const TOKEN_ISSUED = 'fed8s.dev/token-issued';
/** On the Secret of a KubeFedCluster: the Secret of the member that its token dies with. */
export const TOKEN_BOUND_TO = 'fed8s.dev/token-bound-to';
