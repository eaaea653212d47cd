import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type GoModule, moduleKey } from './go-module';

/** Names the files of a build with their size and SHA-256; it is written last. */
const CHECKSUMS = 'checksums.json';

interface Checksum {
  readonly size: number;
  readonly sha256: string;
}

/**
 * - `there`: every file has the size that it was built with
 * - `absent`: it has not been built here
 * - `damaged`: a file is gone or differs
 */
export type CacheState = { readonly state: 'there' | 'absent' } | { readonly state: 'damaged'; readonly file: string };

/** Where builds are kept: `fed8s` in `XDG_CACHE_HOME`, by default `~/.cache`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CACHE_HOME;
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'fed8s');
}

/** Where the build of a module lies, if it was built. */
export function builtFolder(module: GoModule, env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(env), moduleKey(module));
}

/** What can be seen of a build without reading it. */
export function cacheState(folder: string): CacheState {
  if (!existsSync(folder)) return { state: 'absent' };
  const checksums = readChecksums(folder);
  if (checksums === undefined) return { state: 'damaged', file: CHECKSUMS };
  const wrong = [...checksums].find(
    ([file, { size }]) => statSync(join(folder, file), { throwIfNoEntry: false })?.size !== size,
  );
  return wrong === undefined ? { state: 'there' } : { state: 'damaged', file: wrong[0] };
}

const verified = new Map<string, Promise<boolean>>();

/** Whether a file of a build has the bytes that were built; it is read once in the life of a process. */
export function hasBuiltBytes(folder: string, file: string): Promise<boolean> {
  const path = join(folder, file);
  const known = verified.get(path);
  if (known !== undefined) return known;
  const wanted = readChecksums(folder)?.get(file)?.sha256;
  const check = sha256Of(path).then(
    (found) => found === wanted,
    () => false,
  );
  verified.set(path, check);
  return check;
}

/** Forgets what was found of a build that is made anew. */
export function forgetVerified(folder: string): void {
  for (const path of verified.keys()) if (path.startsWith(join(folder, '/'))) verified.delete(path);
}

/** Writes down what was built: every file of a folder and of the folders in it. */
export async function writeChecksums(folder: string): Promise<void> {
  const checksums: Record<string, Checksum> = {};
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const found = statSync(join(folder, entry));
    if (found.isFile()) checksums[entry] = { size: found.size, sha256: await sha256Of(join(folder, entry)) };
  }
  writeFileSync(join(folder, CHECKSUMS), `${JSON.stringify(checksums, undefined, 2)}\n`);
}

function readChecksums(folder: string): ReadonlyMap<string, Checksum> | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(join(folder, CHECKSUMS), 'utf8'));
    if (typeof json !== 'object' || json === null) return undefined;
    const entries = Object.entries(json);
    return entries.length > 0 && entries.every((entry): entry is [string, Checksum] => isChecksum(entry[1]))
      ? new Map(entries)
      : undefined;
  } catch {
    return undefined;
  }
}

function isChecksum(value: unknown): value is Checksum {
  return (
    typeof value === 'object' &&
    value !== null &&
    'size' in value &&
    typeof value.size === 'number' &&
    'sha256' in value &&
    typeof value.sha256 === 'string'
  );
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
