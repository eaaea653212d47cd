import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Connection } from './connections';
import { type RequestHeaders } from './request-headers';
import { type BrokenExchange, brokenBy } from './broken-exchange';

/** To whom it is sent: what is the same for each request to a server, made once. */
export interface Origin {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}

/** What is sent. */
export interface HttpRequest {
  readonly method: string;
  readonly origin: Origin;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: RequestHeaders;
  readonly body?: string;
}

/** What came back, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer, whole; or what kept it from being so. */
export type Exchange = { readonly outcome: 'answered'; readonly answer: HttpAnswer } | BrokenExchange;

/** An answer whose body is still to come; or what kept it from being so. */
export type OpenExchange =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: Readable;
    }
  | BrokenExchange;

/** Limits of an exchange. */
export interface ExchangeLimits {
  /** From the start to the last byte, in milliseconds; of an open exchange, to the first byte of the body. */
  readonly timeoutMs: number;
  /** Until there is a connection, in milliseconds. */
  readonly connectTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends a request once and reads the whole answer. */
export async function exchange(
  request: HttpRequest,
  connection: Connection,
  limits: ExchangeLimits,
): Promise<Exchange> {
  return await run(request, connection, limits, (response, done, fail) => {
    const chunks: Buffer[] = [];
    const body = bodyOf(response);
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.on('error', fail);
    body.on('end', () => {
      const text = (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString('utf8') ?? '';
      done({ outcome: 'answered', answer: { status: statusOf(response), headers: response.headers, body: text } });
    });
  });
}

/** Sends a request once and hands over the body as it comes. Whoever reads it destroys it at the end. */
export async function openExchange(
  request: HttpRequest,
  connection: Connection,
  limits: ExchangeLimits,
): Promise<OpenExchange> {
  return await run<OpenExchange>(request, connection, limits, (response, done) => {
    done({ outcome: 'answered', status: statusOf(response), headers: response.headers, body: bodyOf(response) });
  });
}

function run<T>(
  { method, origin, path, headers, body }: HttpRequest,
  { agent, tls }: Connection,
  { timeoutMs, connectTimeoutMs, signal }: ExchangeLimits,
  read: (response: IncomingMessage, done: (result: T) => void, fail: (error: unknown) => void) => void,
): Promise<T | BrokenExchange> {
  return new Promise((resolve) => {
    const progress = { isConnected: false, isAnswered: false, isReused: false };
    let isDone = false;
    if (signal.aborted) {
      resolve(brokenBy({ cause: 'aborted', error: undefined, progress, timeoutMs }));
      return;
    }
    const send = origin.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send({ ...origin, method, path, headers, agent, ...tls });
    const finish = (result: T | BrokenExchange): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(whole);
      clearTimeout(connecting);
      signal.removeEventListener('abort', abort);
      resolve(result);
    };
    const stop = (cause: 'timeout' | 'aborted' | 'broken', error?: unknown): void => {
      finish(brokenBy({ cause, error, progress, timeoutMs: progress.isConnected ? timeoutMs : connectTimeoutMs }));
      request.destroy();
    };
    const connected = (): void => {
      progress.isConnected = true;
      clearTimeout(connecting);
    };
    const abort = (): void => stop('aborted');
    const whole = setTimeout(() => stop('timeout'), timeoutMs);
    const connecting = setTimeout(() => stop('timeout'), connectTimeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    request.on('socket', (socket) => {
      progress.isReused = request.reusedSocket;
      if (!socket.connecting && (tls === undefined || 'encrypted' in socket) && isReady(socket)) connected();
      else socket.once(tls === undefined ? 'connect' : 'secureConnect', connected);
    });
    // The agent hands the answer of a proxy that refuses on as if it were the server's.
    request.on('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode !== 200) stop('broken', new Error(`the proxy refused with ${String(statusCode)}`));
    });
    request.on('response', (response) => {
      progress.isAnswered = true;
      connected();
      response.on('aborted', () => stop('broken', new Error('the answer broke off')));
      response.on('error', (error) => stop('broken', error));
      read(response, finish, (error) => stop('broken', error));
    });
    request.on('error', (error) => stop('broken', error));
    request.end(body);
  });
}

/** Whether the handshake of a TLS socket is done: those of a proxy and those that are used again come with it done. */
function isReady(socket: object): boolean {
  return !('secureConnecting' in socket) || socket.secureConnecting === false;
}

function statusOf(response: IncomingMessage): number {
  return response.statusCode ?? 0;
}

function bodyOf(response: IncomingMessage): Readable {
  return response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response;
}
