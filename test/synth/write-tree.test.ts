import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import fc from 'fast-check';
import { lockFile } from '../../lib/synth/folder-lock';
import { writeTree } from '../../lib/synth/write-tree';
import { TemporaryFolder, contentsOf, errorOf } from './folders';
import { type Texts, filesIn, plainTree } from './plain-tree';

let folder: TemporaryFolder;
let out: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  out = folder.at('dist');
});
afterEach(() => {
  folder.remove();
});

const write = (texts: Texts): ReturnType<typeof writeTree> => writeTree(plainTree(texts), out);

/** What is in the output folder, the index left out. */
function found(): Readonly<Record<string, string>> {
  const { 'fed8s.json': index, ...files } = contentsOf(out);
  expect(index).toBeDefined();
  return files;
}

function put(path: string, text: string): void {
  folder.write(text, 'dist', path);
}

const shop: Texts = { c1: { 'shop.yaml': 'a: 1\n', 'more.yaml': 'b: 2\n' }, c2: { 'shop.yaml': 'a: 1\n' } };

describe('a tree that is written', () => {
  test('is there, with its index, in a folder that was not', () => {
    out = folder.at('deep', 'down', 'dist');
    expect(write(shop)).toEqual({ written: 3, unchanged: 0, removed: 0, bytes: 15, problems: [] });
    expect(found()).toEqual(filesIn(shop));
  });

  test('is written again without touching anything', () => {
    write(shop);
    const longAgo = new Date('2001-02-03T04:05:06Z');
    const all = ['', 'fed8s.json', 'c1', 'c2', 'c1/shop.yaml', 'c1/more.yaml', 'c2/shop.yaml'].map((path) =>
      folder.at('dist', path),
    );
    for (const path of all) utimesSync(path, longAgo, longAgo);
    const changeTimes = all.map((path) => statSync(path).ctimeMs);
    expect(write(shop)).toMatchObject({ written: 0, unchanged: 3, removed: 0 });
    expect(all.map((path) => statSync(path).mtime)).toEqual(all.map(() => longAgo));
    expect(all.map((path) => statSync(path).ctimeMs)).toEqual(changeTimes);
  });

  test('has steps before and after it, in which no other run can write to the folder', () => {
    const steps: unknown[] = [];
    const step = (what: string): void => void steps.push([what, existsSync(lockFile(out) ?? ''), existsSync(out)]);
    writeTree(plainTree(shop), out, { before: () => step('before'), after: () => step('after') });
    expect(steps).toEqual([
      ['before', true, false],
      ['after', true, true],
    ]);
    expect(existsSync(lockFile(out) ?? '')).toBe(false);
  });

  test('replaces only the files that differ', () => {
    write(shop);
    const before = statSync(folder.at('dist', 'c2/shop.yaml')).ino;
    const report = write({ ...shop, c1: { 'shop.yaml': 'a: 2\n', 'more.yaml': 'b: 2\n' } });
    expect(report).toMatchObject({ written: 1, unchanged: 2, removed: 0 });
    expect(readFileSync(folder.at('dist', 'c1/shop.yaml'), 'utf8')).toBe('a: 2\n');
    expect(statSync(folder.at('dist', 'c2/shop.yaml')).ino).toBe(before);
  });

  test('replaces a file that was edited by hand, and puts back one that was removed', () => {
    write(shop);
    put('c1/shop.yaml', 'a: edited\n');
    rmSync(folder.at('dist', 'c2'), { recursive: true });
    expect(write(shop)).toMatchObject({ written: 2, unchanged: 1, problems: [] });
    expect(found()).toEqual(filesIn(shop));
  });

  test('removes files of the last run that it lacks, and folders that are empty then', () => {
    write({ ...shop, c3: { 'chart/deep.yaml': 'x\n' } });
    expect(write({ c1: { 'shop.yaml': 'a: 1\n' } })).toMatchObject({ unchanged: 1, removed: 3 });
    expect(found()).toEqual({ 'c1/shop.yaml': 'a: 1\n' });
  });

  test('removes the folder of a cluster whose files somebody removed', () => {
    write(shop);
    rmSync(folder.at('dist', 'c2/shop.yaml'));
    write({ c1: shop.c1 ?? {} });
    expect(found()).toEqual(filesIn({ c1: shop.c1 ?? {} }));
  });

  test('may be empty', () => {
    write(shop);
    expect(write({ c1: {} })).toEqual({ written: 0, unchanged: 0, removed: 3, bytes: 0, problems: [] });
    expect(found()).toEqual({ 'c1/': '' });
  });

  test('takes over a file that somebody wrote just so', () => {
    write({ c1: { 'shop.yaml': 'a: 1\n' } });
    put('c1/more.yaml', 'b: 2\n');
    expect(write(shop)).toMatchObject({ written: 1, unchanged: 2 });
    write({ c1: {} });
    expect(found()).toEqual({ 'c1/': '' });
  });
});

describe('what others put into the folder', () => {
  test('stays, whatever is written', () => {
    write(shop);
    const foreign = {
      'README.md': 'ours\n',
      'c1/notes.yaml': 'n: 1\n',
      'c2/deep/x.yaml': 'x\n',
      'c9/shop.yaml': 'y\n',
    };
    for (const [path, text] of Object.entries(foreign)) put(path, text);
    write({ c3: { 'shop.yaml': 'z\n' } });
    expect(found()).toEqual({ ...foreign, 'c3/shop.yaml': 'z\n' });
  });

  test('an empty folder of others stays', () => {
    write(shop);
    mkdirSync(folder.at('dist', 'c1', 'empty'));
    write({ c2: {} });
    expect(found()).toEqual({ 'c1/empty/': '', 'c2/': '' });
  });

  test('is never written over: all such files are told of before anything is written', () => {
    write({ c1: { 'shop.yaml': 'a: 1\n' } });
    put('c1/more.yaml', 'mine: 1\n');
    put('c2/shop.yaml', 'mine: 2\n');
    const before = contentsOf(out);
    const error = errorOf(() => write(shop));
    expect(error.code).toBe('foreign-file');
    expect(error.message).toContain('c1/more.yaml, c2/shop.yaml');
    expect(contentsOf(out)).toEqual(before);
  });

  test('a file where a folder is needed, and a folder where a file is needed, stop it', () => {
    write({ c1: {} });
    put('c2', 'a file\n');
    put('c3/shop.yaml/inside', 'x\n');
    const before = contentsOf(out);
    const error = errorOf(() => write({ ...shop, c3: { 'shop.yaml': 'a\n' } }));
    expect(error.problems.map(({ code }) => code)).toEqual(['foreign-file', 'foreign-file']);
    expect(error.message).toContain('c2 must be a folder');
    expect(error.message).toContain('c3/shop.yaml');
    expect(contentsOf(out)).toEqual(before);
  });

  test('a folder that holds files of ours and of others cannot become a file', () => {
    write({ c1: { 'a/x.yaml': 'x\n' } });
    put('c1/a/mine', 'mine\n');
    expect(errorOf(() => write({ c1: { a: 'now a file\n' } })).code).toBe('foreign-file');
    expect(found()).toEqual({ 'c1/a/mine': 'mine\n' });
    rmSync(folder.at('dist', 'c1', 'a'), { recursive: true });
    write({ c1: { a: 'now a file\n' } });
    expect(found()).toEqual({ 'c1/a': 'now a file\n' });
  });

  test('a folder that fed8s never wrote to is refused', () => {
    put('notes.txt', 'mine\n');
    put('c1/shop.yaml', 'mine\n');
    const error = errorOf(() => write(shop));
    expect(error.code).toBe('foreign-folder');
    expect(error.message).toContain('c1, notes.txt');
    expect(contentsOf(out)).toEqual({ 'notes.txt': 'mine\n', 'c1/shop.yaml': 'mine\n' });
  });

  test.each(['construct-metadata.json', '.gitkeep', '.git/HEAD', '.gitignore'])(
    '%s alone does not make a folder foreign',
    (path) => {
      put(path, '{}');
      write(shop);
      expect(found()).toEqual({ ...filesIn(shop), [path]: '{}' });
    },
  );

  test('an index that is damaged stops it before anything is written', () => {
    write(shop);
    put('fed8s.json', '{"apiVersion":');
    const before = contentsOf(out);
    expect(errorOf(() => write({ c1: {} })).code).toBe('invalid-index');
    expect(contentsOf(out)).toEqual(before);
  });

  test('an index that names files outside stops it', () => {
    write(shop);
    writeFileSync(folder.at('precious'), 'x');
    const index = readFileSync(folder.at('dist', 'fed8s.json'), 'utf8');
    put('fed8s.json', index.replace('"more.yaml"', '"../../precious"'));
    expect(errorOf(() => write({ c1: {} })).code).toBe('invalid-index');
    expect(readFileSync(folder.at('precious'), 'utf8')).toBe('x');
  });
});

describe('a file that is no longer written and was edited', () => {
  test('stays, with a warning that names it', () => {
    write(shop);
    put('c2/shop.yaml', 'a: mine now\n');
    const report = write({ c1: shop.c1 ?? {} });
    expect(report.removed).toBe(0);
    expect(report.problems).toMatchObject([{ code: 'stale-file-edited', severity: 'warning', cluster: 'c2' }]);
    expect(report.problems[0]?.message).toContain('c2/shop.yaml');
    expect(found()).toEqual({ ...filesIn({ c1: shop.c1 ?? {} }), 'c2/shop.yaml': 'a: mine now\n' });
    expect(write({ c1: shop.c1 ?? {} }).problems).toEqual([]);
  });

  test('is removed where git only changed its line ends', () => {
    write(shop);
    put('c2/shop.yaml', 'a: 1\r\n');
    expect(write({ c1: shop.c1 ?? {} })).toMatchObject({ removed: 1, problems: [] });
    expect(found()).toEqual(filesIn({ c1: shop.c1 ?? {} }));
  });
});

describe('links', () => {
  test("a link in the place of a cluster's folder is refused, wherever it leads", () => {
    write({ c1: { 'shop.yaml': 'a: 1\n' } });
    mkdirSync(folder.at('elsewhere'));
    symlinkSync(folder.at('elsewhere'), folder.at('dist', 'c2'));
    const error = errorOf(() => write(shop));
    expect(error.code).toBe('linked-folder');
    expect(error.message).toContain('c2');
    expect(contentsOf(folder.at('elsewhere'))).toEqual({});
    expect(found()).toEqual({ 'c1/shop.yaml': 'a: 1\n', 'c2@': '' });
  });

  test("a link in the place of a chart's folder is refused", () => {
    write({ c1: { 'a/x.yaml': 'x\n' } });
    renameSync(folder.at('dist', 'c1', 'a'), folder.at('elsewhere'));
    symlinkSync(folder.at('elsewhere'), folder.at('dist', 'c1', 'a'));
    expect(errorOf(() => write({ c1: { 'a/x.yaml': 'y\n' } })).code).toBe('linked-folder');
    expect(contentsOf(folder.at('elsewhere'))).toEqual({ 'x.yaml': 'x\n' });
  });

  test('nothing is removed through a link', () => {
    write(shop);
    renameSync(folder.at('dist', 'c2'), folder.at('elsewhere'));
    symlinkSync(folder.at('elsewhere'), folder.at('dist', 'c2'));
    expect(write({ c1: {} })).toMatchObject({ removed: 2 });
    expect(contentsOf(folder.at('elsewhere'))).toEqual({ 'shop.yaml': 'a: 1\n' });
  });

  test('a link in the place of a file is replaced, and what it leads to is left alone', () => {
    write(shop);
    writeFileSync(folder.at('precious'), 'a: 1\n');
    rmSync(folder.at('dist', 'c2/shop.yaml'));
    symlinkSync(folder.at('precious'), folder.at('dist', 'c2/shop.yaml'));
    write({ ...shop, c2: { 'shop.yaml': 'a: 3\n' } });
    expect(found()['c2/shop.yaml']).toBe('a: 3\n');
    expect(readFileSync(folder.at('precious'), 'utf8')).toBe('a: 1\n');
  });

  test('a link to a file of the very bytes is replaced too', () => {
    write(shop);
    writeFileSync(folder.at('precious'), 'a: 1\n');
    rmSync(folder.at('dist', 'c2/shop.yaml'));
    symlinkSync(folder.at('precious'), folder.at('dist', 'c2/shop.yaml'));
    expect(write(shop)).toMatchObject({ written: 1, unchanged: 2 });
    expect(found()).toEqual(filesIn(shop));
  });

  test('the output folder itself may be one', () => {
    mkdirSync(folder.at('real'));
    symlinkSync(folder.at('real'), out);
    write(shop);
    expect(contentsOf(folder.at('real'))).toMatchObject(filesIn(shop));
  });
});

/** The clusters that get nothing, as `contentsOf` shows folders with nothing in them. */
function emptyFolders(texts: Texts, others: object): Readonly<Record<string, string>> {
  const held = Object.keys({ ...others, ...filesIn(texts) });
  const empty = Object.keys(texts).filter((cluster) => !held.some((path) => path.startsWith(`${cluster}/`)));
  return Object.fromEntries(empty.map((cluster) => [`${cluster}/`, '']));
}

describe('trees one after the other', () => {
  const paths = ['a', 'b', 'a.yaml', 'A.yaml', 'a/x', 'a/y', 'A/x', 'b/x', 'a.yaml/x', 'shop.k8s.yaml'];
  const foreign = { 'README.md': 'ours', 'c1/notes.txt': 'n', 'c9/keep.yaml': 'k', '.git/HEAD': 'h' };
  /** No name may be a file and a folder, or stand there in two cases, in one tree: the layout sees to that. */
  const files = fc
    .dictionary(fc.constantFrom(...paths), fc.constantFrom('one', 'two', 'three\n'), { maxKeys: 4 })
    .map((all) => {
      const taken = new Map<string, string>();
      return Object.fromEntries(
        Object.entries(all).filter(([path]) => {
          const parts = path.split('/');
          const names = parts.map((_, end) => parts.slice(0, end + 1).join('/') + (end + 1 < parts.length ? '/' : ''));
          const free = names.every((name) => {
            const key = name.replace(/\/$/, '').toLowerCase();
            return !taken.has(key) || (taken.get(key) === name && name.endsWith('/'));
          });
          if (free) for (const name of names) taken.set(name.replace(/\/$/, '').toLowerCase(), name);
          return free;
        }),
      );
    });
  const trees = fc.dictionary(fc.constantFrom('c1', 'c2', 'c3'), files);
  /** A run may end after some of its clusters, as if it had been killed there. */
  const runs = fc.array(fc.record({ texts: trees, killedAt: fc.option(fc.nat(3)) }), { minLength: 1, maxLength: 6 });

  test('leave exactly the last one, and what others put there', () => {
    fc.assert(
      fc.property(runs, trees, (earlier, last) => {
        const own = new TemporaryFolder();
        try {
          const dist = own.at('dist');
          writeTree(plainTree({}), dist);
          for (const [path, text] of Object.entries(foreign)) own.write(text, 'dist', path);
          for (const { texts, killedAt } of earlier) {
            const tree = plainTree(texts);
            const filesOf = (cluster: number): ReturnType<typeof tree.filesOf> => {
              if (cluster === killedAt) throw new Error('killed');
              return tree.filesOf(cluster);
            };
            try {
              writeTree({ ...tree, filesOf }, dist);
            } catch (error) {
              expect(error).toEqual(new Error('killed'));
            }
          }
          const report = writeTree(plainTree(last), dist);
          const { 'fed8s.json': index, ...left } = contentsOf(dist);
          expect(index).toBeDefined();
          expect(left).toEqual({ ...emptyFolders(last, foreign), ...foreign, ...filesIn(last) });
          expect(report.written + report.unchanged).toBe(Object.keys(filesIn(last)).length);
          expect(report.problems).toEqual([]);
          expect(writeTree(plainTree(last), dist)).toMatchObject({ written: 0, removed: 0 });
        } finally {
          own.remove();
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('the folder of a cluster', () => {
  test('is there even where the cluster gets nothing', () => {
    write({ c1: {}, c2: { 'shop.yaml': 'a: 1\n' } });
    expect(found()).toEqual({ 'c1/': '', 'c2/shop.yaml': 'a: 1\n' });
  });

  test('goes with the cluster, unless others have put something there', () => {
    write({ c1: {}, c2: {}, c3: {} });
    put('c2/notes.txt', 'mine');
    write({ c3: {} });
    expect(found()).toEqual({ 'c2/notes.txt': 'mine', 'c3/': '' });
  });
});
