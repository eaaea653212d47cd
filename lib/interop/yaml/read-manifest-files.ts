import { realpathSync, statSync } from 'node:fs';
import { type Problem } from '../../model/problem';
import { manifestPaths, type ManifestPath, unreadable } from './manifest-paths';
import { type BytesRead, givenBytes, MAX_FILE_BYTES, readFileBytes, readStandardInput } from './read-bytes';
import { type ManifestsRead, readManifests } from './read-manifests';
import { textOfBytes } from './text-of-bytes';

/** What files hold, in the order in which they were read, and everything that is wrong with any of them. */
export interface ManifestFilesRead extends ManifestsRead {
  /** The files that were opened, as messages call them. */
  readonly files: readonly string[];
}

/**
 * The manifests of files and folders, as `kubectl apply -f` takes them: of a folder the .json, .yaml and .yml files in it,
 * by name, and `-` is standard input. Every file is read to its end, so that all problems are told at once.
 *
 * @param options.stdin what `-` gives; read from the process when it is left out.
 */
export function readManifestFiles(
  paths: readonly string[],
  options: { readonly stdin?: string | Uint8Array } = {},
): ManifestFilesRead {
  const files: string[] = [];
  const results: ManifestsRead[] = [];
  const add = (file: ManifestPath, read: () => BytesRead): void => {
    files.push(file.path);
    results.push(readOne(file, read));
  };
  const read = new Set<string>();
  for (const path of new Set(paths)) {
    if (path === '-') {
      add({ path: 'stdin', inFolder: false }, () =>
        options.stdin === undefined ? readStandardInput() : givenBytes(Buffer.from(options.stdin)),
      );
      continue;
    }
    const found = manifestPaths(path);
    if ('code' in found) results.push({ documents: [], problems: [found] });
    else for (const file of found.filter(isFirst(read))) add(file, () => readFileBytes(file.path));
  }
  return {
    files,
    documents: results.flatMap((result) => result.documents),
    problems: results.flatMap((result) => result.problems),
  };
}

/** A file that is named twice, or also lies in a folder that is named, is read once. */
function isFirst(read: Set<string>): (file: ManifestPath) => boolean {
  return ({ path }) => {
    const real = realPath(path);
    const isNew = !read.has(real);
    read.add(real);
    return isNew;
  };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function readOne({ path, inFolder }: ManifestPath, read: () => BytesRead): ManifestsRead {
  let result: BytesRead;
  try {
    // Reading a pipe that lies in a folder would wait for somebody to write to it. One that is named itself is meant.
    if (inFolder && !statSync(path).isFile()) return { documents: [], problems: [noRegularFile(path)] };
    result = read();
  } catch (error) {
    return { documents: [], problems: [unreadable(path, error)] };
  }
  if (result.kind === 'too-large') return { documents: [], problems: [tooLarge(path)] };
  const text = textOfBytes(result.bytes);
  if (text.kind === 'no-text') {
    const { message, line } = text;
    const remedy = 'Save it as UTF-8, or leave it out if it is no manifest.';
    const origin = line === undefined ? path : `${path}:${line}`;
    return { documents: [], problems: [{ code: 'not-text', severity: 'error', message, remedy, origin }] };
  }
  const manifests = readManifests(text.text, { file: path });
  if (manifests.documents.length > 0 || manifests.problems.length > 0) return manifests;
  return { documents: [], problems: [empty({ path, inFolder }, text.text)] };
}

function noRegularFile(path: string): Problem {
  return {
    code: 'unreadable-file',
    severity: 'error',
    message: 'it is no regular file, and of a folder only those are read',
    remedy: 'Remove it from the folder, or name it itself.',
    origin: path,
  };
}

function tooLarge(path: string): Problem {
  return {
    code: 'file-too-large',
    severity: 'error',
    message: `the file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`,
    remedy: 'Split it into several files, and check that it is the file you mean.',
    origin: path,
  };
}

/** A file that was named must hold something; one that only lies in a folder may have been emptied on purpose. */
function empty({ path, inFolder }: ManifestPath, text: string): Problem {
  return {
    code: 'empty-file',
    severity: inFolder ? 'warning' : 'error',
    message: text.trim() === '' ? 'the file is empty' : 'the file has no document, only comments and separators',
    remedy: 'Write a manifest into it, or leave it out.',
    origin: path,
  };
}
