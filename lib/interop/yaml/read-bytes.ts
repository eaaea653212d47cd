import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The largest file that is read. A file of this size takes about half a minute; a manifest of a cluster has at most 1.5 MiB. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

const STANDARD_INPUT = 0;
const CHUNK = 256 * 1024;

/** The bytes of a file, or only that it has too many. */
export type BytesRead = { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'too-large' };

/** Reads a file, a pipe or a device up to {@link MAX_FILE_BYTES}. Throws what node:fs throws. */
export function readFileBytes(path: string): BytesRead {
  const file = openSync(path, 'r');
  try {
    return fstatSync(file).size > MAX_FILE_BYTES ? { kind: 'too-large' } : readAll(file);
  } finally {
    closeSync(file);
  }
}

/** Bytes that are there already, as if they had been read. */
export function givenBytes(bytes: Buffer): BytesRead {
  return bytes.length > MAX_FILE_BYTES ? { kind: 'too-large' } : { kind: 'bytes', bytes };
}

/** Reads standard input up to {@link MAX_FILE_BYTES}. Throws what node:fs throws. */
export function readStandardInput(): BytesRead {
  return readAll(STANDARD_INPUT);
}

function readAll(file: number): BytesRead {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const length = readChunk(file, chunk);
    if (length === 0) return { kind: 'bytes', bytes: Buffer.concat(chunks, size) };
    size += length;
    if (size > MAX_FILE_BYTES) return { kind: 'too-large' };
    chunks.push(chunk.subarray(0, length));
  }
}

function readChunk(file: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(file, chunk);
    } catch (error) {
      if (errorCode(error) === 'EOF') return 0; // the end of a pipe on Windows
      if (errorCode(error) !== 'EAGAIN') throw error;
      // a pipe that does not block and has nothing yet
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** The code of an error of node:fs, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
