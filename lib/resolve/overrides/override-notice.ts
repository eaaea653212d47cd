import { type Problem } from '../../model/problem';

/** Something that KubeFed does with an override in silence, although its author may not have meant it. */
export interface OverrideNotice {
  /**
   * `no-leading-slash`: KubeFed drops the first segment of such a path.
   * `missing-leaf`: it replaces what was not there.
   * `no-effect`: it sets what stands there already.
   * `dropped`: it replaces the whole object by a scalar, which KubeFed ignores.
   * `no-value`: it sets null, as no value is given.
   * `not-admitted`: its operation is one that KubeFed's CRDs do not let in.
   */
  readonly kind: 'no-leading-slash' | 'missing-leaf' | 'no-effect' | 'dropped' | 'no-value' | 'not-admitted';
  readonly op: string;
  readonly path: string;
}

/** The problem that strict semantics make of a notice: an error for all but an override that changes nothing. */
export function overrideNoticeProblem({ kind, op, path }: OverrideNotice): Problem {
  const what = `The override ${op} ${JSON.stringify(path)}`;
  switch (kind) {
    case 'no-leading-slash':
      return {
        code: 'invalid-override',
        severity: 'error',
        message: `${what} has a path without a leading slash, of which KubeFed drops everything up to the first slash.`,
        remedy: 'Write the path from its start, as in /spec/replicas.',
        path,
      };
    case 'missing-leaf':
      return {
        code: 'missing-override-path',
        severity: 'error',
        message: `${what} replaces a field that the object does not have.`,
        remedy: 'Correct the path, or write `op: add` where the field is to be new.',
        path,
      };
    case 'no-effect':
      return {
        code: 'override-changes-nothing',
        severity: 'warning',
        message: `${what} sets the value that the object has already.`,
        remedy: 'Remove the override, or correct its value.',
        path,
      };
    case 'dropped':
      return {
        code: 'invalid-override',
        severity: 'error',
        message: `${what} replaces the whole object by a single value, which KubeFed ignores.`,
        remedy: 'Name the field that is meant.',
        path,
      };
    case 'no-value':
      return {
        code: 'invalid-override',
        severity: 'warning',
        message: `${what} has no value, and so sets null.`,
        remedy: 'Give it a value; write `value: null` where null is meant.',
        path,
      };
    case 'not-admitted':
      return {
        code: 'invalid-override',
        severity: 'error',
        message: `${what} is of a kind that KubeFed's API refuses: an override adds, removes or replaces.`,
        remedy: 'Remove it.',
        path,
      };
  }
}
