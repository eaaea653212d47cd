import { type FederatedObject } from '../model/federated-object';
import { type Semantics } from '../model/finding';
import { type LockedDecisions } from '../model/locked-decisions';
import { type ObjectRef } from '../model/object-ref';
import { type Problem } from '../model/problem';
import { type ClusterManifests } from './cluster-manifests';
import { type Decisions } from './decisions';
import { type Placer } from './placement/placer';
import { type PropagationRow } from './propagation-row';

/** Why the condition `Propagation` is False. */
export type ConditionReason = 'ComputePlacementFailed' | 'NamespaceNotFederated' | 'CheckClusters';

/** What KubeFed would report of one federated object after it was created on fresh members. */
export interface PropagationStatus {
  readonly object: ObjectRef;
  readonly condition: {
    readonly status: 'True' | 'False';
    readonly reason?: ConditionReason;
  };
  /** One row for each selected cluster, sorted by name. */
  readonly clusters: readonly { readonly name: string; readonly status?: PropagationRow }[];
}

/** What every cluster gets, and why. Plain frozen data; the same input gives the same resolution. */
export interface Resolution {
  readonly semantics: Semantics;
  /** Sorted by name. */
  readonly clusters: readonly ClusterManifests[];
  /** The objects of the federation. */
  readonly objects: readonly FederatedObject[];
  /** What KubeFed would report of each of its federated objects; plain objects have no such report. */
  readonly status: readonly PropagationStatus[];
  readonly decisions: Decisions;
  /** What fed8s has chosen itself, to be given to the next `resolve`: by policies of placement, and of replicas. */
  readonly choices: LockedDecisions;
  /** How it has come to them, of one of the `objects`. */
  readonly policies: Pick<Placer, 'choice' | 'division'>;
  /** Everything wrong or doubtful, errors first. */
  readonly problems: readonly Problem[];
}
