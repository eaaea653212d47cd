import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../lib/cli/run';

/** What a run of the command line left behind. */
export interface CliResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process and in the current folder. */
export async function cli(
  argv: readonly string[],
  given: {
    readonly stdin?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly terminal?: boolean;
  } = {},
): Promise<CliResult> {
  const out: string[] = [];
  const err: string[] = [];
  const { terminal = false } = given;
  const exit = await run(argv, {
    stdout: { write: (text) => out.push(text), isTTY: terminal },
    stderr: { write: (text) => err.push(text), isTTY: terminal },
    stdin: given.stdin ?? '',
    env: { PATH: process.env.PATH, ...given.env },
  });
  return { exit, stdout: out.join(''), stderr: err.join('') };
}

const made: string[] = [];
const home = process.cwd();

/** A new folder with files, in which the tests that follow run. */
export function inFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'fed8s-cli-'));
  made.push(folder);
  process.chdir(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Goes back and removes every folder that was made. */
export function leaveFolders(): void {
  process.chdir(home);
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The files below a folder, by their path in it. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}

/** KubeFedClusters with the label `region`. */
export function clusters(regions: Readonly<Record<string, string>>): string {
  return Object.entries(regions)
    .map(
      ([name, region]) => `---
apiVersion: core.kubefed.io/v1beta1
kind: KubeFedCluster
metadata: { name: ${name}, namespace: kube-federation-system, labels: { region: ${region} } }
`,
    )
    .join('');
}

/** A federated namespace `shop` on all clusters, and a Deployment in it. */
export const SHOP = `---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: shop, namespace: shop }
spec: { placement: { clusterSelector: {} } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedDeployment
metadata: { name: web, namespace: shop }
spec:
  template: { spec: { replicas: 3 } }
  placement: { clusterSelector: { matchLabels: { region: eu } } }
`;
