import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockFile, lockFolder } from '../../lib/synth/folder-lock';
import { writeTree } from '../../lib/synth/write-tree';
import { ROOT, requireFreshBuild } from '../built';
import { TemporaryFolder, errorOf } from './folders';
import { plainTree } from './plain-tree';

const folder = new TemporaryFolder();
afterAll(() => folder.remove());

const lockOf = (path: string): string => lockFile(path) ?? '';
const LOCK = JSON.stringify(join(ROOT, 'build/lib/synth/folder-lock.js'));

/** Locks and unlocks again and again; whoever meets another in between says so. */
const contender = (path: string): string => `
const { mkdirSync, rmdirSync } = require('node:fs');
const { lockFolder } = require(${LOCK});
const end = Date.now() + 1500;
let [locked, met] = [0, 0];
while (Date.now() < end) {
  let unlock;
  try { unlock = lockFolder(${JSON.stringify(path)}); } catch (error) { if (error.code !== 'folder-busy') throw error; continue; }
  try { mkdirSync(${JSON.stringify(join(path, 'inside'))}); } catch { met += 1; }
  try { rmdirSync(${JSON.stringify(join(path, 'inside'))}); } catch { met += 1; }
  locked += 1;
  unlock();
}
if (locked === 0 || met > 0) { process.stderr.write(locked + ' locked, ' + met + ' met'); process.exitCode = 1; }
`;

describe('the lock of an output folder', () => {
  beforeAll(requireFreshBuild);

  test('keeps a second run out while a first one is at work, whichever way the folder is named', async () => {
    const dist = folder.at('dist');
    mkdirSync(dist);
    symlinkSync(dist, folder.at('link'));
    const other = spawn(process.execPath, [
      '-e',
      `require(${LOCK}).lockFolder(${JSON.stringify(dist)}); console.log('locked'); setTimeout(() => {}, 60000)`,
    ]);
    try {
      await new Promise((locked) => other.stdout.once('data', locked));
      for (const path of [dist, folder.at('link'), folder.at('dist/../dist')]) {
        const error = errorOf(() => writeTree(plainTree({ c1: { a: 'x' } }), path));
        expect(error.code).toBe('folder-busy');
        expect(error.message).toContain(`process ${String(other.pid)}`);
      }
      other.kill('SIGKILL');
      await new Promise((gone) => other.once('close', gone));
      expect(writeTree(plainTree({ c1: { a: 'x' } }), dist)).toMatchObject({ written: 1 });
    } finally {
      other.kill('SIGKILL');
    }
  });

  test('lets one in at a time, of many processes, also past a lock that a killed one has left', async () => {
    const dist = folder.at('contended');
    mkdirSync(dist);
    writeFileSync(lockOf(dist), '999999999 0 ab');
    const ends = Array.from({ length: 5 }, async () => {
      const child = spawn(process.execPath, ['-e', contender(dist)], { stdio: ['ignore', 'ignore', 'pipe'] });
      let told = '';
      child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString()));
      const code = await new Promise((done) => child.once('close', done));
      return [code, told];
    });
    expect(await Promise.all(ends)).toEqual(ends.map(() => [0, '']));
  }, 30_000);

  test('and of many threads of one process', async () => {
    const dist = folder.at('threads');
    mkdirSync(dist);
    const ends = Array.from({ length: 4 }, async () => {
      const worker = new Worker(contender(dist), { eval: true });
      return new Promise((done) => {
        worker.once('error', (error: Error) => done(error.message));
        worker.once('exit', (code) => done(code));
      });
    });
    expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
  }, 30_000);

  test('is gone after a run, also after one that failed', () => {
    const path = folder.at('file');
    writeFileSync(path, 'a file');
    expect(errorOf(() => writeTree(plainTree({ c1: { a: 'x' } }), path)).code).toBe('output-not-a-folder');
    lockFolder(path)();
    lockFolder(path)();
  });

  test.each(['', 'nonsense', '0', '999999999 0 ab', `${process.pid} 0 ab`])(
    'that says %j holds nobody up',
    (content) => {
      const dist = folder.at(`stale-${Buffer.from(content).toString('hex')}`);
      mkdirSync(dist);
      writeFileSync(lockOf(dist), content);
      lockFolder(dist)();
    },
  );

  test('is made where something stands that is none', () => {
    const dist = folder.at('blocked');
    mkdirSync(join(lockOf(dist), 'inside'), { recursive: true });
    lockFolder(dist)();
  });
});
