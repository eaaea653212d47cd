import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A folder that is removed by {@link removeFolders}. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-testing-'));
  made.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A program that says something, whatever it is asked. */
export function program(folder: string, name: string, says: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A `go` that builds scripts instead of programs, and keeps a list of its calls in `calls`. */
export function fakeGo(folder: string, { fails = false }: { readonly fails?: boolean } = {}): string {
  mkdirSync(folder, { recursive: true });
  const modules = join(folder, 'modules');
  for (const [path, name] of [
    ['node/fast', 'node-initialize'],
    ['node/heartbeat-with-lease', 'node-heartbeat-with-lease'],
    ['pod/fast', 'pod-complete'],
    ['pod/fast', 'pod-delete'],
    ['pod/fast', 'pod-ready'],
  ] as const) {
    mkdirSync(join(modules, 'kustomize/stage', path), { recursive: true });
    writeFileSync(join(modules, 'kustomize/stage', path, `${name}.yaml`), 'kind: Stage\n');
  }
  writeFileSync(
    join(folder, 'go'),
    `#!/bin/sh
[ "$1" = version ] && exit 0
[ "$1" = list ] && { echo '${modules}'; exit 0; }
echo "$@" >> '${join(folder, 'calls')}'
echo 'k8s.io/something' >&2
${fails ? "echo 'no space left on device' >&2; exit 1" : ''}
sleep 0.2
for word in "$@"; do
  case "$word" in
    -o=*/) out="\${word#-o=}" ;;
    -o=*) printf '#!/bin/sh\\n' > "\${word#-o=}"; chmod +x "\${word#-o=}"; out= ;;
    -*|build) ;;
    *) [ -n "$out" ] && { printf '#!/bin/sh\\n' > "$out$(basename "$word")"; chmod +x "$out$(basename "$word")"; } ;;
  esac
done
exit 0
`,
  );
  chmodSync(join(folder, 'go'), 0o755);
  return folder;
}

/** Where the shell and its commands are. */
export const SYSTEM_PATH = '/usr/bin:/bin';
