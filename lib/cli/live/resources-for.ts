import { type DesiredCluster } from '../../fleet/desired-cluster';
import { type GrantedResource } from '../../fleet/join/rbac-rules';
import { resourcesOf } from '../../fleet/join/resources-of';
import { type ClusterApi } from '../../kube/cluster-api';
import { listed } from '../../model/listed';
import { type Problem } from '../../model/problem';

/** The resources of all kinds of a federation, since an object may move to any cluster, and what is not known of them. */
export async function resourcesFor(
  desired: readonly DesiredCluster[],
  { cluster, member }: { readonly cluster: string; readonly member: ClusterApi },
): Promise<{ readonly resources: readonly GrantedResource[]; readonly problems: readonly Problem[] }> {
  const served = await member.kinds();
  const manifests = desired.flatMap((one) => one.manifests);
  const { resources, unknown } = resourcesOf(manifests, served.outcome === 'ok' ? served.value.kinds : []);
  const problem: Problem = {
    code: 'kind-not-granted',
    severity: 'warning',
    message: `The host gets no right to ${listed(unknown)} on ${cluster}: nobody knows what the resource is called.`,
    remedy: 'Put the CustomResourceDefinition into the federation, or join again once the cluster serves the kind.',
    cluster,
  };
  return { resources, problems: unknown.length === 0 ? [] : [problem] };
}
