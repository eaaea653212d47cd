import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, sep } from 'node:path';

/**
 * What the examples write is kept beside them, in `expected`. To take over what they write now, after you have looked at it:
 *
 *     UPDATE_EXPECTED=1 npx jest test/examples && npx jest test/examples
 */
export const UPDATE = process.env.UPDATE_EXPECTED === '1';

export const ROOT = join(__dirname, '../..');
export const EXAMPLES = join(ROOT, 'examples');

const temporary: string[] = [];
afterAll(() => temporary.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A fresh folder, gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-examples-'));
  temporary.push(folder);
  return folder;
}

/** Every file of a folder by its path, with slashes. */
export function treeOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) =>
    join(parentPath, name)
      .slice(folder.length + 1)
      .split(sep)
      .join(posix.sep),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Expects that a folder holds what an example is to write, the same files with the same bytes and no others. */
export function expectTree(outdir: string, example: string): void {
  expect(treeOf(outdir)).toEqual(treeOf(expectedOf(example)));
}

/** The same, for the one test of an example that takes over what was written where that is asked for. */
export function expectOrUpdateTree(outdir: string, example: string): void {
  if (UPDATE) {
    rmSync(expectedOf(example), { recursive: true, force: true });
    cpSync(outdir, expectedOf(example), { recursive: true });
  }
  expectTree(outdir, example);
}

function expectedOf(example: string): string {
  return join(EXAMPLES, example, 'expected');
}

/** Runs the app of an example in this process, as `cdk8s synth` would in one of its own. */
export function runApp(example: string): string {
  const outdir = join(temporaryFolder(), 'dist');
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    jest.isolateModules(() => void jest.requireActual(join(EXAMPLES, example, 'app.ts')));
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
  return outdir;
}
