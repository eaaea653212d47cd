import { type ApiType } from './federated-type';
import { type Json } from './json';
import { type ObjectRef } from './object-ref';
import { type OverrideLayer } from './override';
import { type Placement } from './placement';
import { type PlacementPolicy } from './placement-policy';
import { type ReplicaPolicy } from './replica-policy';

/** One thing to put on clusters: a template, a placement and overrides. */
export interface FederatedObject {
  /** The object as it was declared: a FederatedDeployment, or a plain Deployment. */
  readonly ref: ObjectRef;
  /**
   * `federated`: an object of KubeFed's API, from which each cluster's manifest is worked out by KubeFed's rules.
   * `plain`: the manifest itself, federated without a wrapper: it carries no KubeFed label, and a FederatedNamespace
   * restricts it only where one is declared.
   */
  readonly form: 'federated' | 'plain';
  /** What the members get. */
  readonly target: ApiType;
  readonly name: string;
  /** The namespace on the members; absent for cluster-scoped targets. */
  readonly namespace?: string;
  /** Frozen. Undefined where there is none, which KubeFed takes for an empty one. */
  readonly template: Json | undefined;
  readonly placement: Placement | null | undefined;
  /** Which of the clusters of the placement are chosen; all of them where there is none. */
  readonly policy?: PlacementPolicy;
  /** How fed8s divides its replicas, where it does. */
  readonly replicas?: ReplicaPolicy;
  /** Applied in this order. */
  readonly overrides: readonly OverrideLayer[];
  /** The ReplicaSchedulingPreference that has had its say on placement and replicas. */
  readonly scheduledBy?: ObjectRef;
  /** Whether KubeFed's controller for the type runs. */
  readonly propagation: 'Enabled' | 'Disabled';
  /** The file of a cluster's folder that the object goes to, without its ending: the name of its chart. */
  readonly chart: string;
  /**
   * Set where an API server would refuse it as it stands, which has been reported. It goes nowhere; `resolve` only looks at it
   * for what else is wrong with it. A placement that cannot be read stands as one of all clusters here.
   */
  readonly refused?: true;
  /** Where it was declared: a construct path, or file:line. */
  readonly origin?: string;
}

/** The object on the members. */
export function memberRef({
  target,
  namespace,
  name,
}: Pick<FederatedObject, 'target' | 'namespace' | 'name'>): ObjectRef {
  const apiVersion = target.group === '' ? target.version : `${target.group}/${target.version}`;
  return { apiVersion, kind: target.kind, ...(namespace !== undefined && { namespace }), name };
}
