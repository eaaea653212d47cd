import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../lib/synth/folder-lock';
import { writeTree } from '../../lib/synth/write-tree';
import { TemporaryFolder, errorOf } from './folders';
import { plainTree } from './plain-tree';

const folder = new TemporaryFolder();
afterAll(() => folder.remove());

/** Where the lock of a folder lies. */
function lockOf(path: string): string {
  const key = createHash('sha256').update(path).digest('hex').slice(0, 32);
  return join(tmpdir(), `fed8s-${process.getuid?.() ?? 0}-${key}.lock`);
}

describe('the lock of an output folder', () => {
  test('keeps a second run out while a first one is at work, whichever way the folder is named', async () => {
    const dist = folder.at('dist');
    mkdirSync(dist);
    symlinkSync(dist, folder.at('link'));
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const lock = lockOf(realpathSync(dist));
    try {
      writeFileSync(lock, String(other.pid));
      for (const path of [dist, folder.at('link')]) {
        const error = errorOf(() => writeTree(plainTree({ c1: { a: 'x' } }), path));
        expect(error.code).toBe('folder-busy');
        expect(error.message).toContain(`process ${String(other.pid)}`);
      }
      other.kill('SIGKILL');
      await new Promise((gone) => other.once('close', gone));
      expect(writeTree(plainTree({ c1: { a: 'x' } }), dist)).toMatchObject({ written: 1 });
    } finally {
      other.kill('SIGKILL');
      rmSync(lock, { force: true });
    }
  });

  test('is gone after a run, also after one that failed', () => {
    const path = folder.at('file');
    writeFileSync(path, 'a file');
    expect(errorOf(() => writeTree(plainTree({ c1: { a: 'x' } }), path)).code).toBe('output-not-a-folder');
    const unlock = lockFolder(path);
    unlock();
    lockFolder(path)();
  });

  test.each(['', 'nonsense', '0', '999999999'])('that says %j holds nobody up', (owner) => {
    const dist = folder.at(`stale-${owner}`);
    mkdirSync(dist);
    writeFileSync(lockOf(realpathSync(dist)), owner);
    lockFolder(dist)();
  });
});
