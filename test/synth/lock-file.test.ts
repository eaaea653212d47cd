import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { type LockSection } from '../../lib/plan/lock/lock';
import { lockText } from '../../lib/plan/lock/lock-text';
import { lockFile } from '../../lib/synth/folder-lock';
import {
  keepInventoryId,
  lockedOutput,
  readLockFile,
  refuseUnwritable,
  writeLockSection,
} from '../../lib/synth/lock-file';
import { ROOT, requireFreshBuild } from '../built';
import { section } from '../plan/lock/locks';
import { TemporaryFolder, contentsOf, errorOf } from './folders';

let folder: TemporaryFolder;
let path: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  path = folder.at('fed8s.lock.json');
});
afterEach(() => folder.remove());

const ONE = section(['eu', 'us'], { 'Namespace//shop': ['eu', 'us'] }, { 'Deployment.apps/shop/web': { eu: [3] } });
const OTHER = section(['ap'], { 'Namespace//shop': ['ap'] });
const textOf = (outputs: Record<string, LockSection>): string =>
  lockText({ outputs: new Map(Object.entries(outputs)), inventories: new Map() });
const isRoot = process.getuid?.() === 0;

describe('the name of an output folder in the lock', () => {
  it.each([
    ['fed8s.lock.json', 'dist', 'dist'],
    ['fed8s.lock.json', './dist/', 'dist'],
    ['fed8s.lock.json', '.', '.'],
    ['fed8s.lock.json', '../dist', '../dist'],
    ['apps/fed8s.lock.json', 'apps/out/dist', 'out/dist'],
    ['/repository/fed8s.lock.json', '/repository/a/dist', 'a/dist'],
  ])('beside %s: %s is %s', (lock, outdir, name) => {
    expect(lockedOutput(lock, outdir)).toBe(name);
  });
});

describe('a lock file', () => {
  it('that is not there is no lock, and is made with the first section', () => {
    expect(readLockFile(path)).toBeUndefined();
    expect(writeLockSection(path, 'dist', ONE)).toBe('written');
    expect(contentsOf(folder.path)).toEqual({ 'fed8s.lock.json': textOf({ dist: ONE }) });
    expect(readLockFile(path)?.outputs.get('dist')).toEqual(ONE);
  });

  it('keeps the sections of other output folders', () => {
    writeLockSection(path, 'dist', ONE);
    writeLockSection(path, 'apps/b/dist', OTHER);
    writeLockSection(path, 'dist', OTHER);
    expect(contentsOf(folder.path)).toEqual({ 'fed8s.lock.json': textOf({ dist: OTHER, 'apps/b/dist': OTHER }) });
  });

  it('is not touched where nothing changes', () => {
    writeLockSection(path, 'dist', ONE);
    const before = fs.statSync(path, { bigint: true });
    expect(writeLockSection(path, 'dist', { ...ONE, clusters: [...ONE.clusters].reverse() })).toBe('unchanged');
    const after = fs.statSync(path, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('is sorted again after a merge', () => {
    const text = textOf({ dist: ONE });
    folder.write(text.replace('"eu",', '"x",').replace('"us"', '"eu"').replace('"x",', '"us",'), 'fed8s.lock.json');
    expect(writeLockSection(path, 'dist', ONE)).toBe('written');
    expect(fs.readFileSync(path, 'utf8')).toBe(text);
  });

  it('may begin with a byte order mark', () => {
    folder.write(`\ufeff${textOf({ dist: ONE })}`, 'fed8s.lock.json');
    expect(readLockFile(path)?.outputs.get('dist')).toEqual(ONE);
  });

  it('keeps its mode', () => {
    writeLockSection(path, 'dist', ONE);
    fs.chmodSync(path, 0o640);
    writeLockSection(path, 'dist', OTHER);
    expect(fs.statSync(path).mode & 0o777).toBe(0o640);
  });

  it('behind a link is replaced where it is, and the link stays', () => {
    folder.write(textOf({ dist: ONE }), 'shared', 'the.json');
    fs.symlinkSync('shared/the.json', path);
    expect(readLockFile(path)?.outputs.size).toBe(1);
    expect(writeLockSection(path, 'other', OTHER)).toBe('written');
    expect(contentsOf(folder.path)).toEqual({
      'fed8s.lock.json@': '',
      'shared/the.json': textOf({ dist: ONE, other: OTHER }),
    });
  });

  it.each<[what: string, content: string]>([
    ['is damaged', textOf({ dist: ONE }).slice(0, 100)],
    ['has a merge conflict', `<<<<<<< HEAD\n${textOf({ dist: ONE })}`],
    ['is of a newer fed8s', textOf({}).replace('/v1', '/v2')],
    ['has a field that is not known', textOf({}).replace('"kind"', '"more": 1, "kind"')],
    ['is empty', ''],
  ])('that %s is an error, and is left as it is', (_, content) => {
    folder.write(content, 'fed8s.lock.json');
    for (const call of [() => readLockFile(path), () => writeLockSection(path, 'dist', ONE)]) {
      const error = errorOf(call);
      expect(error.code).toBe('invalid-lock');
      expect(error.details.origin?.startsWith(path)).toBe(true);
    }
    expect(contentsOf(folder.path)).toEqual({ 'fed8s.lock.json': content });
  });

  it('that is no text is an error', () => {
    fs.writeFileSync(path, Buffer.from([0x7b, 0xff, 0xfe]));
    expect(errorOf(() => readLockFile(path))).toMatchObject({ code: 'invalid-lock', details: { origin: path } });
    expect(errorOf(() => readLockFile(path)).message).toContain('it is no text in UTF-8');
  });

  it.each<[what: string, make: () => void, code: string, message: RegExp]>([
    ['a folder', () => fs.mkdirSync(path), 'unreadable-file', /it is a folder/],
    ['a pipe', () => void execFileSync('mkfifo', [path]), 'unreadable-file', /it is no regular file/],
    ['a link that leads nowhere', () => fs.symlinkSync('nowhere', path), 'unreadable-file', /link that leads nowhere/],
    ['a link to itself', () => fs.symlinkSync('fed8s.lock.json', path), 'unreadable-file', /ELOOP/],
    ['a link to a folder', () => fs.symlinkSync('.', path), 'unreadable-file', /it is a folder/],
    [
      'a file of more than 64 MiB',
      () => {
        fs.writeFileSync(path, '');
        fs.truncateSync(path, 64 * 1024 * 1024 + 1);
      },
      'file-too-large',
      /larger than 64 MiB/,
    ],
  ])('cannot be %s', (_, make, code, message) => {
    make();
    for (const call of [() => readLockFile(path), () => writeLockSection(path, 'dist', ONE)]) {
      const error = errorOf(call);
      expect(error).toMatchObject({ code, details: { origin: path } });
      expect(error.message).toMatch(message);
    }
    expect(fs.readdirSync(folder.path)).toEqual(['fed8s.lock.json']);
  });

  it('below a file is an error', () => {
    folder.write('', 'file');
    expect(errorOf(() => readLockFile(folder.at('file/fed8s.lock.json'))).code).toBe('unreadable-file');
  });

  (isRoot ? it.skip : it)('that may not be read is an error', () => {
    folder.write(textOf({}), 'fed8s.lock.json');
    fs.chmodSync(path, 0);
    expect(errorOf(() => readLockFile(path))).toMatchObject({ code: 'unreadable-file', details: { origin: path } });
  });

  it('is never written so large that it could not be read', () => {
    const key = `ConfigMap/shop/${'x'.repeat(1024 * 1024)}`;
    const objects = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`${key}${index}`, ['eu']]));
    expect(errorOf(() => writeLockSection(path, 'dist', section(['eu'], objects))).code).toBe('file-too-large');
    expect(fs.readdirSync(folder.path)).toEqual([]);
  });

  it('that cannot be written leaves nothing behind, which can be known before', () => {
    const nowhere = folder.at('nowhere/fed8s.lock.json');
    for (const call of [refuseUnwritable, writeLockSection]) {
      expect(errorOf(() => call(nowhere, 'dist', ONE)).code).toBe('write-failed');
    }
    expect(fs.readdirSync(folder.path)).toEqual([]);
  });

  (isRoot ? it.skip : it).each<[what: string, protect: () => void]>([
    ['file', () => fs.chmodSync(path, 0o400)],
    ['folder', () => fs.chmodSync(folder.path, 0o500)],
  ])('in a %s that may not be written is known to be one before, if it is to change', (_, protect) => {
    writeLockSection(path, 'dist', ONE);
    protect();
    expect(errorOf(() => refuseUnwritable(path, 'dist', OTHER)).code).toBe('write-failed');
    refuseUnwritable(path, 'dist', ONE);
    fs.chmodSync(folder.path, 0o700);
  });

  it('is left as it is by a look at whether it can be written', () => {
    refuseUnwritable(path, 'dist', ONE);
    expect(fs.readdirSync(folder.path)).toEqual([]);
  });

  it('is written after what killed runs have left of it is removed, and nothing else', () => {
    const left = ['.fed8s.lock.json.0123456789ab.tmp', '.fed8s.lock.json.ffffffffffff.tmp'];
    const others = ['.fed8s.lock.json.mine.tmp', '.fed8s.lock.json.0123456789ab', '.other.json.0123456789ab.tmp'];
    for (const name of [...left, ...others]) folder.write('', name);
    writeLockSection(path, 'dist', ONE);
    expect(fs.readdirSync(folder.path).sort()).toEqual([...others, 'fed8s.lock.json'].sort());
  });

  it('is free again after a failure', () => {
    fs.mkdirSync(path);
    errorOf(() => writeLockSection(path, 'dist', ONE));
    expect(fs.existsSync(lockFile(path) ?? '')).toBe(false);
    fs.rmdirSync(path);
    expect(writeLockSection(path, 'dist', ONE)).toBe('written');
  });
});

describe('the lock file of several runs at once', () => {
  beforeAll(requireFreshBuild);

  it('has the sections of all of them', async () => {
    const module = JSON.stringify(join(ROOT, 'build/lib/synth/lock-file.js'));
    /** Writes its own section again and again, each time with another cluster. */
    const run = (output: string): string => `
      const { writeLockSection } = require(${module});
      for (let turn = 0; turn <= 30; turn += 1) {
        const section = { clusters: ['c' + turn], decisions: new Map(), objects: new Map([['Namespace//x', ['c' + turn]]]) };
        writeLockSection(${JSON.stringify(path)}, ${JSON.stringify(output)}, section);
      }`;
    const outputs = ['a', 'b', 'c', 'd', 'e'];
    const ends = outputs.map(async (output) => {
      const child = spawn(process.execPath, ['-e', run(output)], { stdio: ['ignore', 'ignore', 'pipe'] });
      let told = '';
      child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString()));
      return [await new Promise((done) => child.once('close', done)), told];
    });
    expect(await Promise.all(ends)).toEqual(outputs.map(() => [0, '']));
    expect([...(readLockFile(path)?.outputs ?? [])].map(([output, { clusters }]) => [output, clusters])).toEqual(
      outputs.map((output) => [output, ['c30']]),
    );
    expect(fs.readdirSync(folder.path)).toEqual(['fed8s.lock.json']);
  }, 30_000);
});

describe('the id of the inventories of an owner', () => {
  const ID = '0c1d3a4e-9c0b-4d7e-8a57-1f2e3d4c5b6a';
  const ANOTHER = '11111111-2222-4333-8444-555555555555';

  it('stays as it was kept first, beside sections and other owners', () => {
    writeLockSection(path, 'dist', ONE);
    expect(keepInventoryId(path, 'shop', ID)).toBe(ID);
    expect(keepInventoryId(path, 'shop', ANOTHER)).toBe(ID);
    expect(keepInventoryId(path, 'fed8s/web/prod', ANOTHER)).toBe(ANOTHER);
    writeLockSection(path, 'dist', OTHER);
    expect(readLockFile(path)).toEqual({
      outputs: new Map([['dist', OTHER]]),
      inventories: new Map([
        ['fed8s/web/prod', ANOTHER],
        ['shop', ID],
      ]),
    });
  });
});
