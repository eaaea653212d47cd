import { FederationError } from '../model/federation-error';

/** What to do about the reasons that a system gives. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Free space on the disk and run again; the next run completes the folder.',
  EDQUOT: 'Free space within your quota and run again; the next run completes the folder.',
  EROFS: 'Write to a folder on a disk that is not read-only.',
  EACCES: 'Give the user who runs this the right to write there, or write to another folder.',
  EPERM: 'Give the user who runs this the right to write there, or write to another folder.',
  ENAMETOOLONG: 'Write to a folder with a shorter path, or shorten the names.',
  EMFILE: 'Raise the limit of open files (ulimit -n) and run again.',
  ENFILE: 'Close other programs, since the system has no open file left, and run again.',
};

/** The error for a call to the file system that failed; what is no such failure comes back as it is. */
export function writeFailure(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  return new FederationError({
    code: 'write-failed',
    severity: 'error',
    message: `${path} cannot be read or written: ${error.message}.`,
    remedy: remedies[error.code] ?? 'Mend what the system says, and run again; the next run completes the folder.',
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
