import { type ObjectRef } from './object-ref';
import { type ProblemCode } from './problem-codes';

/** Something wrong, or worth a second look, in what was given. */
export interface Problem {
  /** Stable, kebab-case; the README lists them all. */
  readonly code: ProblemCode;
  /** An `error` stops synth and the CLI; a `warning` is shown. */
  readonly severity: 'error' | 'warning';
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  /** The object it concerns, as it was declared. */
  readonly object?: ObjectRef;
  /** The cluster it concerns. */
  readonly cluster?: string;
  /** JSON pointer of the field it concerns. */
  readonly path?: string;
  /** Where it stands: a construct path, or file:line. */
  readonly origin?: string;
}

/** One line of where, one of what, one of how to mend it, as the CLI and a FederationError show it. */
export function describeProblem(problem: Problem): string {
  const { object } = problem;
  const place = [
    problem.origin,
    object === undefined
      ? undefined
      : `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`,
    problem.cluster === undefined ? undefined : `cluster ${problem.cluster}`,
    problem.path === undefined ? undefined : `at ${problem.path}`,
  ].filter((part) => part !== undefined);
  const where = place.length === 0 ? '' : `\n  in: ${place.join(', ')}`;
  return `${problem.severity} ${problem.code}: ${problem.message}${where}\n  do: ${problem.remedy}`;
}
