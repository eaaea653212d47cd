import * as fs from 'node:fs';
import { FederationError } from '../model/federation-error';
import { PAGE_MARK } from '../report/report-page';
import { writeFailure } from '../synth/write-failure';

/** The mark stands in the first lines of a page. */
const HEAD_BYTES = 1024;

/**
 * Refuses to write a page over anything but an earlier page, or nothing.
 *
 * @throws FederationError `foreign-file`, `write-failed`.
 */
export function refuseForeignPage(path: string): void {
  const found = standingAt(path);
  if (found === undefined || found.isDirectory()) return;
  if (!found.isFile()) throw foreign(`${path} is no regular file`, 'Name a file for the page.');
  if (found.size > 0 && !headOf(path).includes(PAGE_MARK)) {
    throw foreign(`${path} is no page that fed8s report wrote`, 'Name another file (-o), or remove that one.');
  }
}

function standingAt(path: string): fs.Stats | undefined {
  try {
    return fs.statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw writeFailure(error, path);
  }
}

function headOf(path: string): string {
  try {
    const file = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    try {
      const bytes = Buffer.alloc(HEAD_BYTES);
      return bytes.toString('latin1', 0, fs.readSync(file, bytes, 0, HEAD_BYTES, 0));
    } finally {
      fs.closeSync(file);
    }
  } catch (error) {
    throw writeFailure(error, path);
  }
}

function foreign(what: string, remedy: string): FederationError {
  return new FederationError({ code: 'foreign-file', severity: 'error', message: `${what}.`, remedy });
}
