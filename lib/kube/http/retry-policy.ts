import { type ApiFailure } from '../answer';

/** How often a request is sent at most. */
export const MAX_ATTEMPTS = 6;

/** How often where nobody answers: a cluster that is down is not to hold up a run. */
const MAX_CONNECTS = 4;

/** The longest wait before the second attempt, in milliseconds; it doubles with each one. */
const FIRST_WAIT = 250;

/** No wait is longer, in milliseconds, unless the server asks for it. */
const LONGEST_WAIT = 8000;

/** What came of an attempt, as far as a repetition is concerned. */
export interface Attempt {
  readonly failure: ApiFailure;
  /** Counted from 1. */
  readonly number: number;
  /** Whether the request may be done twice. */
  readonly isRepeatable: boolean;
  /** Whether the server may have got it. */
  readonly mayHaveArrived: boolean;
  /** The header of the answer. */
  readonly retryAfter?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: number;
}

/** So long, in milliseconds, to wait before the next attempt; undefined where there is to be none. */
export function waitBeforeRetry(attempt: Attempt): number | undefined {
  if (attempt.number >= MAX_ATTEMPTS || !isPassing(attempt)) return undefined;
  // Full jitter, so that many clients that were refused together do not come back together.
  const backoff = attempt.random * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt.number - 1));
  return (retryAfter(attempt) ?? 0) + backoff;
}

/** Whether the next attempt may fare better, and does no harm. */
function isPassing({ failure, number, isRepeatable, mayHaveArrived, retryAfter }: Attempt): boolean {
  switch (failure.kind) {
    case 'throttled':
      // Turned away before anything was done.
      return true;
    case 'server-error':
      return isRepeatable && (failure.status !== 500 || retryAfter !== undefined || isOfEtcd(failure));
    case 'unreachable':
      return number < MAX_CONNECTS && (isRepeatable || !mayHaveArrived) && !isLasting(failure);
    case 'malformed':
      return isRepeatable && failure.status === undefined;
    default:
      return false;
  }
}

/** Its words while it elects a leader or starts again. */
function isOfEtcd({ message }: ApiFailure): boolean {
  return /etcdserver|leader changed|connection refused|context deadline exceeded|transport is closing/.test(message);
}

/** What no second attempt mends. */
function isLasting({ message }: ApiFailure): boolean {
  return /certificate|name is not known|\bproxy refused with 40/.test(message);
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfter({ retryAfter: header, now }: Attempt): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
