import { type ApiFailure } from '../../kube/answer';
import { type Json } from '../../model/json';
import { type ObjectRef } from '../../model/object-ref';
import { type FieldOwner } from '../assess/managed-fields';

/** What is to be said of one object of one cluster. */
export type ObjectDrift = { readonly object: ObjectRef } & (
  | {
      /** Fields of it are not as declared. */
      readonly outcome: 'Drifted';
      readonly fields: readonly DriftedField[];
      readonly proof: DriftProof;
    }
  /** It is not there. */
  | { readonly outcome: 'Missing' }
  /** This owner has applied it, it is declared no more, and it is still there. */
  | { readonly outcome: 'Orphaned' }
  | {
      /** Others claim fields of it with other values: they apply them too, or are a controller (an autoscaler's replicas). */
      readonly outcome: 'Conflict';
      readonly fields: readonly DriftedField[];
      /** Fields beside them that nobody claims. */
      readonly drifted: readonly DriftedField[];
      readonly proof: DriftProof;
    }
  /** Another owner applies some of it too, with the same values. It is in sync. */
  | { readonly outcome: 'Shared'; readonly owners: readonly FieldOwner[] }
  /** Nobody knows. */
  | { readonly outcome: 'Unknown'; readonly failure: ApiFailure }
);

/**
 * Whether the server has said, by a dry run, that it is so. `unconfirmed` has the reason why it could not be asked: what is
 * told may be the same to a server.
 */
export type DriftProof =
  { readonly proof: 'confirmed' } | { readonly proof: 'unconfirmed'; readonly failure: ApiFailure };

/** A field that is not as declared. Values of a Secret are masked. */
export interface DriftedField {
  /** As a person writes it: `spec.template.spec.containers[name=redis].image`. */
  readonly path: string;
  /** Where it stands (RFC 6901). Absent where no such place is there. */
  readonly pointer?: string;
  /** `left-over`: we have applied it, and it is declared no more. `order`: items stand in another order. */
  readonly difference: 'value' | 'left-over' | 'order';
  /** Absent where nothing is declared. */
  readonly wanted?: Json;
  /** Absent where nothing lives. */
  readonly found?: Json;
  /**
   * Who changed it, as far as the server knows: the name of a field manager, and when that last wrote anything. This owner
   * itself: it is declared otherwise since. Absent after a removal.
   */
  readonly author?: FieldOwner;
}

/** How many objects fare how. */
export interface DriftCounts {
  /** Shared ones too. */
  readonly inSync: number;
  readonly drifted: number;
  readonly missing: number;
  readonly orphaned: number;
  readonly conflict: number;
  readonly unknown: number;
}

/** What was found of one cluster. */
export interface FoundDrift {
  readonly counts: DriftCounts;
  /** All but those in sync, in the order of kind, namespace and name. */
  readonly objects: readonly ObjectDrift[];
  /**
   * Whether it is known what has been applied, so that what is declared no more can be told. `not-asked`: no inventory was to be
   * read. `unknown`: it could not be understood, or is another's.
   */
  readonly orphans: 'known' | 'not-asked' | 'unknown';
  /** Why it is unknown. */
  readonly orphansUnknown?: string;
  /** What was put back, or not, where that was asked for. */
  readonly repairs: readonly Repair[];
}

/** What came of putting an object back. */
export type Repair = { readonly object: ObjectRef } & (
  { readonly outcome: 'repaired' } | { readonly outcome: 'failed'; readonly failure: ApiFailure }
);
