import { type ApiObject } from 'cdk8s';
import { scopeOf } from '../model/known-kinds';
import { typeOfConstruct } from './type-of-construct';

/** Whether an object lives in no namespace, as far as it is known before a federation is read. */
export function isClusterScoped(construct: ApiObject): boolean {
  const scope = typeOfConstruct(construct)?.federated.scope ?? scopeOf(construct.apiVersion, construct.kind);
  return scope === 'Cluster';
}
