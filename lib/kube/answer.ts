import { type ProblemCode } from '../model/problem-codes';

/** What came of a request to a cluster. It is a value: nothing that a network or a server does is thrown. */
export type Answer<T> = Answered<T> | Failed;

/** The server did what was asked for. */
export interface Answered<T> {
  readonly outcome: 'ok';
  readonly value: T;
}

/** It did not, or nobody knows. */
export interface Failed {
  readonly outcome: 'failed';
  readonly failure: ApiFailure;
}

/** Why a request came to nothing. */
export interface ApiFailure {
  readonly kind: ApiFailureKind;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** The `reason` of the server's Status object. */
  readonly reason?: string;
  /** One sentence for people, without secrets. */
  readonly message: string;
  /** The `details.causes` of the server's Status object: what is wrong with which field. */
  readonly causes: readonly FailureCause[];
  /** Whether a write may have been done, though no answer says so. */
  readonly isUncertain: boolean;
  /** Of a list that has expired: the token that goes on with what is left, from a newer snapshot. */
  readonly continueToken?: string;
  /** Where somebody at this end can mend it (a context that is not there, a plugin that fails): which problem it is. */
  readonly code?: ProblemCode;
  /** One sentence: how to mend it. */
  readonly remedy?: string;
}

/** One thing that a server found wrong. */
export interface FailureCause {
  readonly reason?: string;
  readonly field?: string;
  readonly message: string;
}

/**
 * - `credential`: there is none to be had (an exec plugin failed, a file is missing); nothing was sent
 * - `unreachable`: no connection (name, port, TLS), or it broke off
 * - `timeout`: no answer in time
 * - `malformed`: an answer that is none of a Kubernetes API server (a truncated body, a page of a proxy)
 * - `aborted`: the run was stopped, or the connection closed, before there was an answer
 * - `unauthorized`: 401, after the credential was read again · `forbidden`: 403 by RBAC
 * - `terminating`: the namespace is on its way out
 * - `admission`: an admission webhook or policy refused it, or could not be asked
 * - `quota`: a ResourceQuota leaves no room for it
 * - `not-found`: there is no such object · `unknown-kind`: the server does not serve the kind
 * - `already-exists`, `conflict`: 409 · `expired`: 410 · `too-large`: 413 · `invalid`: 400, 415, 422
 * - `throttled`: 429, `server-error`: 5xx; both after retries
 */
export type ApiFailureKind =
  | 'credential'
  | 'unreachable'
  | 'timeout'
  | 'malformed'
  | 'aborted'
  | 'unauthorized'
  | 'forbidden'
  | 'terminating'
  | 'admission'
  | 'quota'
  | 'not-found'
  | 'unknown-kind'
  | 'already-exists'
  | 'conflict'
  | 'expired'
  | 'too-large'
  | 'invalid'
  | 'throttled'
  | 'server-error';

/** An answer with a value. */
export function ok<T>(value: T): Answered<T> {
  return { outcome: 'ok', value };
}

/** A failure. What is not given: no causes, nothing uncertain. */
export function apiFailure(given: Pick<ApiFailure, 'kind' | 'message'> & Partial<ApiFailure>): ApiFailure {
  return { causes: [], isUncertain: false, ...given };
}

/** No answer with a value, but an {@link apiFailure}. */
export function failed(given: Parameters<typeof apiFailure>[0]): Failed {
  return { outcome: 'failed', failure: apiFailure(given) };
}

/** Whether a request failed in one of the given ways. */
export function failedAs(answer: Answer<unknown>, ...kinds: readonly ApiFailureKind[]): boolean {
  return answer.outcome === 'failed' && kinds.includes(answer.failure.kind);
}
