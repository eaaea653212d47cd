import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BinaryName } from './binary';

/** The version of Kubernetes that is built, as the go.mod of `control-plane` pins it. */
export const KUBERNETES_VERSION = 'v1.37.2';

/** A module of `lib/testing/go`: it pins a set of programs to the versions they are built from. */
export interface GoModule {
  readonly name: 'control-plane' | 'kwok' | 'kubefed';
  /** The version of what is built. */
  readonly version: string;
  /** How long a build takes on two cores where nothing of it has been built before, in minutes. */
  readonly minutes: number;
  readonly programs: readonly GoProgram[];
  /** Files of one of its modules that are needed at run time, and the folder beside the binaries that they go to. */
  readonly data?: { readonly module: string; readonly files: readonly string[]; readonly folder: string };
}

/** One program of a module. */
export interface GoProgram {
  readonly name: BinaryName;
  /** The Go package. */
  readonly path: string;
  /** Strings that are set in the program. */
  readonly strings?: Readonly<Record<string, string>>;
}

// Else the programs call themselves v0.0.0-master, which clients of Kubernetes cannot read.
const kubernetesStrings: Readonly<Record<string, string>> = Object.fromEntries(
  ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
    [`${path}.gitVersion`, KUBERNETES_VERSION],
    [`${path}.gitMajor`, '1'],
    [`${path}.gitMinor`, '37'],
  ]),
);

const kubernetes = (name: BinaryName): GoProgram => ({
  name,
  path: `k8s.io/kubernetes/cmd/${name}`,
  strings: kubernetesStrings,
});

/** The folder of KWOK's stages, beside its binary. */
export const KWOK_STAGES = 'kwok-stages';

export const goModules: readonly GoModule[] = [
  {
    name: 'control-plane',
    version: KUBERNETES_VERSION,
    minutes: 12,
    programs: [
      kubernetes('kube-apiserver'),
      kubernetes('kube-controller-manager'),
      kubernetes('kube-scheduler'),
      kubernetes('kubectl'),
      { name: 'etcd', path: 'go.etcd.io/etcd/server/v3' },
    ],
  },
  {
    name: 'kwok',
    version: 'v0.8.0',
    minutes: 2,
    programs: [{ name: 'kwok', path: 'sigs.k8s.io/kwok/cmd/kwok' }],
    data: {
      module: 'sigs.k8s.io/kwok',
      files: [
        'kustomize/stage/node/fast/node-initialize.yaml',
        'kustomize/stage/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
        'kustomize/stage/pod/fast/pod-complete.yaml',
        'kustomize/stage/pod/fast/pod-delete.yaml',
        'kustomize/stage/pod/fast/pod-ready.yaml',
      ],
      folder: KWOK_STAGES,
    },
  },
  {
    name: 'kubefed',
    version: 'v0.10.0',
    minutes: 1,
    programs: [{ name: 'hyperfed', path: 'sigs.k8s.io/kubefed/cmd/hyperfed' }],
  },
];

/** The module that a program is built from. */
export function moduleOf(name: BinaryName): GoModule {
  const found = goModules.find(({ programs }) => programs.some((program) => program.name === name));
  if (found === undefined) throw new Error(`no Go module builds ${name}`);
  return found;
}

/** Where the go.mod of a module lies: in the package, beside its package.json, and there alone. */
export function moduleFolder({ name }: GoModule): string {
  let root = __dirname;
  while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root);
  return join(root, 'lib/testing/go', name);
}

/** What a build is known by: it changes with whatever goes into it. */
export function moduleKey(module: GoModule, platform = `${process.platform}-${process.arch}`): string {
  const hash = createHash('sha256').update(JSON.stringify(module)).update(platform);
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(moduleFolder(module), file)));
  return `${module.name}-${module.version}-${platform}-${hash.digest('hex').slice(0, 12)}`;
}
