import { type Problem, describeProblem } from './problem';
import { type ProblemCode } from './problem-codes';

const MARK = Symbol.for('fed8s.FederationError');

/** Where a FederationError happened, as far as it is known. */
export type FederationErrorDetails = Pick<Problem, 'object' | 'cluster' | 'path' | 'origin'>;

/** The error that fed8s throws for wrong input: with a stable code, a place and a remedy. */
export class FederationError extends Error {
  /** Stable, kebab-case; the README lists them all. */
  public readonly code: ProblemCode;
  /** What to do about it. */
  public readonly remedy: string;
  /** Where it is. */
  declare public readonly details: FederationErrorDetails;
  /** Every problem of the run; this error speaks for the first of them that is an error. */
  declare public readonly problems: readonly Problem[];

  /** @param problems at least one. */
  public constructor(problems: Problem | readonly Problem[]) {
    const all: readonly Problem[] = Array.isArray(problems) ? problems : [problems as Problem];
    const errors = all.filter((problem) => problem.severity === 'error');
    const [first] = errors.length > 0 ? errors : all;
    if (first === undefined) throw new TypeError('a FederationError needs a problem');
    const texts = errors.map(describeProblem);
    super(texts.length === 1 ? texts[0] : `${texts.length} errors\n\n${texts.join('\n\n')}\n`);
    this.name = 'FederationError';
    this.code = first.code;
    this.remedy = first.remedy;
    const { object, cluster, path, origin } = first;
    const details = {
      ...(object && { object }),
      ...(cluster !== undefined && { cluster }),
      ...(path !== undefined && { path }),
      ...(origin !== undefined && { origin }),
    };
    // Not enumerable: node prints what is beside an error that nobody caught, and the message has said it all.
    Object.defineProperties(this, { problems: { value: all }, details: { value: details }, [MARK]: { value: true } });
  }
}

/** Whether a value is a FederationError, of this copy of the package or of another. */
export function isFederationError(value: unknown): value is FederationError {
  return typeof value === 'object' && value !== null && MARK in value;
}
