import { FederationError } from '../model/federation-error';

/** What to do about the reasons that a system gives. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Free space on the disk and run again.',
  EDQUOT: 'Free space within your quota and run again.',
  EROFS: 'Write to a disk that is not read-only.',
  EACCES: 'Give the user who runs this the right to write there, or write elsewhere.',
  EPERM: 'Give the user who runs this the right to write there, or write elsewhere.',
  ENAMETOOLONG: 'Write to a shorter path, or shorten the names.',
  EMFILE: 'Raise the limit of open files (ulimit -n) and run again.',
  ENFILE: 'Close other programs, since the system has no open file left, and run again.',
};

/** The error for a call to the file system that failed; what is no such failure comes back as it is. */
export function writeFailure(error: unknown, path: string): unknown {
  return isSystemError(error) ? failed(error, path, '') : error;
}

/** The same, of a folder of which a part may be written already. */
export function folderFailure(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  const isMidway = MIDWAY.has(error.code) || !Object.hasOwn(remedies, error.code);
  return failed(error, path, isMidway ? ' The next run completes the folder.' : '');
}

/** Reasons that come up only while something is written. */
const MIDWAY: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

function failed({ code, message }: SystemError, path: string, consolation: string): FederationError {
  return new FederationError({
    code: 'write-failed',
    severity: 'error',
    message: `${path} cannot be read or written: ${message}.`,
    remedy: `${remedies[code] ?? 'Mend what the system says, and run again.'}${consolation}`,
  });
}

/** An error of Node's file system. */
export interface SystemError {
  readonly code: string;
  readonly message: string;
}

/** By its looks: under jest the errors of Node are instances of another Error. */
export function isSystemError(error: unknown): error is SystemError {
  return (
    typeof error === 'object' &&
    error !== null &&
    'syscall' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string'
  );
}
