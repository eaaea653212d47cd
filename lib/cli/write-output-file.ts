import * as fs from 'node:fs';
import { FederationError } from '../model/federation-error';
import { replaceFile } from '../synth/replace-file';
import { writeFailure } from '../synth/write-failure';

/**
 * Writes a file whole or not at all; one that holds the text already is left as it is. A link is followed, and a device or
 * pipe is written to directly.
 *
 * @throws FederationError `write-failed`.
 */
export function writeOutputFile(path: string, text: string): 'written' | 'unchanged' {
  try {
    const found = fs.statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) throw isFolder(path);
    if (found?.isFile() === true && fs.readFileSync(path).equals(Buffer.from(text))) return 'unchanged';
    if (found !== undefined && !found.isFile()) fs.writeFileSync(path, text);
    else replaceFile(found === undefined ? path : fs.realpathSync(path), text, found?.mode);
    return 'written';
  } catch (error) {
    throw writeFailure(error, path);
  }
}

function isFolder(path: string): FederationError {
  return new FederationError({
    code: 'write-failed',
    severity: 'error',
    message: `${path} is a folder, and a file is to be written.`,
    remedy: 'Name a file in it.',
  });
}
