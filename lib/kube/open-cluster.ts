import { type Answer, ok } from './answer';
import { type ClusterApi } from './cluster-api';
import { contextCredential } from './credentials/context-credential';
import { type Credential, type LoadCredential } from './credentials/credential';
import { type ProviderSessions } from './credentials/provider-sessions';
import { type ContextParts, contextParts } from './kubeconfig/context-parts';
import { endpointOf } from './kubeconfig/endpoint-of';
import { type Kubeconfig } from './kubeconfig/kubeconfig';
import { type KubeconfigFiles, kubeconfigFiles } from './kubeconfig/kubeconfig-files';
import { readKubeconfig } from './kubeconfig/read-kubeconfig';
import { type ConnectionOptions, openEndpoint } from './open-endpoint';

/** Which cluster is opened, and how. */
export interface OpenClusterOptions extends ConnectionOptions {
  /** The kubeconfig. @default the files of KUBECONFIG, else ~/.kube/config */
  readonly kubeconfig?: string;
  /** A context of it. */
  readonly context: string;
}

/**
 * Opens a way to a cluster by a context of a kubeconfig. Nothing is sent yet, and no plugin is run. Fails as `credential`
 * where the kubeconfig has no such context, or says what cannot be.
 */
export async function openCluster({
  kubeconfig,
  context,
  ...options
}: OpenClusterOptions): Promise<Answer<ClusterApi>> {
  const files = kubeconfigFiles(kubeconfig);
  const read = readKubeconfig(files);
  return read.outcome === 'ok' ? await openContext({ files, kubeconfig: read.value, context }, options) : read;
}

/** Opens a context of a kubeconfig that has been read; its files are read again where a credential is to be renewed. */
export async function openContext(
  {
    files,
    kubeconfig,
    context,
  }: { readonly files: KubeconfigFiles; readonly kubeconfig: Kubeconfig; readonly context: string },
  options: ConnectionOptions,
): Promise<Answer<ClusterApi>> {
  const parts = contextParts(kubeconfig, context);
  if (parts.outcome === 'failed') return parts;
  const endpoint = endpointOf(parts.value.cluster, process.env);
  if (endpoint.outcome === 'failed') return endpoint;
  const { user } = parts.value;
  const now = options.pacing?.now ?? Date.now;
  const providers: ProviderSessions = new Map();
  const read = (from: ContextParts, signal: AbortSignal): Promise<Answer<Credential>> =>
    contextCredential({ ...from, signal, now, providers });
  // What lies in files is read at once, so that a mistake in it is told before anything begins; a plugin is run when needed.
  const isAtHand = user.value.exec === undefined && user.value['auth-provider'] === undefined;
  let first = isAtHand ? await read(parts.value, new AbortController().signal) : undefined;
  if (first?.outcome === 'failed') return first;
  const load: LoadCredential = async (signal) => {
    const held = first;
    first = undefined;
    if (held !== undefined) return held;
    const again = readKubeconfig(files);
    if (again.outcome === 'failed') return again;
    const renewed = contextParts(again.value, context);
    return renewed.outcome === 'failed' ? renewed : await read(renewed.value, signal);
  };
  return ok(openEndpoint(endpoint.value, load, options));
}
