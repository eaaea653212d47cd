import * as fs from 'node:fs';

// A pipe that stands in place of the file does not stop us. Windows does not know the flag.
const READ = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK;

/** The bytes of a file, through links; undefined where there is none, or what is none stands in its place. */
export function readRegularFile(path: string): Buffer | undefined {
  try {
    const file = fs.openSync(path, READ);
    try {
      return fs.fstatSync(file).isFile() ? fs.readFileSync(file) : undefined;
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return undefined;
  }
}
