import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** What the compiler says of pieces of TypeScript, by name, as a user's strict project would have it. Empty where all is well. */
export function compileErrors(sources: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    esModuleInterop: true,
    types: ['node'],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Node16,
    paths: {
      fed8s: [join(ROOT, 'lib/index.ts')],
      'fed8s/model': [join(ROOT, 'lib/model-api.ts')],
      'fed8s/fleet': [join(ROOT, 'lib/fleet-api.ts')],
      'fed8s/testing': [join(ROOT, 'lib/testing-api.ts')],
    },
  };
  const files = new Map([...sources].map(([name, text]) => [join(ROOT, 'test/docs', `${name}.virtual.ts`), text]));
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.fileExists = (path) => files.has(path) || disk.fileExists(path);
  host.readFile = (path) => files.get(path) ?? disk.readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = files.get(path);
    return text === undefined
      ? disk.getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, text, version, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (file === undefined || start === undefined) return text;
    const { line } = file.getLineAndCharacterOfPosition(start);
    const name = file.fileName.replace(join(ROOT, 'test/docs/'), '').replace('.virtual.ts', '');
    return `${name}: ${text}\n  ${file.text.split('\n')[line]?.trim() ?? ''}`;
  });
}
