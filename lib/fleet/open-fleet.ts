import { type Answer, failed } from '../kube/answer';
import { type ClusterApi } from '../kube/cluster-api';
import { kubeconfigFiles } from '../kube/kubeconfig/kubeconfig-files';
import { readKubeconfig } from '../kube/kubeconfig/read-kubeconfig';
import { openContext } from '../kube/open-cluster';
import { type ConnectionOptions } from '../kube/open-endpoint';
import { type Cluster } from '../model/cluster';
import { DEFAULT_SYSTEM_NAMESPACE } from '../model/federation';
import { type FleetMember } from './fleet-member';
import { openByHost } from './open-by-host';

/** Which clusters are opened, and by whose credentials. */
export interface OpenFleetOptions extends ConnectionOptions {
  readonly clusters: readonly Pick<Cluster, 'name' | 'context'>[];
  /** The kubeconfig. @default the files of KUBECONFIG, else ~/.kube/config */
  readonly kubeconfig?: string;
  /**
   * `context`: the kubeconfig context of each cluster, which is named like the cluster unless the cluster says otherwise.
   * `host`: what the host knows of each cluster, from its KubeFedCluster and the Secret of that. @default context
   */
  readonly credentials?: 'context' | 'host';
  /** The context of the host, for the credentials `host`. @default the current context of the kubeconfig */
  readonly hostContext?: string;
  /** Where the KubeFedClusters are on the host. @default kube-federation-system */
  readonly kubefedNamespace?: string;
}

/**
 * Opens a way to each cluster, in their order. A cluster to which there is none is a member all the same, with the reason.
 * Clusters of one context share its connections. Whoever is done closes each `api` that is open.
 */
export async function openFleet(options: OpenFleetOptions): Promise<readonly FleetMember[]> {
  const {
    clusters,
    kubeconfig: named,
    credentials = 'context',
    hostContext,
    kubefedNamespace,
    ...connection
  } = options;
  const files = kubeconfigFiles(named);
  const kubeconfig = readKubeconfig(files);
  const open = async (context: string): Promise<Answer<ClusterApi>> =>
    kubeconfig.outcome === 'ok'
      ? await openContext({ files, kubeconfig: kubeconfig.value, context }, connection)
      : kubeconfig;
  if (credentials === 'context') {
    const opened = new Map<string, Promise<Answer<ClusterApi>>>();
    return await Promise.all(
      clusters.map(async ({ name, context = name }) => {
        const api = opened.get(context) ?? open(context);
        opened.set(context, api);
        return { name, api: await api };
      }),
    );
  }
  if (kubeconfig.outcome === 'failed') return clusters.map(({ name }) => ({ name, api: kubeconfig }));
  const context = hostContext ?? kubeconfig.value.currentContext;
  const host = context === undefined ? noHost(kubeconfig.value.files) : await open(context);
  if (host.outcome === 'failed') return clusters.map(({ name }) => ({ name, api: host }));
  const namespace = kubefedNamespace ?? DEFAULT_SYSTEM_NAMESPACE;
  return await Promise.all(
    clusters.map(async ({ name }) => ({
      name,
      api: await openByHost(name, { host: host.value, namespace, connection }),
    })),
  );
}

function noHost(files: readonly string[]): Answer<never> {
  return failed({
    kind: 'credential',
    code: 'unknown-context',
    message: `The kubeconfig ${files.join(', ')} has no current context that could be the host.`,
    remedy: 'Name the context of the host.',
  });
}
