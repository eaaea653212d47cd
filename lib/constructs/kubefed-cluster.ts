import { ApiObject } from 'cdk8s';
import { type Construct } from 'constructs';
import { CONTEXT_ANNOTATION } from '../model/cluster';
import { PROPERTY_PREFIX } from '../model/cluster-property';
import { CORE_GROUP } from '../model/federated-type';
import { FederationError } from '../model/federation-error';
import { DEFAULT_SYSTEM_NAMESPACE } from '../model/federation';
import { isJsonObject } from '../model/json';
import { checkDnsLabel } from '../model/label-syntax';
import { isMap, requireThat } from '../model/require-that';
import { type Taint, TAINTS_ANNOTATION, taintsText } from '../model/taint';
import { isFederatedApp } from './federated-app-trait';

/** What a KubeFedCluster takes. */
export interface KubeFedClusterProps {
  /**
   * What cluster selectors are matched against.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * The kubeconfig context of the cluster, kept as annotation `fed8s.dev/context`.
   *
   * @default - none; joining and applying need one
   */
  readonly context?: string;
  /**
   * What keeps objects off that do not tolerate it. Only placements that say more than KubeFed's (`tolerations`, `count` and
   * others) look at taints. Kept as annotation `fed8s.dev/taints`.
   *
   * @default - none
   */
  readonly taints?: readonly Taint[];
  /**
   * Numbers to place by, or quantities of Kubernetes (`'64Gi'`). Kept as annotations `properties.fed8s.dev/...`.
   *
   * @default - none
   */
  readonly properties?: Readonly<Record<string, number | string>>;
  /**
   * KubeFed's own namespace.
   *
   * @default - the system namespace of the FederatedApp, else `kube-federation-system`
   */
  readonly namespace?: string;
  /**
   * Address of the API server: host, host:port or URL.
   *
   * @default - none: joining writes it. A plain cdk8s App asks for it.
   */
  readonly apiEndpoint?: string;
  /** @default - none */
  readonly caBundle?: string;
  /**
   * The Secret with the token, in the namespace of the KubeFedCluster.
   *
   * @default - none: joining writes it. A plain cdk8s App asks for it.
   */
  readonly secretRef?: { readonly name: string };
  /** @default - all are checked */
  readonly disabledTLSValidations?: readonly ('*' | 'SubjectName' | 'ValidityPeriod')[];
  /** @default - none */
  readonly proxyURL?: string;
}

/**
 * A member cluster, named by its id, verbatim.
 *
 * @example
 * new KubeFedCluster(fleet, 'cluster1', { labels: { region: 'eu' }, context: 'Admin@cluster1' });
 */
export class KubeFedCluster extends ApiObject {
  /** @throws FederationError `invalid-cluster-name` where the id is no DNS label. */
  public constructor(scope: Construct, id: string, props: KubeFedClusterProps = {}) {
    const problem = checkDnsLabel(id);
    if (problem !== undefined) {
      throw new FederationError({
        code: 'invalid-cluster-name',
        severity: 'error',
        message: `${JSON.stringify(id)} is no cluster name: ${problem}.`,
        remedy:
          'Give the construct an id that is a DNS label, for example eu-west-1: it becomes a folder and a KubeFedCluster.',
        origin: `${scope.node.path}/${id}`,
      });
    }
    const { root } = scope.node;
    const systemNamespace = isFederatedApp(root) ? root.systemNamespace : undefined;
    const { labels, annotations, context, taints, properties, namespace, ...spec } = props;
    const isTaints = taints === undefined || (Array.isArray(taints) && taints.every(isMap));
    requireThat(isTaints, `KubeFedCluster ${id}: taints must be a list of { key, value, effect }.`);
    for (const [name, map] of Object.entries({ labels, annotations, properties })) {
      requireThat(map === undefined || isJsonObject(map), `KubeFedCluster ${id}: ${name} must be a map of texts.`);
    }
    super(scope, id, {
      apiVersion: `${CORE_GROUP}/v1beta1`,
      kind: 'KubeFedCluster',
      metadata: {
        name: id,
        namespace: namespace ?? systemNamespace ?? DEFAULT_SYSTEM_NAMESPACE,
        ...(labels !== undefined && { labels }),
        annotations: {
          ...annotations,
          ...(context !== undefined && { [CONTEXT_ANNOTATION]: context }),
          ...(taints !== undefined && taints.length > 0 && { [TAINTS_ANNOTATION]: taintsText(taints) }),
          ...Object.fromEntries(
            Object.entries(properties ?? {}).map(([key, value]) => [`${PROPERTY_PREFIX}${key}`, String(value)]),
          ),
        },
      },
      spec,
    });
    if (!isFederatedApp(root)) {
      this.node.addValidation({
        validate: () =>
          props.apiEndpoint !== undefined && props.secretRef !== undefined
            ? []
            : [
                `KubeFedCluster ${id} has no ${props.apiEndpoint === undefined ? 'apiEndpoint' : 'secretRef'}, which an API server asks for. ` +
                  'Give apiEndpoint and secretRef, or use a FederatedApp, where joining writes them.',
              ],
      });
    }
  }
}
