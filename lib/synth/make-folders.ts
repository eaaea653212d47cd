import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { isSystemError } from './write-failure';

/**
 * Makes a folder and those above it, and says whether it was missing. Node's own recursive mkdir tries for ever where the
 * system says of a folder that is there that it is not, as /proc does.
 */
export function makeFolders(path: string): boolean {
  try {
    return make(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolders(dirname(path));
    return make(path);
  }
}

function make(path: string): boolean {
  try {
    fs.mkdirSync(path);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST' && fs.statSync(path).isDirectory()) return false;
    throw error;
  }
}
