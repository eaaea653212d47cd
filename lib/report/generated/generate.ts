/**
 * Writes page-assets.ts: the script of the page, put together from the modules of `lib/report/page` and what they import, and
 * its style, as texts that go into every page. The same sources give the same bytes; a test sees to it that they do.
 *
 *     npm run page
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const LIB = join(__dirname, '../..');
const PAGE = join(LIB, 'report/page');

/** The text of page-assets.ts. */
export function pageAssets(): string {
  const modules = new Map<string, string>();
  const main = load(join(PAGE, 'main'), modules);
  const script = [
    '(() => {',
    'const modules = {',
    ...[...modules].map(([name, code]) => `${JSON.stringify(name)}(exports, require) {\n${code}},`),
    '};',
    'const loaded = new Map();',
    'const load = (name) => {',
    'if (!loaded.has(name)) { const exports = {}; loaded.set(name, exports); modules[name](exports, load); }',
    'return loaded.get(name);',
    '};',
    `load(${JSON.stringify(main)});`,
    '})();',
    '',
  ].join('\n');
  const style = readFileSync(join(PAGE, 'style.css'), 'utf8');
  return [
    '// Written by generate.ts from lib/report/page; see there.',
    '',
    `export const PAGE_SCRIPT = ${literal(script, /<\/script|<!--/i)};`,
    '',
    `export const PAGE_STYLE = ${literal(style, /<\/style|<!--/i)};`,
    '',
  ].join('\n');
}

/** Adds a module and what it imports; its name. */
function load(path: string, modules: Map<string, string>): string {
  const name = relative(LIB, path).split(sep).join('/');
  if (modules.has(name)) return name;
  // It has its place before those that it imports, so that a circle ends.
  modules.set(name, '');
  const { outputText } = ts.transpileModule(readFileSync(`${path}.ts`, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, removeComments: true },
  });
  const code = outputText.replace(/require\("(\.[^"]+)"\)/g, (_, wanted: string) => {
    return `require(${JSON.stringify(load(resolve(dirname(path), wanted), modules))})`;
  });
  modules.set(name, code);
  return name;
}

/** As lines of a template literal. */
function literal(text: string, never: RegExp): string {
  if (never.test(text)) throw new Error(`what goes into the page must not hold ${String(never)}`);
  return `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``;
}

if (require.main === module) writeFileSync(join(__dirname, 'page-assets.ts'), pageAssets());
