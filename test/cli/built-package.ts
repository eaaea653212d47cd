import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = resolve(__dirname, '../..');

/** The package as it is installed: compiled, and with a package.json, in a folder of its own. */
export function buildPackage(): { readonly folder: string; readonly bin: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-built-'));
  const sources = readdirSync(join(ROOT, 'lib'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'generate.ts')
    .map((entry) => join(entry.parentPath, entry.name));
  for (const source of sources) {
    const { code } = transformSync(readFileSync(source, 'utf8'), {
      filename: source,
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const target = join(folder, 'build', relative(ROOT, source).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  writeFileSync(join(folder, 'package.json'), readFileSync(join(ROOT, 'package.json')));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { bin: { fed8s: string } };
  return { folder, bin: join(folder, bin.fed8s), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
