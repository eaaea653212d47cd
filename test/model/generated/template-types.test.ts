import { join } from 'node:path';
import ts from 'typescript';
import { templateKinds } from '../../../lib/model/generated/template-kinds';
import { knownKind } from '../../../lib/model/known-kinds';

const FILE = join(__dirname, 'template-types.ts');

function compilerErrors(options: ts.CompilerOptions): string[] {
  const program = ts.createProgram([FILE], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    ...options,
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    return `${file?.fileName ?? ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe('a template type', () => {
  it.each([true, false])(
    'accepts what it should and refuses what it should with exactOptionalPropertyTypes %s',
    (exactOptionalPropertyTypes) => {
      expect(compilerErrors({ exactOptionalPropertyTypes })).toEqual([]);
    },
    60_000,
  );
});

describe('the kinds with a front of their own', () => {
  it.each(Object.entries(templateKinds))('%s: agrees with what Kubernetes serves', (name, type) => {
    const { group, version, kind, pluralName, scope } = type;
    const known = knownKind(group, kind);
    expect(kind).toBe(name);
    expect(known).toMatchObject({ plural: pluralName, scope });
    expect(known?.versions[0]).toBe(version);
  });

  it('are twenty', () => {
    expect(Object.keys(templateKinds)).toHaveLength(20);
  });
});
