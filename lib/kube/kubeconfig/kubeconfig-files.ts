import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Which files make up the kubeconfig. */
export interface KubeconfigFiles {
  /** In the order in which they count: what an earlier one says holds. */
  readonly files: readonly string[];
  /** Whether somebody has named this one file, so that it has to be there. */
  readonly isNamed: boolean;
}

/** As kubectl chooses them: the named one, else those of the list KUBECONFIG, else ~/.kube/config. */
export function kubeconfigFiles(
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): KubeconfigFiles {
  if (named !== undefined && named !== '') return { files: [named], isNamed: true };
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '');
  if (listed.length > 0) return { files: listed, isNamed: false };
  return { files: [join(env.HOME ?? homedir(), '.kube', 'config')], isNamed: false };
}
