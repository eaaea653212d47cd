import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorMessage } from '../../model/error-message';
import { type Answer, ok } from '../answer';
import { invalid, textOf } from './context-parts';
import { type KubeconfigEntry } from './kubeconfig';

/** Where a path of a kubeconfig leads: from the folder of the file on. */
export function entryPath(entry: KubeconfigEntry, path: string): string {
  return resolve(dirname(entry.file), path);
}

/**
 * What stands in a kubeconfig as base64 under `KEY-data`, or in a file under `KEY`. Undefined where neither is there; the data
 * goes before the file, as with kubectl.
 */
export function dataOrFile(entry: KubeconfigEntry, key: string): Answer<string | undefined> {
  const data = textOf(entry.value, `${key}-data`);
  if (data !== undefined) {
    if (/^[\w+/=\s-]+$/.test(data)) return ok(Buffer.from(data, 'base64').toString('utf8'));
    return invalid(entry, `${key}-data is no base64`, `Write the PEM text as base64, or name its file by ${key}.`);
  }
  const path = textOf(entry.value, key);
  return path === undefined ? ok(undefined) : readEntryFile(entry, { key, path });
}

/** The text of a file that a kubeconfig names. */
export function readEntryFile(
  entry: KubeconfigEntry,
  { key, path }: { readonly key: string; readonly path: string },
): Answer<string> {
  try {
    return ok(readFileSync(entryPath(entry, path), 'utf8'));
  } catch (error) {
    const why = errorMessage(error).split(',', 1)[0] ?? '';
    return invalid(entry, `${key} names a file that cannot be read (${why})`, `Put the file there, or mend ${key}.`);
  }
}
