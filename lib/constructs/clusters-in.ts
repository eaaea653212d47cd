import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { type Cluster, readCluster } from '../model/cluster';
import { CORE_GROUP } from '../model/federated-type';
import { isJsonObject } from '../model/json';
import { groupOf } from '../model/object-ref';
import { type RenderedObject } from './rendered-object';

/** Whether a construct is a KubeFedCluster, whichever way it was made. */
export function isKubeFedCluster(construct: IConstruct): construct is ApiObject {
  return (
    ApiObject.isApiObject(construct) &&
    construct.kind === 'KubeFedCluster' &&
    groupOf(construct.apiVersion) === CORE_GROUP
  );
}

/** The clusters of a tree that can be read; what is wrong with the others is told when the federation is resolved. */
export function clustersIn(objects: readonly RenderedObject[]): readonly Cluster[] {
  return objects
    .filter(({ construct }) => isKubeFedCluster(construct))
    .map(({ manifest }) =>
      isJsonObject(manifest) ? readCluster(manifest, { origin: undefined, report: () => undefined }) : undefined,
    )
    .filter((cluster) => cluster !== undefined);
}
