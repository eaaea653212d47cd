import { type DeletionBudget } from '../../plan/deletion-budget';
import { type IgnoreRule } from '../assess/ignore-rule';
import { type DesiredCluster } from '../desired-cluster';
import { type FleetMember } from '../fleet-member';
import { type KeptPlan } from '../plan/plan-file';
import { type Owner } from '../owner/owner';
import { type ObjectResult } from './apply-result';

/**
 * What becomes of an object that lives and is not ours.
 * - `never`: it is left alone
 * - `if-equal`: it is ours from now on where it lives as it is declared
 * - `always`: it is ours from now on, and made as it is declared
 */
export type AdoptionPolicy = 'never' | 'if-equal' | 'always';

/** How an apply goes about it. */
export interface ApplySettings {
  readonly owner: Owner;
  /** The id of the owner's inventories, a UUID, that the lock keeps. */
  readonly id: string;
  /** The namespace that holds the inventory. It is made where it is missing. @default kube-federation-system */
  readonly systemNamespace?: string;
  /** @default if-equal */
  readonly adopt?: AdoptionPolicy;
  /** Paths that are taken from whoever claims them, as a person writes them: `spec.replicas`. What is below them counts too. */
  readonly forceConflicts?: readonly string[];
  /** Whether an object may be deleted and made anew where a field of it cannot be changed. @default false */
  readonly allowReplace?: boolean;
  /** CustomResourceDefinitions and PersistentVolumeClaims that may be deleted, by their names. */
  readonly allowPrune?: readonly string[];
  /** What may leave a cluster for another though its data stays behind: `StatefulSet/shop/db`. */
  readonly allowMoves?: readonly string[];
  readonly budget?: DeletionBudget;
  /** Fields that are left to others. */
  readonly ignore?: readonly IgnoreRule[];
  /** Asks the servers what they would do, and writes nothing. @default false */
  readonly dryRun?: boolean;
  /** Waits until everything is ready. @default - it does not, but for what other objects of the run stand on */
  readonly wait?: boolean;
  /** So long, in milliseconds, is waited for an object to become ready, or to be gone. @default 300000 */
  readonly timeout?: number;
  /** Clusters at a time. @default 32 */
  readonly concurrency?: number;
  /** Objects of a cluster at a time. @default 16 */
  readonly objectsAtATime?: number;
  /** Stops it between two requests; the next run understands what it leaves. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ApplyProgress) => void;
}

/** A plan that was kept, and the file that messages name. */
export interface ExpectedPlan {
  readonly kept: KeptPlan;
  readonly file: string;
}

/** What an apply is asked for. */
export interface ApplyRequest extends ApplySettings {
  readonly members: readonly FleetMember[];
  /**
   * What is to be on which cluster. A member that is not named has left the fleet: nothing is to be on it. A cluster that is
   * named and is no member is not talked to, and what moves there does not leave its old place.
   */
  readonly desired: readonly DesiredCluster[];
  /** Nothing is written where this is not what the apply would do. @default - whatever there is to do is done */
  readonly expected?: ExpectedPlan;
}

/** One object is done with. */
export interface ApplyProgress {
  readonly cluster: string;
  readonly result: ObjectResult;
}

export const DEFAULT_TIMEOUT = 300_000;
export const DEFAULT_OBJECTS_AT_A_TIME = 16;
export const ADOPT_BY_DEFAULT: AdoptionPolicy = 'if-equal';
