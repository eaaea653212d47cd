import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';

const RANDOM_BYTES = 6;
const TEMPORARY_END = '.tmp';

/**
 * Writes a file whole or not at all: under another name in the same folder first, which then takes its place. Throws what node:fs
 * throws.
 *
 * @param path no link: it would be replaced by a file.
 * @param mode what the file that stood there had; undefined where there was none.
 */
export function replaceFile(path: string, text: string | Buffer, mode: number | undefined): void {
  const temporary = join(
    dirname(path),
    `${temporaryStart(path)}${randomBytes(RANDOM_BYTES).toString('hex')}${TEMPORARY_END}`,
  );
  try {
    fs.writeFileSync(temporary, text, { flag: 'wx' });
    if (mode !== undefined) fs.chmodSync(temporary, mode);
    fs.renameSync(temporary, path);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Removes what killed runs were writing in place of a file. Throws what node:fs throws.
 *
 * @param path of a file that nobody else writes now.
 */
export function removeLeftovers(path: string): void {
  const start = temporaryStart(path);
  for (const name of fs.readdirSync(dirname(path))) {
    if (!name.startsWith(start) || !name.endsWith(TEMPORARY_END)) continue;
    const random = name.slice(start.length, -TEMPORARY_END.length);
    if (random.length === RANDOM_BYTES * 2 && /^[0-9a-f]+$/.test(random))
      fs.rmSync(join(dirname(path), name), { force: true });
  }
}

function temporaryStart(path: string): string {
  return `.${basename(path)}.`;
}
