import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { unfinishedText } from '../../lib/synth/unfinished-tree';
import { writeTree } from '../../lib/synth/write-tree';
import { TemporaryFolder, contentsOf, errorOf } from './folders';
import { type Texts, filesIn, plainTree } from './plain-tree';
import { isWhole } from './whole-text';

const asRoot = process.getuid?.() === 0;

/** A file system of its own, of one megabyte. */
class SmallDisk {
  public constructor(public readonly path: string) {
    mkdirSync(path, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'pipe' });
  }

  public makeReadOnly(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.path], { stdio: 'pipe' });
  }

  public unmount(): void {
    execFileSync('umount', [this.path], { stdio: 'pipe' });
  }
}

function canMount(): boolean {
  if (!asRoot) return false;
  const folder = new TemporaryFolder();
  try {
    new SmallDisk(folder.at('disk')).unmount();
    return true;
  } catch {
    return false;
  } finally {
    folder.remove();
  }
}

const mounts = canMount();
const onSmallDisk = mounts ? test : test.skip;
const words = mounts ? '' : ' (not run: only root can mount a small disk, and not everywhere)';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

describe('an output folder that is none', () => {
  test('a file in its place, or above it', () => {
    writeFileSync(folder.at('dist'), 'a file\n');
    for (const path of [folder.at('dist'), folder.at('dist', 'below')]) {
      const error = errorOf(() => writeTree(plainTree({ c1: { a: 'x' } }), path));
      expect(error.code).toBe('output-not-a-folder');
      expect(error.message).toContain(path);
    }
    expect(readFileSync(folder.at('dist'), 'utf8')).toBe('a file\n');
  });
});

describe('a disk that does not take it', () => {
  let disk: SmallDisk | undefined;
  let out: string;
  beforeEach(() => {
    if (!mounts) return;
    disk = new SmallDisk(folder.at('disk'));
    out = folder.at('disk', 'dist');
  });
  afterEach(() => {
    disk?.unmount();
    disk = undefined;
  });

  const big = 'x'.repeat(300_000);

  onSmallDisk(`disk full: the error says so, files are whole, and the next run completes the folder${words}`, () => {
    const before: Texts = { c1: { old: 'old\n', shop: 'one\n' } };
    writeTree(plainTree(before), out);
    const tooMuch = Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`c${number}`, { shop: big }]));
    const error = errorOf(() => writeTree(plainTree(tooMuch), out));
    expect(error.code).toBe('write-failed');
    expect(error.message).toContain('ENOSPC');
    expect(error.message).toContain(join('disk', 'dist', 'c'));
    expect(error.remedy).toContain('Free space');
    const left = Object.entries(contentsOf(out)).filter(([path]) => /^c\d\//.test(path) && !path.endsWith('/'));
    expect(left.map(([, text]) => text)).toEqual(left.map(([path]) => (path === 'c1/old' ? 'old\n' : big)));

    const after: Texts = { c2: { shop: 'two\n' } };
    writeTree(plainTree(after), out);
    const { 'fed8s.json': index, ...files } = contentsOf(out);
    expect(index).toBeDefined();
    expect(files).toEqual(filesIn(after));
  });

  onSmallDisk(`disk full from the start: nothing is left behind${words}`, () => {
    mkdirSync(out);
    writeFileSync(folder.at('disk', 'filler'), 'x'.repeat(900_000));
    // To the last byte, so that not even a small file finds room.
    for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (;;) writeFileSync(folder.at('disk', 'filler'), 'x'.repeat(size), { flag: 'a' });
      } catch {
        // full for this size
      }
    }
    expect(errorOf(() => writeTree(plainTree({ c1: { shop: 'one\n' } }), out)).code).toBe('write-failed');
    expect(contentsOf(out)).toEqual({});
  });

  onSmallDisk(`read-only: an error where something changes, and none where nothing does${words}`, () => {
    const tree: Texts = { c1: { shop: 'one\n' }, c2: { shop: 'one\n' } };
    writeTree(plainTree(tree), out);
    disk?.makeReadOnly();
    expect(writeTree(plainTree(tree), out)).toMatchObject({ written: 0, unchanged: 2 });
    for (const changed of [{ c1: { shop: 'two\n' }, c2: { shop: 'one\n' } }, { c1: { shop: 'one\n' } }]) {
      const error = errorOf(() => writeTree(plainTree(changed), out));
      expect(error.code).toBe('write-failed');
      expect(error.message).toContain('EROFS');
      expect(error.remedy).toContain('read-only');
    }
    expect(contentsOf(out)).toMatchObject(filesIn(tree));
    expect(errorOf(() => writeTree(plainTree(tree), folder.at('disk', 'new'))).code).toBe('write-failed');
  });

  (asRoot ? test.skip : test)(`permission denied${asRoot ? ' (not run: root may write anywhere)' : ''}`, () => {
    const closed = folder.at('closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    try {
      const error = errorOf(() => writeTree(plainTree({ c1: { shop: 'one\n' } }), join(closed, 'dist')));
      expect(error.code).toBe('write-failed');
      expect(error.message).toContain('EACCES');
      expect(error.remedy).toContain('right to write');
    } finally {
      chmodSync(closed, 0o700);
    }
  });
});

describe('a run that is killed', () => {
  const root = resolve(__dirname, '../..');

  /** Starts the endless writer and waits until it has written once. */
  async function start(out: string): Promise<ChildProcess> {
    const child = spawn(
      process.execPath,
      ['-r', 'ts-node/register/transpile-only', join(__dirname, 'endless-writer.ts'), out],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    return child;
  }

  test('leaves whole files only, and the next one makes the folder right', async () => {
    const out = folder.at('dist');
    for (const delay of [3, 40, 77, 120]) {
      const child = await start(out);
      await wait(delay);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const files = Object.entries(contentsOf(out)).filter(([path]) => /^c\d+\/.*[^/]$/.test(path));
      // What was being written has a name of its own until it is whole.
      const torn = files.filter(([path, text]) => !path.endsWith('.tmp') && !isWhole(text));
      expect(torn.map(([path]) => path)).toEqual([]);
      expect(files.length).toBeGreaterThan(10);
    }
    const last: Texts = { c0: { 'shop.k8s.yaml': 'a: 1\n' }, d: { 'chart-0/y': 'b\n' } };
    writeTree(plainTree(last), out);
    const { 'fed8s.json': index, ...left } = contentsOf(out);
    expect(index).toBeDefined();
    expect(left).toEqual(filesIn(last));
  }, 60_000);

  test('leaves nothing half written once a run ends well, in folders that are still written or not', () => {
    const out = folder.at('dist');
    const texts: Texts = { c1: { shop: 'one\n' }, c2: { shop: 'one\n' } };
    const tree = plainTree(texts);
    const filesOf = (): never => {
      for (const cluster of ['c1', 'c2']) folder.write('half of a no', 'dist', cluster, '.fed8s-1a2b3c.tmp');
      throw new Error('killed');
    };
    writeTree(tree, out);
    writeFileSync(join(out, '.fed8s-unfinished-3.json'), unfinishedText(tree.clusters, tree.files));
    expect(() => writeTree({ ...tree, filesOf }, out)).toThrow('killed');
    writeTree(plainTree({ c1: { shop: 'one\n' } }), out);
    const { 'fed8s.json': index, ...left } = contentsOf(out);
    expect(index).toBeDefined();
    expect(left).toEqual({ 'c1/shop': 'one\n' });
  });

  test('leaves nothing in the way of the first run that ends well', () => {
    const out = folder.at('dist');
    mkdirSync(out);
    writeFileSync(join(out, '.fed8s-1a2b3c.tmp'), 'half of a no');
    writeTree(plainTree({ c1: { shop: 'one\n' } }), out);
    expect(readdirSync(out).sort()).toEqual(['c1', 'fed8s.json']);
  });

  test('leaves notes that are not believed when they lead out of the folder', () => {
    const out = folder.at('dist');
    writeFileSync(folder.at('precious'), 'x');
    writeTree(plainTree({ c1: {} }), out);
    writeFileSync(
      join(out, '.fed8s-unfinished-1.json'),
      JSON.stringify({
        apiVersion: 'fed8s.dev/v1',
        kind: 'UnfinishedTree',
        clusters: ['c1'],
        clusterSets: {},
        files: [{ path: '../../precious', clusters: 'all' }],
      }),
    );
    expect(errorOf(() => writeTree(plainTree({ c2: {} }), out)).code).toBe('invalid-index');
    expect(readFileSync(folder.at('precious'), 'utf8')).toBe('x');
  });
});
