import { type Json } from '../model/json';

/** How a fleet lives, for a page. By the name of a cluster; one that is not there was not asked. */
export type LiveState = ReadonlyMap<string, LiveCluster>;

/** What was found of a cluster, or why nothing is known. Objects are those that are not in sync. */
export type LiveCluster =
  | { readonly state: 'known'; readonly objects: readonly LiveObject[] }
  | { readonly state: 'unknown'; readonly reason: string };

export interface LiveObject {
  /** `objectKey` of the object on the cluster. */
  readonly key: string;
  /** What a person reads: `Deployment shop/web`. */
  readonly name: string;
  readonly outcome: LiveOutcome;
  /** Why it is unknown. */
  readonly reason?: string;
  /** What is not as declared. Values of Secrets are masked. */
  readonly fields: readonly LiveField[];
}

export type LiveOutcome = 'Drifted' | 'Missing' | 'Orphaned' | 'Conflict' | 'Unknown';

export interface LiveField {
  readonly path: string;
  readonly wanted?: Json;
  readonly found?: Json;
  /** `kubectl-edit, 2026-01-01T00:00:00Z`. */
  readonly by?: string;
}
