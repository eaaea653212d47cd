import { type Problem } from './problem';

/** `strict` refuses what KubeFed would drop in silence; `kubefed` does exactly what its controller does. */
export type Semantics = 'strict' | 'kubefed';

/**
 * A problem found while a federation was read, before it is known by which semantics it will be resolved: `severity` is
 * the strict one, `kubefed` what is left of it where KubeFed's own behaviour was asked for.
 */
export interface Finding extends Problem {
  readonly kubefed: 'error' | 'warning';
}

/** The problem that a finding is under the given semantics. */
export function problemUnder(semantics: Semantics, finding: Finding): Problem {
  const { kubefed, ...problem } = finding;
  return semantics === 'strict' ? problem : { ...problem, severity: kubefed };
}
