import { errorMessage } from '../../model/error-message';

/** An exchange without a whole answer. */
export interface BrokenExchange {
  readonly outcome: 'broken';
  readonly kind: 'unreachable' | 'timeout' | 'malformed' | 'aborted';
  /** What happened: the second half of a sentence. May hold secrets. */
  readonly why: string;
  /** Whether the server may have got the request. */
  readonly mayHaveArrived: boolean;
  /** The connection had served another request before, and the server had closed it when it was used. */
  readonly isStaleConnection: boolean;
}

/** How far an exchange had come. */
export interface ExchangeProgress {
  readonly isConnected: boolean;
  readonly isAnswered: boolean;
  readonly isReused: boolean;
}

/** What broke an exchange. */
export function brokenBy({
  cause,
  error,
  progress,
  timeoutMs,
}: {
  readonly cause: 'timeout' | 'aborted' | 'broken';
  readonly error: unknown;
  readonly progress: ExchangeProgress;
  readonly timeoutMs: number;
}): BrokenExchange {
  const { isConnected, isAnswered, isReused } = progress;
  const common = { outcome: 'broken', mayHaveArrived: isConnected, isStaleConnection: false } as const;
  if (cause === 'aborted') return { ...common, kind: 'aborted', why: 'the run was stopped' };
  if (cause === 'timeout') {
    const what = isAnswered ? 'the whole answer' : isConnected ? 'an answer' : 'a connection';
    return { ...common, kind: 'timeout', why: `${what} did not come within ${seconds(timeoutMs)}` };
  }
  if (isAnswered) return { ...common, kind: 'malformed', why: `its answer is cut off (${describe(error)})` };
  if (codeOf(error)?.startsWith('HPE_') === true)
    return { ...common, kind: 'malformed', why: 'it does not speak HTTP' };
  const isStaleConnection = isReused && ['ECONNRESET', 'EPIPE'].includes(codeOf(error) ?? '');
  return { ...common, isStaleConnection, kind: 'unreachable', why: describe(error) };
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}

/** In words, what nobody should have to look up. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there (connection refused)',
  ECONNRESET: 'the connection broke (connection reset)',
  EPIPE: 'the connection broke (broken pipe)',
  ENOTFOUND: 'its name is not known (DNS)',
  EAI_AGAIN: 'its name cannot be looked up now (DNS)',
  EHOSTUNREACH: 'there is no way to its address (host unreachable)',
  ENETUNREACH: 'there is no way to its address (network unreachable)',
  ETIMEDOUT: 'no connection came about (timed out)',
  EPROTO: 'it does not speak TLS as it should (EPROTO)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself, not by the CA of the kubeconfig',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by a CA that is not that of the kubeconfig',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by the CA of the kubeconfig',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is not signed by the CA of the kubeconfig',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not signed by the CA of the kubeconfig',
  CERT_SIGNATURE_FAILURE: 'its certificate is not signed by the CA of the kubeconfig',
};

function describe(error: unknown): string {
  // Node tries all addresses of a name and tells of all of them.
  const first: unknown =
    typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors)
      ? error.errors[0]
      : error;
  const code = codeOf(first) ?? '';
  return WORDS[code] ?? errorMessage(first).split('\n', 1)[0] ?? code;
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
