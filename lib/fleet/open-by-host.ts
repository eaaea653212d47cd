import { type Answer, failed, failedAs, ok } from '../kube/answer';
import { type ClusterApi } from '../kube/cluster-api';
import { type Credential } from '../kube/credentials/credential';
import { type Endpoint } from '../kube/http/endpoint';
import { isLoopback, proxyOf } from '../kube/http/proxy-of';
import { isCertificate, isProxyUrl, serverUrl } from '../kube/kubeconfig/endpoint-of';
import { type ConnectionOptions, openEndpoint } from '../kube/open-endpoint';
import { CORE_GROUP } from '../model/federated-type';
import { type JsonObject, isJsonList, isJsonObject } from '../model/json';
import { TLS_SERVER_NAME } from './marks';
import { metadataOf } from './metadata-of';

/** The host, and where on it to look. */
interface HostPlace {
  readonly host: ClusterApi;
  readonly namespace: string;
  readonly connection: ConnectionOptions;
}

/** Opens a way to a cluster by what the host has of it: its KubeFedCluster, and the token of the Secret that this names. */
// KubeFed v0.10.0, pkg/controller/util/cluster_util.go: BuildClusterConfig
export async function openByHost(name: string, place: HostPlace): Promise<Answer<ClusterApi>> {
  const { host, namespace, connection } = place;
  const ref = { apiVersion: `${CORE_GROUP}/v1beta1`, kind: 'KubeFedCluster', namespace, name };
  const object = await host.get(ref);
  if (object.outcome === 'failed') {
    return failedAs(object, 'not-found', 'unknown-kind')
      ? noCredential(`The host has no KubeFedCluster ${namespace}/${name}.`, `Join the cluster: fed8s join ${name}.`)
      : onHost(object.failure.message, object.failure);
  }
  const spec = objectOf(object.value.spec);
  const tlsServerName = metadataOf(object.value).annotations[TLS_SERVER_NAME];
  const endpoint = endpointOfSpec(spec, { name, ...(tlsServerName !== undefined && { tlsServerName }) });
  if (endpoint.outcome === 'failed') return endpoint;
  const secretName = objectOf(spec.secretRef).name;
  if (typeof secretName !== 'string' || secretName === '') {
    return noCredential(`The KubeFedCluster ${name} names no Secret.`, `Join the cluster again: fed8s join ${name}.`);
  }
  const load = (): Promise<Answer<Credential>> => tokenOf(secretName, { place, name });
  const first = await load();
  if (first.outcome === 'failed') return first;
  let isFirst = true;
  return ok(
    openEndpoint(
      endpoint.value,
      async () => {
        if (!isFirst) return await load();
        isFirst = false;
        return first;
      },
      connection,
    ),
  );
}

async function tokenOf(
  secretName: string,
  { place: { host, namespace }, name }: { readonly place: HostPlace; readonly name: string },
): Promise<Answer<Credential>> {
  const secret = await host.get({ apiVersion: 'v1', kind: 'Secret', namespace, name: secretName });
  if (secret.outcome === 'failed') {
    return failedAs(secret, 'not-found')
      ? noCredential(
          `The Secret ${namespace}/${secretName} of the KubeFedCluster ${name} is not on the host.`,
          `Join the cluster again: fed8s join ${name}.`,
        )
      : onHost(secret.failure.message, secret.failure);
  }
  const encoded = objectOf(secret.value.data).token;
  const token = typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8').trim() : '';
  if (token === '') {
    return noCredential(
      `The Secret ${namespace}/${secretName} of the KubeFedCluster ${name} has no token.`,
      `Renew it: fed8s rotate ${name}.`,
    );
  }
  return ok({ headers: { Authorization: `Bearer ${token}` }, secrets: [token] });
}

function endpointOfSpec(
  spec: JsonObject,
  { name, tlsServerName }: { readonly name: string; readonly tlsServerName?: string },
): Answer<Endpoint> {
  const url = typeof spec.apiEndpoint === 'string' ? serverUrl(spec.apiEndpoint) : undefined;
  if (url === undefined) {
    return noCredential(`The KubeFedCluster ${name} has no valid apiEndpoint.`, 'Write it as https://HOST:PORT.');
  }
  const bundle = typeof spec.caBundle === 'string' ? Buffer.from(spec.caBundle, 'base64').toString('utf8') : '';
  if (bundle !== '' && !isCertificate(bundle)) {
    return noCredential(`The caBundle of the KubeFedCluster ${name} is no certificate.`, 'Give it as PEM, in base64.');
  }
  const proxy = typeof spec.proxyURL === 'string' && spec.proxyURL !== '' ? spec.proxyURL : undefined;
  if (proxy !== undefined && !isProxyUrl(proxy)) {
    return noCredential(`The proxyURL of the KubeFedCluster ${name} is none.`, 'Write http://HOST:PORT or socks5://.');
  }
  const proxyUrl = proxy ?? proxyOf(url, process.env);
  const disabled = isJsonList(spec.disabledTLSValidations) ? spec.disabledTLSValidations : [];
  return ok({
    server: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    ...(bundle !== '' && { ca: bundle }),
    ...(tlsServerName !== undefined && { tlsServerName }),
    isInsecure: disabled.includes('*'),
    ...(proxyUrl !== undefined && { proxyUrl }),
    isUncompressed: isLoopback(url.hostname),
  });
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function noCredential(message: string, remedy: string): Answer<never> {
  return failed({ kind: 'credential', code: 'no-credential', message, remedy });
}

/** A failure of the host, where a member is asked for: of the member nothing is known. */
function onHost(message: string, { status }: { readonly status?: number }): Answer<never> {
  return failed({
    kind: 'credential',
    code: 'no-credential',
    message: `The credential is on the host, and the host does not give it: ${message}`,
    remedy: 'Mend the way to the host, or use the contexts of the kubeconfig.',
    ...(status !== undefined && { status }),
  });
}
