import { type ApiFailure } from '../../kube/answer';
import { type ObjectRef } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { type Plan } from '../../plan/plan';
import { type Claim } from '../apply/apply-result';

/** What an apply would change of living clusters. */
export interface LivePlan extends Plan {
  /** Objects that live, are not the owner's, and would be from now on. */
  readonly adopted: readonly OnCluster[];
  /** What would be left as it is, though it is declared otherwise: others claim it. */
  readonly conflicts: readonly (OnCluster & { readonly reason: string; readonly claims: readonly Claim[] })[];
  /** What is declared no more, and would stay all the same. */
  readonly kept: readonly (OnCluster & { readonly reason: string })[];
  /** The resourceVersions of Secrets that would be changed: their values are told nowhere. */
  readonly secrets: readonly (OnCluster & { readonly resourceVersion: string })[];
  /** What nobody knows: a cluster, or one object of it. Nothing is planned there. */
  readonly unknown: readonly UnknownPart[];
  /** What stands against an apply. */
  readonly problems: readonly Problem[];
}

/** An object of a cluster. */
export interface OnCluster {
  readonly cluster: string;
  readonly object: ObjectRef;
}

/** A cluster that could not be asked, or an object that could not be looked at. */
export interface UnknownPart {
  readonly cluster: string;
  readonly object?: ObjectRef;
  readonly reason: string;
  readonly failure?: ApiFailure;
}
