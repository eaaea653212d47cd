import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type Server, createServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PeerCertificate, type TLSSocket } from 'node:tls';
import { CertificateAuthority } from '../../lib/testing/credentials/certificate-authority';

/** A request that the stand-in was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The CN of the client's certificate. */
  readonly client: string | undefined;
}

/** What the stand-in does about a request; with `as usual` it leaves it to what it does otherwise. */
export type Behaviour = (asked: Asked, response: ServerResponse, count: number) => unknown;

/** Stands in for an API server, where a test needs one that misbehaves: it serves discovery and what the test says. */
export class StandIn {
  public readonly asked: Asked[] = [];
  public connections = 0;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public readonly authority: CertificateAuthority,
    public readonly folder: string,
  ) {}

  /** @param discover what it does about discovery. */
  public static async start(
    behave: Behaviour = () => 'as usual',
    discover: Behaviour = () => 'as usual',
  ): Promise<StandIn> {
    const authority = await CertificateAuthority.create('stand-in');
    const { certificate, key } = await authority.server(['stand-in.test']);
    const folder = mkdtempSync(join(tmpdir(), 'fed8s-stand-in-'));
    const server = createServer({
      cert: certificate,
      key,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    });
    const standIn = new StandIn(server, authority, folder);
    server.on('connection', (socket: Socket) => {
      standIn.#sockets.add(socket);
      socket.on('close', () => standIn.#sockets.delete(socket));
    });
    server.on('secureConnection', () => (standIn.connections += 1));
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const url = new URL(request.url ?? '', 'https://stand-in.test');
        const asked = {
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body,
          client: clientOf(request.socket),
        };
        if (isDiscovery(asked.path)) {
          if (discover(asked, response, 0) === 'as usual') discovery(asked.path, response);
          return;
        }
        standIn.asked.push(asked);
        if (behave(asked, response, standIn.asked.length) === 'as usual') json(response, 200, { kind: 'Fine' });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public get url(): string {
    return `https://127.0.0.1:${String(this.port)}`;
  }

  /** Writes a kubeconfig with one context, `it`, and says where. */
  public kubeconfig(user: object, cluster: object = {}): string {
    const file = join(this.folder, 'config');
    const ca = Buffer.from(this.authority.certificate).toString('base64');
    const text = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { server: this.url, 'certificate-authority-data': ca, ...cluster } }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'it', context: { cluster: 'c', user: 'u' } }],
    };
    writeFileSync(file, JSON.stringify(text));
    return file;
  }

  public async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Answers with a Status object. */
export function refuse(
  response: ServerResponse,
  status: { readonly code: number; readonly [key: string]: unknown },
  headers: Record<string, string> = {},
): void {
  json(response, status.code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', ...status }, headers);
}

/** Its certificate is an empty object where it shows none. */
function clientOf(socket: Socket): string | undefined {
  if (!('getPeerCertificate' in socket)) return undefined;
  const { subject } = (socket as TLSSocket).getPeerCertificate() as Partial<PeerCertificate>;
  return subject?.CN as string | undefined;
}

function isDiscovery(path: string): boolean {
  return /^\/api(?:\/v1)?$|^\/apis(?:\/[^/]+\/[^/]+)?$/.test(path);
}

const VERBS = ['get', 'list', 'create', 'update', 'patch', 'delete', 'watch'];

function discovery(path: string, response: ServerResponse): void {
  const resource = (plural: string, kind: string, scope = 'Namespaced') => ({
    resource: plural,
    responseKind: { group: '', version: 'v1', kind },
    scope,
    verbs: VERBS,
  });
  const core = {
    metadata: {},
    versions: [
      {
        version: 'v1',
        freshness: 'Current',
        resources: [
          resource('configmaps', 'ConfigMap'),
          resource('secrets', 'Secret'),
          resource('serviceaccounts', 'ServiceAccount'),
          resource('namespaces', 'Namespace', 'Cluster'),
        ],
      },
    ],
  };
  json(response, 200, {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    items: path === '/api' ? [core] : [],
  });
}
