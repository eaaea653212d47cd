import { type ApiObject } from 'cdk8s';
import { type FederatedType } from '../model/federated-type';

/** A registered symbol: a construct of one copy of the package may stand in an app of another. */
const TYPE = Symbol.for('fed8s.FederatedType');

/** Marks a construct as a Federated one that brings its own type along. */
export function setTypeOfConstruct(construct: ApiObject, type: FederatedType): void {
  Object.defineProperty(construct, TYPE, { value: type });
}

/** The type that a Federated construct brings along; undefined for other constructs. */
export function typeOfConstruct(construct: ApiObject): FederatedType | undefined {
  return (construct as { [TYPE]?: FederatedType })[TYPE];
}
