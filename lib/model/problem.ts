import { type ObjectRef, describeObject } from './object-ref';
import { printable } from './printable';
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

/** The problems of somebody who wants no warnings: each is an error. */
export function asErrors(problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, severity: 'error' }));
}

/**
 * One line of what, one of where, one of how to mend it, as the CLI and a FederationError show it. Control characters of the
 * input are spelled out.
 */
export function describeProblem({ severity, code, message, remedy, ...place }: Problem): string {
  const { origin, object, cluster, path } = place;
  const parts = [
    origin,
    object && describeObject(object),
    cluster === undefined ? undefined : `cluster ${cluster}`,
    path === undefined ? undefined : `at ${path}`,
  ].filter((part) => part !== undefined);
  const lines = [
    `${severity} ${code}: ${message}`,
    ...(parts.length === 0 ? [] : [`in: ${parts.join(', ')}`]),
    `do: ${remedy}`,
  ];
  return lines.map(printable).join('\n  ');
}
