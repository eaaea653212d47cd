import { setMaxListeners } from 'node:events';
import { type ClusterApi } from './cluster-api';
import { type LoadCredential } from './credentials/credential';
import { CredentialSource } from './credentials/credential-source';
import { Connections } from './http/connections';
import { type Endpoint } from './http/endpoint';
import { HttpCluster } from './http-cluster';
import { Limiter } from './http/limiter';
import { type Pacing, realPacing } from './http/pacing';
import { Requester } from './http/requester';
import { SecretMask } from './http/secret-mask';

/** How a cluster is talked to. */
export interface ConnectionOptions {
  /** Ends everything that is under way, and all that comes after. */
  readonly signal?: AbortSignal;
  /** How long one request may take, to the last byte of its answer, in milliseconds. @default 30000 */
  readonly timeoutMs?: number;
  /** Requests at a time; watches do not count. @default 16 */
  readonly concurrency?: number;
  /** Time and chance. @default those of this machine */
  readonly pacing?: Pacing;
}

/** No connection takes longer, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;

/** A cluster at an endpoint, with whatever credential there is. */
export function openEndpoint(
  endpoint: Endpoint,
  load: LoadCredential,
  { signal, timeoutMs = 30_000, concurrency = 16, pacing = realPacing }: ConnectionOptions = {},
): ClusterApi {
  const closing = new AbortController();
  const connections = new Connections(endpoint);
  const mask = new SecretMask();
  const proxy = endpoint.proxyUrl === undefined ? undefined : new URL(endpoint.proxyUrl);
  mask.add(proxy?.password, proxy && decodeURIComponent(proxy.password));
  const stop = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
  // Each request under way listens to it; Node warns of more than ten.
  setMaxListeners(0, stop);
  const requester = new Requester({
    server: endpoint.server,
    connections,
    credentials: new CredentialSource(load, { pacing, signal: stop }),
    limiter: new Limiter(concurrency),
    mask,
    pacing,
    timeoutMs,
    connectTimeoutMs: Math.min(CONNECT_TIMEOUT, timeoutMs),
    acceptEncoding: endpoint.isUncompressed ? 'identity' : 'gzip',
    signal: stop,
  });
  return new HttpCluster(endpoint.server, requester, () => {
    closing.abort();
    connections.close();
  });
}
