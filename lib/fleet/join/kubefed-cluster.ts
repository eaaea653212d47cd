import { CONTEXT_ANNOTATION } from '../../model/cluster';
import { type JsonObject } from '../../model/json';
import { KUBEFED_CLUSTER } from '../host/host-state';
import {
  ALIAS_OF,
  CLUSTER_UID,
  JOINED_AS,
  MANAGED_BY,
  MANAGED_BY_LABEL,
  RBAC_KINDS,
  RBAC_MODE,
  SERVICE_ACCOUNT,
  TLS_SERVER_NAME,
} from '../marks';
import { type MemberEndpoint } from './member-endpoint';
import { type Rights } from './rbac-objects';
import { type GrantedResource, resourceName, resourceOfName } from './rbac-rules';
import { metadataOf } from '../metadata-of';

/** What a KubeFedCluster says of a member. */
export interface Registration {
  readonly cluster: string;
  readonly namespace: string;
  readonly endpoint: MemberEndpoint;
  /** PEM, where the kubeconfig has none. */
  readonly authorityOfMember: string | undefined;
  readonly secret: string;
  readonly account: string;
  readonly uid: string;
  readonly rights: Rights;
  readonly context?: string;
  readonly aliasOf?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The KubeFedCluster of a member. Its spec is KubeFed's; what fed8s keeps besides (the identity of the cluster, its context, the
 * name in its certificate, for which KubeFed has no field) are annotations.
 */
// KubeFed v0.10.0, pkg/kubefedctl/join.go: createKubeFedCluster
export function kubefedClusterObject(registration: Registration): JsonObject {
  const { cluster, namespace, endpoint, authorityOfMember, secret, account, uid, rights } = registration;
  const { context, aliasOf, labels } = registration;
  const authority = endpoint.authority ?? authorityOfMember;
  return {
    ...KUBEFED_CLUSTER,
    metadata: {
      name: cluster,
      namespace,
      labels: { ...labels, [MANAGED_BY_LABEL]: MANAGED_BY },
      annotations: {
        [JOINED_AS]: cluster,
        [CLUSTER_UID]: uid,
        [SERVICE_ACCOUNT]: account,
        [RBAC_MODE]: rights.mode,
        [RBAC_KINDS]: rights.mode === 'least' ? rights.resources.map(resourceName).sort().join(' ') : '',
        ...(context !== undefined && { [CONTEXT_ANNOTATION]: context }),
        ...(aliasOf !== undefined && { [ALIAS_OF]: aliasOf }),
        ...(endpoint.tlsServerName !== undefined && { [TLS_SERVER_NAME]: endpoint.tlsServerName }),
      },
    },
    spec: {
      apiEndpoint: endpoint.server,
      // A CA and no verification at once would make a client choose.
      ...(endpoint.isInsecure === true
        ? { disabledTLSValidations: ['*'] }
        : authority !== undefined && { caBundle: Buffer.from(authority, 'utf8').toString('base64') }),
      ...(endpoint.proxyUrl !== undefined && { proxyURL: endpoint.proxyUrl }),
      secretRef: { name: secret },
    },
  };
}

/** The rights that a member was joined with; undefined where nobody has written them down. */
export function rightsOf(kubefedCluster: JsonObject | undefined): Rights | undefined {
  const { annotations } = metadataOf(kubefedCluster ?? {});
  if (annotations[RBAC_MODE] === 'kubefed') return { mode: 'kubefed' };
  if (annotations[RBAC_MODE] !== 'least') return undefined;
  const resources: readonly GrantedResource[] = (annotations[RBAC_KINDS] ?? '')
    .split(' ')
    .filter((name) => name !== '')
    .map(resourceOfName);
  return { mode: 'least', resources };
}
