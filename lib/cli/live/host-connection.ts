import { joinedClusters } from '../../fleet/status/status';
import { type Answer, type ApiFailure } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { kubeconfigFiles } from '../../kube/kubeconfig/kubeconfig-files';
import { readKubeconfig } from '../../kube/kubeconfig/read-kubeconfig';
import { openCluster } from '../../kube/open-cluster';
import { FederationError } from '../../model/federation-error';
import { type Problem } from '../../model/problem';
import { type ConnectionFlags } from './live-options';

const MILLISECONDS = 1000;

/** The host of a call. */
export interface HostConnection {
  readonly api: ClusterApi;
  /** Its kubeconfig context. */
  readonly context: string;
  /** Opens another context of the same kubeconfig; it is closed with the host. */
  readonly open: (context: string) => Promise<Answer<ClusterApi>>;
  /** The context of a cluster: as given, else as the host has kept it, else its name. */
  readonly contextOf: (cluster: string, given: string | undefined) => Promise<string>;
}

/**
 * Does a work with the host of a call, and closes all connections after.
 *
 * @throws FederationError where the kubeconfig does not lead to a host.
 */
export async function withHost<T>(flags: ConnectionFlags, work: (host: HostConnection) => Promise<T>): Promise<T> {
  const { kubeconfig, requestTimeout, kubefedNamespace } = flags;
  const opened: ClusterApi[] = [];
  const open = async (context: string): Promise<Answer<ClusterApi>> => {
    const answer = await openCluster({
      context,
      ...(kubeconfig !== undefined && { kubeconfig }),
      ...(requestTimeout !== undefined && { timeoutMs: requestTimeout * MILLISECONDS }),
    });
    if (answer.outcome === 'ok') opened.push(answer.value);
    return answer;
  };
  const context = flags.hostContext ?? currentContext(kubeconfig);
  const host = await open(context);
  if (host.outcome === 'failed') throw new FederationError(problemOf(host.failure));
  const contextOf = async (cluster: string, given: string | undefined): Promise<string> => {
    if (given !== undefined) return given;
    const joined = await joinedClusters(host.value, kubefedNamespace === undefined ? {} : { kubefedNamespace });
    const known = joined.outcome === 'ok' ? joined.value.find(({ name }) => name === cluster) : undefined;
    return known?.context ?? cluster;
  };
  try {
    return await work({ api: host.value, context, open, contextOf });
  } finally {
    for (const api of opened) api.close();
  }
}

/** What is said of a failure at this end, or of a host that does not answer. */
export function problemOf({ code, message, remedy }: ApiFailure): Problem {
  return {
    code: code ?? 'cluster-not-ready',
    severity: 'error',
    message,
    remedy: remedy ?? 'Look at the cluster and the way to it, and run this again.',
  };
}

function currentContext(kubeconfig: string | undefined): string {
  const read = readKubeconfig(kubeconfigFiles(kubeconfig));
  if (read.outcome === 'failed') throw new FederationError(problemOf(read.failure));
  const { currentContext: current } = read.value;
  if (current !== undefined) return current;
  throw new FederationError({
    code: 'unknown-context',
    severity: 'error',
    message: 'The kubeconfig has no current context, and the call names no host.',
    remedy: 'Say --host-context.',
  });
}
