import { type CredentialFiles } from './kube-apiserver';

/** What a cluster does by itself that has no workloads. */
const LEAN = [
  'namespace-controller',
  'garbage-collector-controller',
  'serviceaccount-controller',
  'serviceaccount-token-controller',
  'root-ca-certificate-publisher-controller',
  'clusterrole-aggregation-controller',
];

/** How a kube-controller-manager is run. */
export function controllerManagerArgs({
  files,
  kubeconfig,
  workloads,
}: {
  readonly files: CredentialFiles;
  readonly kubeconfig: string;
  readonly workloads: boolean;
}): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--controllers=${workloads ? '*' : LEAN.join(',')}`,
    `--root-ca-file=${files.authority}`,
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    ...commonArgs,
  ];
}

/** How a kube-scheduler is run. */
export function schedulerArgs({ kubeconfig }: { readonly kubeconfig: string }): readonly string[] {
  return [`--kubeconfig=${kubeconfig}`, ...commonArgs];
}

/** There is one of each, and nobody asks it anything: no leader to be elected, no port. */
const commonArgs = ['--leader-elect=false', '--secure-port=0', '--profiling=false'];
