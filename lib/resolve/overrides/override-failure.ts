import { FederationError } from '../../model/federation-error';

/** What an operation is called in a message. */
interface NamedOperation {
  readonly op: string;
  readonly path: string;
}

/** The error of an operation that KubeFed refuses to apply: its row would say ApplyOverridesFailed. */
export function overrideFailure(
  { op, path }: NamedOperation,
  why: string,
  remedy = 'Correct the path, or add what is missing on the way to it by an override before this one.',
): FederationError {
  return new FederationError({
    code: 'override-failed',
    severity: 'error',
    message: `The override ${describe(op, path)} cannot be applied: ${why}.`,
    remedy,
    ...place(path),
  });
}

/** The error of an operation at which KubeFed's controller crashes, and crashes again after each restart. */
export function overrideCrash({ op, path }: NamedOperation, why: string): FederationError {
  return new FederationError({
    code: 'override-crash',
    severity: 'error',
    message: `The override ${describe(op, path)} would crash the KubeFed controller: ${why}.`,
    remedy: 'Give it a path and a value; to set null, name the field that is to be null.',
    ...place(path),
  });
}

/** The error of an object that is no manifest any more after its overrides. */
export function notAManifest(why: string): FederationError {
  return new FederationError({
    code: 'override-failed',
    severity: 'error',
    message: `The object is no manifest after its overrides: ${why}.`,
    remedy: 'Leave kind and apiVersion as they are, or set them to the text they need.',
  });
}

function describe(op: string, path: string): string {
  return `${op} ${JSON.stringify(path)}`;
}

/** The empty path is the whole object: no place to point to. */
function place(path: string): { readonly path?: string } {
  return path === '' ? {} : { path };
}
