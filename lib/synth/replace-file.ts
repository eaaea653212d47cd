import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: under another name in the same folder first, which then takes its place. Throws what node:fs
 * throws.
 *
 * @param path no link: it would be replaced by a file.
 * @param mode what the file that stood there had; undefined where there was none.
 */
export function replaceFile(path: string, text: string | Buffer, mode: number | undefined): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    fs.writeFileSync(temporary, text, { flag: 'wx' });
    if (mode !== undefined) fs.chmodSync(temporary, mode);
    fs.renameSync(temporary, path);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}
