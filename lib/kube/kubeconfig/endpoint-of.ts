import { X509Certificate } from 'node:crypto';
import { type Answer, ok } from '../answer';
import { type Endpoint } from '../http/endpoint';
import { type ProxyEnvironment, isLoopback, proxyOf } from '../http/proxy-of';
import { invalid, textOf } from './context-parts';
import { dataOrFile } from './entry-file';
import { type KubeconfigEntry } from './kubeconfig';

/** The API server of a cluster of a kubeconfig, and the way to it. */
export function endpointOf(cluster: KubeconfigEntry, env: ProxyEnvironment): Answer<Endpoint> {
  const { value } = cluster;
  const text = textOf(value, 'server');
  if (text === undefined) return invalid(cluster, 'a cluster has no server', 'Give it the URL of its API server.');
  const url = serverUrl(text);
  if (url === undefined) {
    return invalid(cluster, 'the server of a cluster is no URL of http or https', 'Write it as https://HOST:PORT.');
  }
  if (url.username !== '' || url.password !== '') {
    return invalid(
      cluster,
      'the server of a cluster has a user name or a password in its URL',
      'Take it out, and give the user a username and a password.',
    );
  }
  const ca = dataOrFile(cluster, 'certificate-authority');
  if (ca.outcome === 'failed') return ca;
  if (ca.value !== undefined && !isCertificate(ca.value)) {
    return invalid(
      cluster,
      'the certificate-authority of a cluster is no certificate',
      'Give the CA of the API server as PEM, base64 in certificate-authority-data.',
    );
  }
  const ownProxy = textOf(value, 'proxy-url');
  if (ownProxy !== undefined && !isProxyUrl(ownProxy)) {
    return invalid(cluster, 'the proxy-url of a cluster is none', 'Write http://HOST:PORT, https:// or socks5://.');
  }
  const proxyUrl = ownProxy ?? proxyOf(url, env);
  const tlsServerName = textOf(value, 'tls-server-name');
  return ok({
    server: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    ...(ca.value !== undefined && { ca: ca.value }),
    ...(tlsServerName !== undefined && { tlsServerName }),
    isInsecure: value['insecure-skip-tls-verify'] === true,
    ...(proxyUrl !== undefined && { proxyUrl }),
    isUncompressed: value['disable-compression'] === true || isLoopback(url.hostname),
  });
}

/** A URL of an API server, also where it is only a host and a port. */
export function serverUrl(text: string): URL | undefined {
  const url = parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined;
}

/** Whether a URL is one of a proxy that can be used. */
export function isProxyUrl(text: string): boolean {
  const url = parsed(text);
  return url !== undefined && /^(?:https?|socks5h?):$/.test(url.protocol) && url.hostname !== '';
}

/** Whether a text is one or more certificates as PEM. */
export function isCertificate(text: string): boolean {
  if (!text.includes('-----BEGIN')) return false;
  try {
    void new X509Certificate(text);
    return true;
  } catch {
    return false;
  }
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
