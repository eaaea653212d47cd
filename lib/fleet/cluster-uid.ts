import { type Answer, failed, ok } from '../kube/answer';
import { type ClusterApi } from '../kube/cluster-api';
import { metadataOf } from './metadata-of';

/** The UID of the `kube-system` namespace, by which a cluster is known whatever its address: it lives as long as the cluster does. */
export async function clusterUid(api: ClusterApi): Promise<Answer<string>> {
  const system = await api.get({ apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' });
  if (system.outcome === 'failed') return system;
  const { uid } = metadataOf(system.value);
  if (uid !== undefined) return ok(uid);
  return failed({ kind: 'malformed', message: 'The namespace kube-system of the cluster has no UID.' });
}
