import { type ClusterOverrides, type OverrideOperation, forbiddenOverridePaths } from '../../model/override';
import { type Problem } from '../../model/problem';

/**
 * What makes KubeFed refuse a list of overrides as a whole, so that it fails for every cluster: a cluster named twice, a
 * path given twice for one cluster, a path that ties the object to its federated object. Paths are compared as text
 * (KubeFed v0.10.0, pkg/controller/util/overrides.go, GetOverrides).
 */
export function overrideListProblems(list: readonly ClusterOverrides[]): readonly Problem[] {
  const problems: Problem[] = [];
  const names = new Set<string>();
  for (const { clusterName, clusterOverrides } of list) {
    if (names.has(clusterName)) {
      problems.push({
        code: 'duplicate-override-cluster',
        severity: 'error',
        message: `The overrides name cluster ${JSON.stringify(clusterName)} more than once.`,
        remedy: 'Put all operations of a cluster into one entry.',
        cluster: clusterName,
      });
    }
    names.add(clusterName);
    problems.push(...operationListProblems(clusterOverrides ?? [], clusterName));
  }
  return problems;
}

/** What makes KubeFed refuse the operations of one cluster. */
export function operationListProblems(operations: readonly OverrideOperation[], cluster?: string): readonly Problem[] {
  // almost every list has one operation: no set for it
  const paths = operations.length > 1 ? new Set<string>() : undefined;
  const place = cluster === undefined ? {} : { cluster };
  const problems: Problem[] = [];
  for (const { path } of operations) {
    if (forbiddenOverridePaths.has(path)) {
      problems.push({
        code: 'forbidden-override-path',
        severity: 'error',
        message: `An override may not change ${path}, which ties the object to its federated object.`,
        remedy: 'Declare another object for the cluster that needs it under another name.',
        path,
        ...place,
      });
    }
    if (paths?.has(path) === true) {
      problems.push({
        code: 'duplicate-override-path',
        severity: 'error',
        message: `Two overrides of one cluster have the path ${JSON.stringify(path)}, which KubeFed refuses.`,
        remedy: 'Put both changes into one override, of this field or of the one around it.',
        path,
        ...place,
      });
    }
    paths?.add(path);
  }
  return problems;
}
