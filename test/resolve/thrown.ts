import { type FederationError, isFederationError } from '../../lib/model/federation-error';

/** The FederationError that a call throws; anything else, or nothing, fails the test. */
export function thrown(call: () => unknown): FederationError {
  try {
    call();
  } catch (error) {
    if (isFederationError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
