import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findBinaries, type LocalFleet } from 'fed8s/testing';

/** Runs kubectl against one cluster; it rejects where kubectl fails. */
export async function kubectl(local: LocalFleet, context: string, ...args: readonly string[]): Promise<string> {
  const { path } = await findBinaries(['kubectl'], { build: 'never' });
  const { stdout } = await promisify(execFile)(path('kubectl'), [
    `--kubeconfig=${local.kubeconfig}`,
    `--context=${context}`,
    '--request-timeout=20s',
    ...args,
  ]);
  return stdout;
}
