import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type BinaryName } from './binary';
import { moduleOf } from './go-module';

/** In milliseconds. */
const TIMEOUT = 15_000;

/** How a program is asked for its version, and which versions do. */
const versions: Readonly<
  Record<BinaryName, { readonly args: readonly string[]; readonly wanted: string } | undefined>
> = {
  etcd: { args: ['--version'], wanted: '3' },
  'kube-apiserver': { args: ['--version'], wanted: minor('kube-apiserver') },
  'kube-controller-manager': { args: ['--version'], wanted: minor('kube-controller-manager') },
  'kube-scheduler': { args: ['--version'], wanted: minor('kube-scheduler') },
  kubectl: { args: ['version', '--client'], wanted: minor('kubectl') },
  kwok: { args: ['--version'], wanted: minor('kwok') },
  // It cannot say.
  hyperfed: undefined,
};

/** What is wrong with the version of a program that somebody else has installed, to follow its name in a sentence. */
export async function checkVersion(name: BinaryName, path: string): Promise<string | undefined> {
  const asked = versions[name];
  if (asked === undefined) return 'is of a version that it cannot tell';
  try {
    const { stdout } = await promisify(execFile)(path, asked.args, { timeout: TIMEOUT });
    const found = /[0-9]+\.[0-9]+\.[0-9]+/.exec(stdout)?.[0];
    if (found === undefined) return 'does not tell its version';
    return `${found}.`.startsWith(`${asked.wanted}.`) ? undefined : `is version ${found}, not ${asked.wanted}`;
  } catch {
    return 'does not tell its version';
  }
}

/** `1.37` */
function minor(name: BinaryName): string {
  return moduleOf(name).version.replace(/^v/, '').split('.').slice(0, 2).join('.');
}
