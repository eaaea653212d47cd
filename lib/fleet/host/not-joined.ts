import { type JsonObject } from '../../model/json';
import { listed } from '../../model/listed';
import { didYouMean } from '../../model/nearest-name';
import { type Problem } from '../../model/problem';
import { metadataOf } from '../metadata-of';

/** What is said of a cluster that the host does not have. */
export function notJoinedProblem(cluster: string, clusters: readonly JsonObject[]): Problem {
  const names = clusters.map((object) => metadataOf(object).name).sort();
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
