import { type Answer, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { metadataOf } from '../metadata-of';

/** Where the nodes of a cluster are. */
export interface Place {
  readonly region?: string;
  /** Sorted. */
  readonly zones: readonly string[];
}

/** The labels of today, and those of before Kubernetes 1.17, which KubeFed read. */
const REGION = ['topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/region'];
const ZONE = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

/** Region and zones by the labels of the nodes; the region is that of the first node, by name, that has one. */
// KubeFed v0.6.1, pkg/controller/kubefedcluster/clusterclient.go: GetClusterZones
export async function placeOfNodes(api: ClusterApi): Promise<Answer<Place>> {
  const nodes = await api.list({ apiVersion: 'v1', kind: 'Node' }, { metadataOnly: true });
  if (nodes.outcome === 'failed') return nodes;
  const all = nodes.value.items.map(metadataOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  const valuesOf = (keys: readonly string[]): readonly string[] =>
    all.flatMap(({ labels }) => keys.flatMap((key) => labels[key] ?? []).slice(0, 1));
  const [region] = valuesOf(REGION);
  return ok({ ...(region !== undefined && { region }), zones: [...new Set(valuesOf(ZONE))].sort() });
}
