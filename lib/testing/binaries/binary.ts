/** The programs that a local fleet is made of, and two that its tests use. */
export const binaryNames = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'kwok',
  'hyperfed',
] as const;

/** See {@link binaryNames}; `hyperfed` is KubeFed itself, its controller and its webhook. */
export type BinaryName = (typeof binaryNames)[number];

/** Binaries that were found. */
export interface BinarySet {
  /** The path of one that was asked for. */
  readonly path: (name: BinaryName) => string;
  /** The files of KWOK's stages, if KWOK was asked for. */
  readonly kwokStages: readonly string[];
}
