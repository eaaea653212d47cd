import { type LocalClusterOptions } from './fleet-options';

/** The Node objects of a cluster: one for each zone. */
export function nodesOf({
  cluster: { name, region, zones },
  workloads,
}: {
  readonly cluster: LocalClusterOptions;
  readonly workloads: boolean;
}): readonly object[] {
  const places = zones ?? (workloads || region !== undefined ? [undefined] : []);
  return places.map((zone, index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `${name}-node-${index + 1}`,
      labels: {
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...(region !== undefined && { 'topology.kubernetes.io/region': region }),
        ...(zone !== undefined && { 'topology.kubernetes.io/zone': zone }),
      },
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
    },
  }));
}
