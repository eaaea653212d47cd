import { FederationError } from '../../../model/federation-error';
import { type ProblemCode } from '../../../model/problem-codes';

/** What is said of a change that cannot be made. */
export function changeFailure(
  what: string,
  {
    remedy,
    path,
    code = 'override-failed',
  }: { readonly remedy: string; readonly path?: string; readonly code?: ProblemCode },
): FederationError {
  return new FederationError({
    code,
    severity: 'error',
    message: `The override cannot be made: ${what}`,
    remedy,
    ...(path !== undefined && { path }),
  });
}
