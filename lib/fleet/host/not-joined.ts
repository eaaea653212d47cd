import { listed } from '../../model/listed';
import { didYouMean } from '../../model/nearest-name';
import { type Problem } from '../../model/problem';

/** What is said of a cluster that the host does not have. It has others, by these names. */
export function notJoinedProblem(cluster: string, joined: readonly string[]): Problem {
  const names = [...joined].sort();
  return {
    code: 'not-joined',
    severity: 'error',
    message: `The cluster ${JSON.stringify(cluster)} is not joined to the host.`,
    remedy:
      names.length === 0
        ? `No cluster is joined; join it: fed8s join ${cluster}.`
        : `Name one of ${listed(names)}.${didYouMean(cluster, names)}`,
    cluster,
  };
}
