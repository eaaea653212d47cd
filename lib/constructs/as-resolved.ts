import { type ApiObject } from 'cdk8s';
import { type FederatedObject } from '../model/federated-object';
import { FederationError } from '../model/federation-error';
import { objectKey } from '../model/object-ref';
import { type Resolution } from '../resolve/resolution';
import { resolve } from '../resolve/resolve';
import { isFederatedApp } from './federated-app-trait';
import { federationOfTree } from './federation-of-tree';

/** One object of a tree once all of it is resolved: where it goes, with its replicas divided. */
export interface ResolvedObject {
  readonly object: FederatedObject;
  /** Sorted. */
  readonly clusters: readonly string[];
}

/**
 * What becomes of a construct, for what has to be known of the whole tree to say it: KubeFed's API has no words for policies of
 * placement and replicas, only for what they come to.
 *
 * @throws FederationError where something is wrong with the object.
 */
export function asResolved(construct: ApiObject): ResolvedObject {
  const { root, path } = construct.node;
  const resolution: Resolution = isFederatedApp(root)
    ? root.resolve()
    : resolve(federationOfTree(root, {}), { semantics: 'strict' });
  const position = resolution.objects.findIndex(({ origin }) => origin === path);
  const object = resolution.objects[position];
  const errors = resolution.problems.filter(
    ({ severity, origin, object: about }) =>
      severity === 'error' &&
      (origin === path || (about !== undefined && object !== undefined && objectKey(about) === objectKey(object.ref))),
  );
  if (errors.length > 0) throw new FederationError(errors);
  if (object === undefined || resolution.clusters.length === 0) throw unknownClusters(path);
  const decisions = [...(resolution.decisions.byObject[position] ?? [])];
  return { object, clusters: decisions.filter(({ placed }) => placed).map(({ cluster }) => cluster) };
}

function unknownClusters(origin: string): FederationError {
  return new FederationError({
    code: 'per-cluster-misplaced',
    severity: 'error',
    message: 'A placement that KubeFed does not know, or a division of replicas, stands where no cluster is known.',
    remedy: 'Add the KubeFedClusters to the tree.',
    origin,
  });
}
