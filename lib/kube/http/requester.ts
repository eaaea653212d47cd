import { type Readable } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import { errorMessage } from '../../model/error-message';
import { type Json } from '../../model/json';
import { type Answer, type ApiFailure, type Failed, failed, failedAs, ok } from '../answer';
import { type CredentialSource } from '../credentials/credential-source';
import { type Credential } from '../credentials/credential';
import { type BrokenExchange } from './broken-exchange';
import { type Connection, type Connections } from './connections';
import {
  type ExchangeLimits,
  type HttpAnswer,
  type HttpRequest,
  type Origin,
  exchange,
  openExchange,
} from './exchange';
import { failureOfAnswer } from './failure-of-answer';
import { type Limiter } from './limiter';
import { type Pacing } from './pacing';
import { waitBeforeRetry } from './retry-policy';
import { SecretMask, textsOf } from './secret-mask';

/** A request to an API server. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the server's URL, each part encoded: `/api/v1/namespaces/shop`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** @default application/json */
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: string;
  /** Whether it changes something: not where it only asks what would be. */
  readonly isWrite: boolean;
  /** Whether it may be done twice without harm. */
  readonly isRepeatable: boolean;
  /** What is written, where it is a Secret: no failure may quote it. */
  readonly secret?: Json;
  /** Whether an answer of any status is what was asked for. @default false */
  readonly takesAnyStatus?: boolean;
}

/** What a Requester works with. */
export interface RequesterParts {
  readonly server: string;
  readonly connections: Connections;
  readonly credentials: CredentialSource;
  readonly limiter: Limiter;
  readonly mask: SecretMask;
  readonly pacing: Pacing;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly acceptEncoding: 'gzip' | 'identity';
  readonly signal: AbortSignal;
}

/** What came of one attempt. */
type Attempted<T> =
  | { readonly outcome: 'ok'; readonly value: T }
  | {
      readonly outcome: 'failed';
      readonly failure: ApiFailure;
      readonly mayHaveArrived: boolean;
      readonly retryAfter?: string;
      readonly isStaleConnection: boolean;
    };

/** Sends requests until they are answered, as often as that does no harm. */
export class Requester {
  readonly #parts: RequesterParts;
  readonly #origin: Origin;
  readonly #basePath: string;
  readonly #known = new WeakSet<Credential>();

  public constructor(parts: RequesterParts) {
    this.#parts = parts;
    const url = new URL(parts.server);
    const { hostname, port } = urlToHttpOptions(url);
    this.#origin = {
      protocol: url.protocol,
      hostname: hostname ?? url.hostname,
      ...(typeof port === 'number' && { port }),
    };
    this.#basePath = url.pathname.replace(/\/+$/, '');
  }

  /** The answer, of status 2xx unless any is wanted. */
  public async send(request: ApiRequest): Promise<Answer<HttpAnswer>> {
    let last: HttpAnswer | undefined;
    const persisted = await this.#persist<HttpAnswer>(request, async (sent, connection, limits) => {
      const result = await this.#parts.limiter.run(() => exchange(sent, connection, limits));
      if (result.outcome === 'broken') return this.#broken(result);
      const { answer } = result;
      last = answer;
      // A credential that is refused is read again in any case.
      const isWanted = isSuccess(answer.status) || (request.takesAnyStatus === true && answer.status !== 401);
      return isWanted ? ok(answer) : this.#refused(answer);
    });
    const isAnyWanted = request.takesAnyStatus === true && last !== undefined;
    return isAnyWanted && failedAs(persisted, 'unauthorized') ? ok(last as HttpAnswer) : persisted;
  }

  /** The body of an answer 2xx, as it comes. It stands outside of the limit of requests at a time. */
  public async open(request: ApiRequest, signal: AbortSignal): Promise<Answer<Readable>> {
    const stop = AbortSignal.any([signal, this.#parts.signal]);
    return await this.#persist(request, async (sent, connection, limits) => {
      const result = await openExchange(sent, connection, { ...limits, signal: stop });
      if (result.outcome === 'broken') return this.#broken(result);
      if (isSuccess(result.status)) return ok(result.body);
      const body = await textOf(result.body);
      return this.#refused({ ...result, body });
    });
  }

  /** The time that it goes by. */
  public get pacing(): Pacing {
    return this.#parts.pacing;
  }

  async #persist<T>(
    request: ApiRequest,
    attempt: (sent: HttpRequest, connection: Connection, limits: ExchangeLimits) => Promise<Attempted<T>>,
  ): Promise<Answer<T>> {
    const { credentials, pacing, timeoutMs, signal } = this.#parts;
    const start = pacing.now();
    let isRenewed = false;
    let isUncertain = false;
    let credential = await credentials.current();
    for (let number = 1; ; number += 1) {
      if (signal.aborted) return failed({ kind: 'aborted', message: 'The run was stopped.', isUncertain });
      if (credential.outcome === 'failed') return this.#masked(credential.failure, { request, isUncertain });
      this.#learn(credential.value);
      const prepared = this.#prepare(request, credential.value);
      if (prepared.outcome === 'failed') return prepared;
      const { sent, connection, limits } = prepared.value;
      const result = await attempt(sent, connection, limits);
      if (result.outcome === 'ok') return result;
      const { failure, mayHaveArrived, retryAfter } = result;
      isUncertain ||= mayHaveArrived && request.isWrite;
      if (failure.kind === 'unauthorized' && !isRenewed) {
        isRenewed = true;
        const renewed = await credentials.renewed(credential.value);
        if (renewed.outcome === 'failed' || !isSame(renewed.value, credential.value)) {
          credential = renewed;
          continue;
        }
      }
      const wait = waitBeforeRetry({
        failure,
        number,
        isRepeatable: request.isRepeatable,
        mayHaveArrived,
        ...(retryAfter !== undefined && { retryAfter }),
        now: pacing.now(),
        random: result.isStaleConnection ? 0 : pacing.random(),
      });
      // Whoever waits longer than for an answer would rather know.
      if (wait === undefined || pacing.now() + wait - start > timeoutMs)
        return this.#masked(failure, { request, isUncertain });
      await pacing.sleep(wait, signal);
      credential = await credentials.current();
    }
  }

  #prepare(
    { method, path, query, accept = 'application/json', contentType, body }: ApiRequest,
    credential: Credential,
  ): Answer<{ readonly sent: HttpRequest; readonly connection: Connection; readonly limits: ExchangeLimits }> {
    const { connections, timeoutMs, connectTimeoutMs, signal, acceptEncoding } = this.#parts;
    const headers = {
      'User-Agent': 'fed8s',
      Accept: accept,
      'Accept-Encoding': acceptEncoding,
      ...(body !== undefined && {
        'Content-Type': contentType ?? 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
      }),
      ...credential.headers,
    };
    try {
      const connection = connections.of(credential);
      const sent = {
        method,
        origin: this.#origin,
        path: this.#pathOf(path, query),
        headers,
        ...(body !== undefined && { body }),
      };
      return ok({ sent, connection, limits: { timeoutMs, connectTimeoutMs, signal } });
    } catch (error) {
      const why = this.#parts.mask.mask(errorMessage(error));
      return failed({
        kind: 'credential',
        message: `A CA, certificate or key of the kubeconfig is not valid: ${why}.`,
      });
    }
  }

  #pathOf(path: string, query: ApiRequest['query'] = {}): string {
    const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    return `${this.#basePath}${path}${given.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(given)).toString()}`}`;
  }

  #broken({ kind, why, mayHaveArrived, isStaleConnection }: BrokenExchange): Attempted<never> {
    const message = kind === 'aborted' ? 'The run was stopped.' : `${this.#parts.server}: ${why}.`;
    const { failure } = failed({ kind, message });
    return { outcome: 'failed', failure, mayHaveArrived, isStaleConnection };
  }

  #refused(answer: HttpAnswer): Attempted<never> {
    const retryAfter = answer.headers['retry-after'];
    const failure = failureOfAnswer(answer);
    return {
      outcome: 'failed',
      failure,
      // What a gateway did with a request before it gave up, nobody knows.
      mayHaveArrived: failure.kind === 'server-error',
      isStaleConnection: false,
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }

  /** Tells the mask what must not be seen, once. */
  #learn(credential: Credential): void {
    if (this.#known.has(credential)) return;
    this.#known.add(credential);
    this.#parts.mask.add(...credential.secrets);
  }

  #masked(
    failure: ApiFailure,
    { request, isUncertain }: { readonly request: ApiRequest; readonly isUncertain: boolean },
  ): Failed {
    const written = new SecretMask();
    if (request.secret !== undefined) written.add(...textsOf(request.secret));
    const mask = (text: string): string => written.mask(this.#parts.mask.mask(text));
    return failed({
      ...failure,
      message: mask(failure.message),
      causes: failure.causes.map((cause) => ({ ...cause, message: mask(cause.message) })),
      isUncertain,
    });
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function isSame(one: Credential, other: Credential): boolean {
  return (
    JSON.stringify(one.headers) === JSON.stringify(other.headers) && one.certificate?.cert === other.certificate?.cert
  );
}

async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk as Buffer);
  } catch {
    // a refusal that breaks off is a refusal
  }
  return Buffer.concat(chunks).toString('utf8');
}
