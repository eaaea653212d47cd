import { LocalFleetError } from './local-fleet-error';

/** Which clusters a {@link LocalFleet} has, and what is in them. */
export interface LocalFleetOptions {
  /** By name or in full; each becomes a context of the kubeconfig. */
  readonly clusters: readonly (string | LocalClusterOptions)[];
  /**
   * Whether Pods are scheduled and become Ready: with all controllers of Kubernetes, its scheduler, and nodes that KWOK
   * simulates. No container runs.
   *
   * @default false: Deployments and the like are stored, and nothing comes of them
   */
  readonly workloads?: boolean;
  /**
   * Whether there is a kube-controller-manager: it deletes what is in a namespace and what has lost its owner, and makes
   * service accounts, their token secrets and `kube-root-ca.crt`.
   *
   * @default true; with `workloads` there always is one
   */
  readonly controllerManager?: boolean;
  /**
   * More flags for every kube-apiserver.
   *
   * @default none
   */
  readonly apiServerFlags?: readonly string[];
  /**
   * How long a cluster may take to be ready, in milliseconds.
   *
   * @default 120000
   */
  readonly startTimeout?: number;
}

/** One cluster of a {@link LocalFleet}. */
export interface LocalClusterOptions {
  /** Also the name of its context. Lower case letters, digits and hyphens. */
  readonly name: string;
  /**
   * The label `topology.kubernetes.io/region` of its nodes.
   *
   * @default none
   */
  readonly region?: string;
  /**
   * One node for each, with this value as its label `topology.kubernetes.io/zone`.
   *
   * @default one node without a zone if there are `workloads` or a region, else no node
   */
  readonly zones?: readonly string[];
}

/** @throws LocalFleetError `wrong-options`. */
export function readClusters({ clusters }: LocalFleetOptions): readonly LocalClusterOptions[] {
  const read = clusters.map((cluster) => (typeof cluster === 'string' ? { name: cluster } : cluster));
  if (read.length === 0) throw new LocalFleetError('wrong-options', 'A local fleet needs at least one cluster.');
  const seen = new Set<string>();
  for (const { name } of read) {
    if (!/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) {
      throw new LocalFleetError(
        'wrong-options',
        `${JSON.stringify(name)} cannot be the name of a local cluster: lower case letters, digits and hyphens, at most 40.`,
      );
    }
    if (seen.has(name)) throw new LocalFleetError('wrong-options', `There are two local clusters named ${name}.`);
    seen.add(name);
  }
  return read;
}
