import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type SecureContext, createSecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { type Credential } from '../credentials/credential';
import { type Endpoint } from './endpoint';

/** How long, in milliseconds, a connection lives that nobody uses: less than load balancers and API servers (90 s) grant. */
const IDLE = 20_000;

/** What a request needs to get onto the wire. */
export interface Connection {
  readonly agent: HttpAgent;
  readonly tls?: ConnectionTls;
}

/** What TLS is told of both ends. */
export interface ConnectionTls {
  readonly secureContext: SecureContext;
  readonly rejectUnauthorized: boolean;
  readonly servername?: string;
}

/**
 * The connections to one API server, kept alive between requests. A client certificate belongs to a connection, so that a
 * new one has connections of its own.
 */
export class Connections {
  readonly #endpoint: Endpoint;
  #open: { readonly connection: Connection; readonly certificate: Credential['certificate'] } | undefined;

  public constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /**
   * Connections of a credential.
   *
   * @throws Error of OpenSSL, where a CA, certificate or key is none.
   */
  public of({ certificate }: Credential): Connection {
    if (this.#open !== undefined && isSame(this.#open.certificate, certificate)) return this.#open.connection;
    const connection = connectionOf(this.#endpoint, certificate);
    // Those of the old certificate end with the requests that are on them.
    this.close();
    this.#open = { connection, certificate };
    return connection;
  }

  /** Closes those that nobody uses. */
  public close(): void {
    for (const sockets of Object.values(this.#open?.connection.agent.freeSockets ?? {})) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }
}

function isSame(one: Credential['certificate'], other: Credential['certificate']): boolean {
  return one?.cert === other?.cert && one?.key === other?.key;
}

function connectionOf(endpoint: Endpoint, certificate: Credential['certificate']): Connection {
  const { server, ca, isInsecure, tlsServerName, proxyUrl } = endpoint;
  const isTls = server.startsWith('https:');
  const pool = { keepAlive: true, timeout: IDLE, scheduling: 'lifo' } as const;
  const agent =
    proxyUrl === undefined
      ? isTls
        ? new HttpsAgent(pool)
        : new HttpAgent(pool)
      : proxyUrl.startsWith('socks')
        ? // Names are looked up by the proxy, as Go programs have it.
          new SocksProxyAgent(proxyUrl.replace(/^socks5:/, 'socks5h:'), pool)
        : new HttpsProxyAgent(proxyUrl, pool);
  if (!isTls) return { agent };
  const tls: ConnectionTls = {
    secureContext: createSecureContext({ ...(ca !== undefined && { ca }), ...certificate }),
    rejectUnauthorized: !isInsecure,
    ...(tlsServerName !== undefined && { servername: tlsServerName }),
  };
  return { agent, tls };
}
