/** How KWOK is run: it keeps every node alive, and takes each Pod through its life as fast as it can. */
export function kwokArgs({
  kubeconfig,
  stages,
}: {
  readonly kubeconfig: string;
  /** The files of KWOK's stages. */
  readonly stages: readonly string[];
}): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    ...stages.map((file) => `--config=${file}`),
    '--manage-all-nodes=true',
    '--node-lease-duration-seconds=40',
  ];
}
