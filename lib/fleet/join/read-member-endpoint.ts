import { type Answer, ok } from '../../kube/answer';
import { contextParts, textOf } from '../../kube/kubeconfig/context-parts';
import { endpointOf } from '../../kube/kubeconfig/endpoint-of';
import { kubeconfigFiles } from '../../kube/kubeconfig/kubeconfig-files';
import { readKubeconfig } from '../../kube/kubeconfig/read-kubeconfig';
import { type MemberEndpoint } from './member-endpoint';

/**
 * Where a context of a kubeconfig leads, as it is told to a host. A proxy that only the environment names is not passed on: the
 * host has an environment of its own.
 */
export function readMemberEndpoint(from: {
  /** @default the files of KUBECONFIG, else ~/.kube/config */
  readonly kubeconfig?: Parameters<typeof kubeconfigFiles>[0];
  readonly context: string;
}): Answer<MemberEndpoint> {
  const kubeconfig = readKubeconfig(kubeconfigFiles(from.kubeconfig));
  if (kubeconfig.outcome === 'failed') return kubeconfig;
  const parts = contextParts(kubeconfig.value, from.context);
  if (parts.outcome === 'failed') return parts;
  const { cluster } = parts.value;
  const endpoint = endpointOf(cluster, {});
  if (endpoint.outcome === 'failed') return endpoint;
  const { server, ca, isInsecure, tlsServerName } = endpoint.value;
  const proxyUrl = textOf(cluster.value, 'proxy-url');
  return ok({
    server: textOf(cluster.value, 'server') ?? server,
    isInsecure,
    ...(ca !== undefined && { authority: ca }),
    ...(proxyUrl !== undefined && { proxyUrl }),
    ...(tlsServerName !== undefined && { tlsServerName }),
  });
}
