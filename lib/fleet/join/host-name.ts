import { checkDnsLabel, checkDnsSubdomain } from '../../model/label-syntax';
import { type Problem } from '../../model/problem';

/**
 * The name of the ServiceAccount of a host on a member: `<cluster>-<host>`, as KubeFed has it. KubeFed refuses a host name with
 * a colon or a slash; whatever cannot be in a name of Kubernetes is refused here, which its API server would do later.
 */
// KubeFed v0.10.0, pkg/kubefedctl/join.go, and pkg/kubefedctl/util/util.go: ClusterServiceAccountName
export function serviceAccountName(cluster: string, hostName: string): { readonly name: string } | Problem {
  const unnamed = nameProblem(cluster);
  if (unnamed !== undefined) return unnamed;
  const name = `${cluster}-${hostName}`;
  const wrong = checkDnsSubdomain(name);
  if (wrong === undefined) return { name };
  return {
    code: 'invalid-host-name',
    severity: 'error',
    message: `The host ${JSON.stringify(hostName)} cannot be part of the name of a ServiceAccount: ${wrong}.`,
    remedy: 'Give the host a name by --host-cluster-name, and the same at every join.',
    cluster,
  };
}

function nameProblem(cluster: string): Problem | undefined {
  const wrong = checkDnsLabel(cluster);
  if (wrong === undefined) return undefined;
  return {
    code: 'invalid-cluster-name',
    severity: 'error',
    message: `${JSON.stringify(cluster)} is no cluster name: ${wrong}.`,
    remedy: 'Name the cluster by a DNS label, for example eu-west-1.',
  };
}
