import { BlockList, isIP } from 'node:net';

/** The environment, as far as proxies go. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a URL, as Go programs such as kubectl read it: HTTPS_PROXY or HTTP_PROXY by the
 * scheme of the URL, NO_PROXY as a list of hosts, domains, addresses and CIDR ranges; loopback addresses have none.
 */
// golang.org/x/net/http/httpproxy (proxy.go): useProxy, and the order in which its matchers are made
export function proxyOf(url: URL, env: ProxyEnvironment): string | undefined {
  const proxy = url.protocol === 'https:' ? (env.HTTPS_PROXY ?? env.https_proxy) : (env.HTTP_PROXY ?? env.http_proxy);
  if (proxy === undefined || proxy === '') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isLoopback(host)) return undefined;
  const port = url.port !== '' ? url.port : url.protocol === 'https:' ? '443' : '80';
  const exceptions = (env.NO_PROXY ?? env.no_proxy ?? '').split(',').map((text) => text.trim().toLowerCase());
  if (exceptions.some((exception) => isException(exception, host, port))) return undefined;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function isException(exception: string, host: string, port: string): boolean {
  if (exception === '') return false;
  if (exception === '*') return true;
  const range = /^(.+)\/(\d+)$/.exec(exception);
  if (range !== null) return isInRange(host, range[1] ?? '', Number(range[2]));
  const [, name = exception, wantedPort] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(isIP(exception) === 0 ? exception : '') ?? [];
  if (wantedPort !== undefined && wantedPort !== port) return false;
  if (isIP(name) !== 0) return name === host;
  // ".corp" and "*.corp" mean what is below corp, "corp" also corp itself
  const domain = name.replace(/^\*/, '');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function isInRange(host: string, network: string, prefix: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || prefix > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, prefix, type);
  return list.check(host, type);
}
