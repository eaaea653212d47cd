import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import layers from './layers.json';

const ROOT = join(__dirname, '../..');
const LIB = join(ROOT, 'lib');

interface Import {
  readonly file: string;
  readonly target: string;
}

/** Every import of lib, type-only ones too, as the compiler's own scanner sees them. */
function importsOf(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .flatMap((name) => {
      const path = join(folder, name);
      return ts.preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.map(({ fileName }) => ({
        file: relative(ROOT, path).split(sep).join(posix.sep),
        target: fileName.startsWith('.')
          ? relative(ROOT, resolve(dirname(path), fileName))
              .split(sep)
              .join(posix.sep)
          : fileName,
      }));
    });
}

const imports = importsOf(LIB);
const folderOf = (path: string): string | undefined => /^lib\/([^/]+)\//.exec(path)?.[1];

describe('the import graph of lib', () => {
  it('is read whole', () => {
    expect(new Set(imports.map(({ file }) => folderOf(file)).filter((folder) => folder !== undefined))).toEqual(
      new Set(Object.keys(layers)),
    );
    expect(imports.length).toBeGreaterThan(100);
  });

  it.each(Object.entries(layers))(
    '%s imports nothing but itself and what ARCHITECTURE.md allows',
    (folder, allowed) => {
      const strays = imports.filter(({ file, target }) => {
        const into = folderOf(target);
        if (folderOf(file) !== folder || !target.startsWith('lib/')) return false;
        return into === undefined || (into !== folder && !(allowed as string[]).includes(into));
      });
      expect(strays).toEqual([]);
    },
  );

  it('leaves lib nowhere', () => {
    expect(imports.filter(({ target }) => /^(\.\.|test|examples|providers|build)\b/.test(target))).toEqual([]);
  });

  it('speaks cdk8s in lib/constructs alone, and Pulumi nowhere', () => {
    const cdk8s = imports.filter(({ target }) => target === 'cdk8s' || target === 'constructs');
    expect(new Set(cdk8s.map(({ file }) => folderOf(file)))).toEqual(new Set(['constructs']));
    expect(imports.filter(({ target }) => target.startsWith('@pulumi/'))).toEqual([]);
  });

  it('has no cycle of files, but for the types by which generated tables are checked', () => {
    const byFile = new Map<string, string[]>();
    for (const { file, target } of imports) {
      if (target.startsWith('lib/') && !file.startsWith('lib/model/generated/'))
        byFile.set(file, [...(byFile.get(file) ?? []), `${target}.ts`]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (path.includes(file) || done.has(file)) return;
      for (const next of byFile.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of byFile.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
