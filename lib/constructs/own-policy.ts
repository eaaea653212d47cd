import { type IConstruct } from 'constructs';
import { type ReadPlacement } from './federated-placement';
import { type FederatedReplicas } from './federated-replicas';

/** What a Federated construct says of its own clusters and replicas. */
export interface OwnPolicy {
  readonly placement?: ReadPlacement;
  readonly replicas?: FederatedReplicas;
}

const OWN = Symbol.for('fed8s.ownPolicy');

/** Has a construct carry a policy of its own. */
export function carriesPolicy(construct: IConstruct, policy: OwnPolicy): void {
  (construct as { [OWN]?: OwnPolicy })[OWN] = policy;
}

/** The policy that a construct carries itself; undefined for one that is no Federated construct of ours. */
export function ownPolicyOf(construct: IConstruct): OwnPolicy | undefined {
  return (construct as { [OWN]?: OwnPolicy })[OWN];
}
