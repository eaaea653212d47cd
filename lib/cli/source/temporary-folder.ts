import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFailure } from '../../synth/write-failure';

/**
 * Works in a folder that is gone afterwards.
 *
 * @throws FederationError `write-failed` where none can be made.
 */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = made();
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function made(): string {
  const path = tmpdir();
  try {
    return mkdtempSync(join(path, 'fed8s-'));
  } catch (error) {
    throw writeFailure(error, path);
  }
}
