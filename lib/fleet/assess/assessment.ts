import { type ApiFailure } from '../../kube/answer';
import { type Json, type JsonObject } from '../../model/json';
import { type LivingPath } from './living-path';
import { type FieldOwner } from './managed-fields';

/** How an object lives, measured by what is declared of it. */
export type Assessment =
  | InSync
  | Missing
  | Drifted
  | Conflicting
  /** Somebody has deleted it, and it waits for its finalizers. */
  | { readonly outcome: 'deleting'; readonly since: string }
  /** Nobody knows. */
  | { readonly outcome: 'unknown'; readonly failure: ApiFailure };

/** It lives as it is declared, but for fields that are left to others. */
export interface InSync extends Held {
  readonly outcome: 'in-sync';
  readonly send: Sending;
  /** Other owners that apply some of what we declare, with the same values. */
  readonly shared: readonly FieldOwner[];
}

/** It is not there. */
export interface Missing {
  readonly outcome: 'missing';
  readonly send: Sending;
}

/** Fields of it are not as declared, and may be put right. */
export interface Drifted extends Held {
  readonly outcome: 'drifted';
  readonly fields: readonly AssessedField[];
  readonly proof: Proof;
  readonly send: Sending;
}

/** Fields of it are claimed by others with other values. */
export interface Conflicting extends Held {
  readonly outcome: 'conflict';
  readonly fields: readonly ClaimedField[];
  /** Fields beside them that may be put right. */
  readonly drifted: readonly AssessedField[];
  readonly proof: Proof;
  /** Leaves out the fields that others claim. */
  readonly send: Sending;
}

export interface Held {
  /**
   * Whether we have applied anything of it, as far as the server knows: of an object of which others have changed all that was
   * ours, it does not. An inventory does.
   */
  readonly held: 'by-us' | 'by-others-alone';
}

/** Whether a server has said so, by a dry run. `unconfirmed`: it could not be asked, and may take the two for the same. */
export type Proof = { readonly proof: 'confirmed' } | { readonly proof: 'unconfirmed'; readonly failure: ApiFailure };

/** One field that is not as declared. */
export interface AssessedField {
  /** As a person writes it. */
  readonly path: string;
  /** Where it stands in the living object, or else in the body (RFC 6901). Absent where it stands in neither as it is told. */
  readonly pointer?: string;
  readonly at: LivingPath;
  readonly difference: 'value' | 'left-over' | 'order';
  /** Absent where nothing is declared. */
  readonly wanted?: Json;
  /** Absent where nothing lives. */
  readonly found?: Json;
  /**
   * Who changed it. We ourselves: it is declared otherwise since we applied it. Absent where nobody knows, as after a removal,
   * and of what is left over.
   */
  readonly author?: FieldOwner;
}

/** A field that another claims. */
export interface ClaimedField extends AssessedField {
  readonly author: FieldOwner;
}

/** What an apply is to send. */
export interface Sending {
  readonly body: JsonObject;
  /** Whether it has to take fields from others. */
  readonly force: 'needed' | 'not-needed';
}
