import { type ApiFailure } from '../../kube/answer';
import { type ServedKind } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef } from '../../model/object-ref';
import { type AssessedField } from '../assess/assessment';
import { type InventoryKey, type ReadableInventory } from '../inventory/inventory';
import { type InventoryEntry } from '../inventory/inventory-entry';
import { type Readiness } from '../readiness/readiness';
import { type Claim, type ObjectResult } from './apply-result';
import { type PruneDecision } from './prune-decision';
import { type TakeOverExtent } from './take-over';

/** What a cluster was found to be like, and what is to be done about it. Nothing has been written yet. */
export interface Survey {
  readonly key: InventoryKey;
  readonly inventory: ReadableInventory;
  /** In the order in which they are declared. */
  readonly steps: readonly ApplyStep[];
  readonly prunes: readonly Prune[];
  /** What the cluster serves. */
  readonly kinds: readonly ServedKind[];
}

/** What the owner had on the cluster before. */
export function entriesBefore({ inventory }: Pick<Survey, 'inventory'>): readonly InventoryEntry[] {
  return inventory.state === 'found' ? inventory.inventory.entries : [];
}

/** What is to be done about one declared object. */
export interface ApplyStep {
  readonly object: ObjectRef;
  readonly key: string;
  readonly task: ApplyTask;
  /** How far it had come when it was listed; absent where it was not there. */
  readonly readiness?: Readiness;
}

export type ApplyTask =
  /** It lives as it is declared. */
  | { readonly task: 'none'; readonly uid: string }
  | SendTask
  /** Nothing is to be sent. */
  | { readonly task: 'leave'; readonly result: ObjectResult; readonly isOurs: boolean; readonly uid?: string };

export interface SendTask {
  readonly task: 'send';
  readonly as: 'created' | 'updated' | 'adopted';
  readonly body: JsonObject;
  /** The body before anything was left out. */
  readonly declared: JsonObject;
  readonly force: boolean;
  /** What differs, and is put right. Only seemingly so, unless a dry run was asked for. */
  readonly fields: readonly AssessedField[];
  /** Fields that are left to others. */
  readonly claims: readonly Claim[];
  /** The living object, as it was listed. */
  readonly live?: { readonly uid: string; readonly resourceVersion: string };
  /** What is taken over of other managers, and the object as it lives. */
  readonly takeOver?: { readonly extent: TakeOverExtent; readonly live: JsonObject };
}

/** An object that is declared no more. */
export interface Prune {
  readonly entry: InventoryEntry;
  readonly key: string;
  readonly decision: PruneDecision;
  /** Why nothing is known of it. */
  readonly failure?: ApiFailure;
}
