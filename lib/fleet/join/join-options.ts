import { type ClusterApi } from '../../kube/cluster-api';
import { type Clock } from '../clock';
import { type MemberEndpoint } from './member-endpoint';
import { type GrantedResource } from './rbac-rules';

/** What is joined to what, and how. */
export interface JoinOptions {
  /** The name of the member in the federation; a DNS label. */
  readonly cluster: string;
  /** The cluster with KubeFed's API. */
  readonly host: ClusterApi;
  /** The cluster that is joined; it may be the host itself. */
  readonly member: ClusterApi;
  /** Where a host finds the member: from its kubeconfig context. */
  readonly endpoint: MemberEndpoint;
  /** A name of the host, of which the name of the ServiceAccount is made: `<cluster>-<hostName>`. It must stay the same. */
  readonly hostName: string;
  /** The kubeconfig context of the member, which is kept for later runs. @default none is kept */
  readonly context?: string;
  /** KubeFed's namespace, on host and member. @default kube-federation-system */
  readonly kubefedNamespace?: string;
  /** The Secret on the host with the token. @default the one that it has, else `<cluster>-token` */
  readonly secretName?: string;
  /**
   * `least`: what the kinds of the federation take. `kubefed`: everything, as KubeFed has it.
   *
   * @default least where `resources` are given, else what it was joined with before, else kubefed
   */
  readonly rbac?: 'least' | 'kubefed';
  /** What the federation has objects of, for `least`. @default those it was joined with before */
  readonly resources?: readonly GrantedResource[];
  /**
   * `bound`: a token that ends by itself, and with a Secret on the member. `long-lived`: one that never ends.
   *
   * @default long-lived where a controller of KubeFed is at work on the host, since it renews none; else bound
   */
  readonly token?: 'bound' | 'long-lived';
  /** How long a bound token is to live, in seconds; a server may give less or more. @default 86400 */
  readonly tokenLifetime?: number;
  /** The name under which the very same cluster is joined as well, where that is meant. @default none */
  readonly aliasOf?: string;
  /** Labels that the KubeFedCluster is to have; others are left alone. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Writes also where a controller of KubeFed is at work on the host. @default false */
  readonly besideKubefed?: boolean;
  /** Reads, and says what would be done. @default false */
  readonly dryRun?: boolean;
  /** @default the time of this machine */
  readonly clock?: Clock;
}
