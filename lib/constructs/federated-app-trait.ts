import { type IConstruct } from 'constructs';
import { type Resolution } from '../resolve/resolution';

/** A registered symbol, so that an app of one copy of the package is known to constructs of another. */
const FEDERATED_APP = Symbol.for('fed8s.FederatedApp');

/** What constructs need to know of the app they stand in. */
export interface FederatedAppTrait extends IConstruct {
  /** KubeFed's own namespace. */
  readonly systemNamespace: string | undefined;
  /** What every cluster gets. */
  resolve(): Resolution;
}

/** Marks a construct as an app that resolves federated objects. */
export function markFederatedApp(app: FederatedAppTrait): void {
  Object.defineProperty(app, FEDERATED_APP, { value: true });
}

/** Whether a construct is a FederatedApp, of this copy of the package or of another. */
export function isFederatedApp(construct: IConstruct): construct is FederatedAppTrait {
  return FEDERATED_APP in construct;
}
