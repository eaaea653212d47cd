import { Agent as HttpAgent, type IncomingMessage, type ServerResponse, request as requestHttp } from 'node:http';
import { type Server, createServer, Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CertificateAuthority } from '../../../lib/testing/credentials/certificate-authority';
import { type KubeconfigEntry } from '../../../lib/testing/credentials/kubeconfig';
import { type Fault, FaultPlan, type FaultRule, type SeenRequest, matches } from './fault';

/** The server that is behind a proxy, and how an administrator gets in. */
export interface Upstream {
  /** `https://127.0.0.1:12345`, or `http:` without the rest. */
  readonly server: string;
  /** PEM. */
  readonly authority?: string;
  /** PEM. */
  readonly certificate?: string;
  /** PEM. */
  readonly key?: string;
}

/** Whoever waits for a request to come in. */
interface Waiting {
  readonly match: Pick<FaultRule, 'methods' | 'path'>;
  left: number;
  readonly arrived: () => void;
}

/**
 * Stands before an API server and does to its answers what networks, gateways and overloaded servers do. Requests go on with
 * the administrator's certificate, or with the bearer token that they bring.
 */
export class MisbehavingProxy {
  /** The context of a kubeconfig that leads through the proxy. */
  public readonly kubeconfigEntry: KubeconfigEntry;
  readonly #server: Server;
  readonly #upstream: Upstream;
  readonly #plan = new FaultPlan();
  readonly #requests: SeenRequest[] = [];
  readonly #waiting = new Set<Waiting>();
  readonly #admin: HttpAgent | HttpsAgent;
  readonly #bearer: HttpAgent | HttpsAgent;

  private constructor(server: Server, upstream: Upstream, entry: KubeconfigEntry) {
    this.kubeconfigEntry = entry;
    this.#server = server;
    this.#upstream = upstream;
    const { authority: ca, certificate: cert, key } = upstream;
    const isPlain = upstream.server.startsWith('http:');
    this.#admin = isPlain ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true, ca, cert, key });
    this.#bearer = isPlain ? this.#admin : new HttpsAgent({ keepAlive: true, ca });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      // Whoever was asked, or has asked, may be gone: then there is nobody to answer.
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  /** Starts one on a free port of 127.0.0.1. */
  public static async start(name: string, upstream: Upstream): Promise<MisbehavingProxy> {
    const authority = await CertificateAuthority.create(`misbehaving proxy of ${name}`);
    const own = await authority.server([]);
    const client = await authority.client({ user: 'admin', groups: [] });
    const server = createServer({ cert: own.certificate, key: own.key });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new MisbehavingProxy(server, upstream, {
      name,
      server: `https://127.0.0.1:${port}`,
      authority: authority.certificate,
      ...client,
    });
  }

  /** All that have come in since it was started or told to {@link forget}. */
  public get requests(): readonly SeenRequest[] {
    return this.#requests;
  }

  /** Adds rules after those that are there. */
  public misbehave(...rules: readonly FaultRule[]): void {
    this.#plan.add(...rules);
  }

  /** From now on all requests come through. */
  public behave(): void {
    this.#plan.clear();
  }

  /** Forgets the requests that have come in. */
  public forget(): void {
    this.#requests.length = 0;
  }

  /** How many requests of a sort have come in. */
  public count(match: Pick<FaultRule, 'methods' | 'path'>): number {
    return this.#requests.filter((request) => matches(request, match)).length;
  }

  /** Until so many requests of a sort have come in from now on. */
  public arrival(match: Pick<FaultRule, 'methods' | 'path'>, times = 1): Promise<void> {
    return new Promise((arrived) => this.#waiting.add({ match, left: times, arrived }));
  }

  /** Ends it, with all connections. */
  public async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    this.#admin.destroy();
    this.#bearer.destroy();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const seen = { method: request.method ?? '', path: request.url ?? '' };
    this.#requests.push(seen);
    this.#announce(seen);
    const fault = this.#plan.next(seen);
    if (fault === undefined) return await pass(await this.#ask(request, body), response);
    await this.#misserve(fault, response, () => this.#ask(request, body));
  }

  #announce(seen: SeenRequest): void {
    for (const waiting of this.#waiting) {
      if (!matches(seen, waiting.match)) continue;
      waiting.left -= 1;
      if (waiting.left > 0) continue;
      this.#waiting.delete(waiting);
      waiting.arrived();
    }
  }

  #ask({ method, url = '', headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const { host: _, connection: __, ...passed } = headers;
    const agent = headers.authorization === undefined ? this.#admin : this.#bearer;
    const send = this.#upstream.server.startsWith('http:') ? requestHttp : requestHttps;
    return new Promise((resolve, reject) => {
      const asked = send(`${this.#upstream.server}${url}`, { method, headers: passed, agent }, resolve);
      asked.on('error', reject);
      asked.end(body);
    });
  }

  async #misserve(fault: Fault, response: ServerResponse, ask: () => Promise<IncomingMessage>): Promise<void> {
    if ('isDone' in fault && fault.isDone) await bytesOf(await ask());
    switch (fault.kind) {
      case 'status':
        return refuse(response, fault);
      case 'page':
        response.writeHead(fault.status, { 'content-type': 'text/html' });
        response.end('<html><body><h1>Please sign in</h1></body></html>');
        return;
      case 'reset':
        response.destroy();
        return;
      case 'silence':
        return;
      case 'late': {
        const answer = await ask();
        await sleep(fault.milliseconds);
        return await pass(answer, response);
      }
      case 'slow':
        return await drip(await ask(), response, fault);
      case 'truncated':
      case 'shortened':
        return await cut(await ask(), response, fault.kind);
    }
  }
}

function refuse(response: ServerResponse, { status, retryAfter }: Fault & { readonly kind: 'status' }): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  });
  response.end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message: 'a fault of a test',
      code: status,
      reason: REASONS.get(status) ?? 'InternalError',
    }),
  );
}

const REASONS = new Map([
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [409, 'Conflict'],
  [429, 'TooManyRequests'],
  [503, 'ServiceUnavailable'],
  [504, 'Timeout'],
]);

async function pass(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, headersOf(answer));
  // Of a watch, the client wants to know that it has begun.
  response.flushHeaders();
  response.on('close', () => answer.destroy());
  for await (const chunk of answer) response.write(chunk);
  response.end();
}

async function drip(
  answer: IncomingMessage,
  response: ServerResponse,
  { bytes, pause }: { readonly bytes: number; readonly pause: number },
): Promise<void> {
  const body = await bytesOf(answer);
  response.writeHead(answer.statusCode ?? 502, { ...headersOf(answer), 'content-length': body.length });
  for (let start = 0; start < body.length && !response.destroyed; start += bytes) {
    response.write(body.subarray(start, start + bytes));
    await sleep(pause);
  }
  response.end();
}

async function cut(answer: IncomingMessage, response: ServerResponse, how: 'truncated' | 'shortened'): Promise<void> {
  const body = await bytesOf(answer);
  const half = body.subarray(0, Math.floor(body.length / 2));
  const length = how === 'truncated' ? body.length : half.length;
  response.writeHead(answer.statusCode ?? 502, { ...headersOf(answer), 'content-length': length });
  if (how === 'shortened') {
    response.end(half);
    return;
  }
  await new Promise<void>((resolve) => response.write(half, () => resolve()));
  response.destroy();
}

function headersOf({ headers }: IncomingMessage): IncomingMessage['headers'] {
  const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...passed } = headers;
  return passed;
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
