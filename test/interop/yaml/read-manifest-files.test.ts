import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ManifestFilesRead, readManifestFiles } from '../../../lib/interop/yaml/read-manifest-files';

describe('readManifestFiles', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fed8s-read-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  /** A result with the test's folder cut off: origins and values of the documents, and problems as `code severity origin`. */
  const summary = (read: ManifestFilesRead): { documents: unknown[]; problems: string[] } => {
    const short = (origin = ''): string => origin.replace(`${folder}/`, '').replace(folder, '.');
    return {
      documents: read.documents.map(({ origin, value }) => [short(origin), value]),
      problems: read.problems.map(({ code, severity, origin }) => `${code} ${severity} ${short(origin)}`),
    };
  };

  test('reads the files of a folder by name, by their extension, and not those in folders below', () => {
    write('b.yaml', 'b: 1\n---\nb: 2\n');
    write('a.yml', '# a\na: 1\n');
    write('c.json', '{"c": 1}');
    write('readme.md', '# no manifest');
    write('d.YAML', 'd: 1');
    mkdirSync(join(folder, 'below.yaml'));
    write('below.yaml/e.yaml', 'e: 1');
    const read = readManifestFiles([folder]);
    expect(summary(read)).toEqual({
      documents: [
        ['a.yml:2', { a: 1 }],
        ['b.yaml:1', { b: 1 }],
        ['b.yaml:3', { b: 2 }],
        ['c.json:1', { c: 1 }],
      ],
      problems: [],
    });
    expect(read.files).toEqual(['a.yml', 'b.yaml', 'c.json'].map((name) => join(folder, name)));
  });

  test('reads a file that is named whatever its name is, a link too, in the order of the call', () => {
    symlinkSync(write('below.yaml', 'a: 1'), join(folder, 'link'));
    const other = write('manifest.txt', 'a: 2');
    expect(summary(readManifestFiles([join(folder, 'link'), other])).documents).toEqual([
      ['link:1', { a: 1 }],
      ['manifest.txt:1', { a: 2 }],
    ]);
  });

  test('reads a file once, however often and by whatever way it is named', () => {
    const file = write('a.yaml', 'a: 1');
    symlinkSync(file, join(folder, 'link'));
    const read = readManifestFiles([file, folder, join(folder, '.', 'a.yaml'), join(folder, 'link')]);
    expect(read.files).toEqual([file]);
    expect(read.documents).toHaveLength(1);
  });

  test('waits for no pipe that lies in a folder, and tells of it', () => {
    write('b.yaml', 'b: 1');
    expect(spawnSync('mkfifo', [join(folder, 'a.yaml')]).status).toBe(0);
    expect(summary(readManifestFiles([folder]))).toEqual({
      documents: [['b.yaml:1', { b: 1 }]],
      problems: ['unreadable-file error a.yaml'],
    });
  });

  test('quotes no value of a file in what is wrong with it, as it may be a secret', () => {
    const file = write(
      'secret.yaml',
      ['!!int "hunter2"', '!!binary "hunter2!"', '!!bool hunter2', '1234567890123456789', '-0.0', '.inf']
        .map((value) => `---\nkind: Secret\nstringData: { password: ${value} }\n`)
        .join(''),
    );
    const { problems } = readManifestFiles([file]);
    expect(problems).toHaveLength(6);
    expect(problems.filter(({ message }) => /hunter2|123456789/.test(message))).toEqual([]);
  });

  test('reads what is given for -, once', () => {
    expect(summary(readManifestFiles(['-', '-'], { stdin: '\n\na: 1' })).documents).toEqual([['stdin:3', { a: 1 }]]);
    expect(summary(readManifestFiles(['-'], { stdin: Buffer.from('\ufeffa: 1') })).documents).toEqual([
      ['stdin:1', { a: 1 }],
    ]);
    expect(summary(readManifestFiles(['-'], { stdin: '' })).problems).toEqual(['empty-file error stdin']);
  });

  test('tells of all problems of all files together', () => {
    write('1.yaml', 'a: 1\na: 2\n');
    write('2.yaml', 'a: "');
    write('3.yaml', 'ok: 1');
    const read = readManifestFiles([folder, join(folder, 'none.yaml'), '-'], { stdin: 'x: .nan' });
    expect(summary(read)).toEqual({
      documents: [['3.yaml:1', { ok: 1 }]],
      problems: [
        'duplicate-key error 1.yaml:2',
        'yaml-syntax error 2.yaml:1:4',
        'unreadable-file error none.yaml',
        'invalid-yaml-value error stdin:1',
      ],
    });
  });

  test('an empty file is an error where it is named, and a warning where it only lies in a folder', () => {
    const empty = write('empty.yaml', '');
    const comments = write('comments.yaml', '# all of it\n---\n# is a comment\n');
    expect(readManifestFiles([empty, comments]).problems).toMatchObject([
      { code: 'empty-file', severity: 'error', message: 'the file is empty' },
      { code: 'empty-file', severity: 'error', message: 'the file has no document, only comments and separators' },
    ]);
    expect(summary(readManifestFiles([folder])).problems).toEqual([
      'empty-file warning comments.yaml',
      'empty-file warning empty.yaml',
    ]);
  });

  test('a folder without manifests is an error that says where manifests are looked for', () => {
    mkdirSync(join(folder, 'below'));
    write('below/a.yaml', 'a: 1');
    write('notes.txt', 'x');
    expect(readManifestFiles([folder]).problems).toMatchObject([
      { code: 'no-manifest-files', remedy: expect.stringContaining('folders below it are not searched') as string },
    ]);
  });

  test.each([
    ['UTF-16 with its mark', Buffer.from('\ufeffa: 1', 'utf16le'), 'the file is UTF-16, not UTF-8', 'x.yaml'],
    ['UTF-16 of the other order', Buffer.from([0xfe, 0xff, 0, 0x61]), 'the file is UTF-16, not UTF-8', 'x.yaml'],
    ['UTF-16 without a mark', Buffer.from('a: 1', 'utf16le'), /zero byte.*binary, or UTF-16/, 'x.yaml:1'],
    ['binary', Buffer.from('a: 1\nb: \u0000\n'), /zero byte.*binary/, 'x.yaml:2'],
    ['Latin-1', Buffer.from('a: 1\nb: 2\nc: caf\u00e9\n', 'latin1'), 'the file is not UTF-8', 'x.yaml:3'],
    ['cut in a character', Buffer.from('a: 1\nb: é').subarray(0, -1), 'the file is not UTF-8', 'x.yaml:2'],
  ])('%s is refused with a clear sentence', (_what, bytes, message, origin) => {
    const [problem] = readManifestFiles([write('x.yaml', bytes)]).problems;
    expect(problem).toMatchObject({ code: 'not-text', origin: join(folder, origin) });
    expect(problem?.message).toMatch(message);
  });

  test('a file of more than 64 MiB is refused unread, and standard input too', () => {
    const path = write('big.yaml', '');
    truncateSync(path, 64 * 1024 * 1024 + 1);
    expect(summary(readManifestFiles([path])).problems).toEqual(['file-too-large error big.yaml']);
    expect(summary(readManifestFiles(['-'], { stdin: Buffer.alloc(64 * 1024 * 1024 + 1, '#') })).problems).toEqual([
      'file-too-large error stdin',
    ]);
  });

  test('a file or folder that may not be read is told as such', () => {
    const file = write('secret.yaml', 'a: 1');
    const below = join(folder, 'closed');
    mkdirSync(below);
    chmodSync(file, 0);
    chmodSync(below, 0);
    const { problems } = readManifestFiles([file, below]);
    chmodSync(below, 0o700);
    if (process.getuid?.() === 0) {
      // root may read everything; of the folder it learns that it is empty
      expect(problems.map(({ code }) => code)).toEqual(['no-manifest-files']);
    } else {
      expect(problems.map(({ code, message }) => [code, message])).toEqual([
        ['unreadable-file', 'it may not be read'],
        ['unreadable-file', 'it may not be read'],
      ]);
    }
  });

  test('a URL, a path below a file and a link to nothing are told as what they are', () => {
    const file = write('a.yaml', 'a: 1');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.yaml'));
    expect(readManifestFiles(['https://example.com/a.yaml', join(file, 'b'), folder]).problems).toMatchObject([
      { code: 'unreadable-file', message: 'the path is a URL, and files are read from disk only' },
      { code: 'unreadable-file', message: 'there is no such file or folder', origin: join(file, 'b') },
      { code: 'unreadable-file', message: 'there is no such file or folder', origin: join(folder, 'dangling.yaml') },
    ]);
  });
});

test('a pipe can be read like a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-pipe-'));
  const pipe = join(folder, 'pipe');
  try {
    if (spawnSync('mkfifo', [pipe]).status !== 0) return; // no such pipes on this system
    spawnSync('sh', ['-c', `(sleep 0.2; printf 'a: 1') > ${pipe} &`], { stdio: 'ignore' });
    expect(readManifestFiles([pipe]).documents.map((document) => document.value)).toEqual([{ a: 1 }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
