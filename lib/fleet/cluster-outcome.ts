import { type ApiFailure } from '../kube/answer';

/**
 * What came of an operation on one cluster. A cluster that could not be asked is `unknown`, never empty: nothing may be
 * concluded of it.
 */
export type ClusterOutcome<T> =
  | { readonly cluster: string; readonly outcome: 'done'; readonly value: T }
  | { readonly cluster: string; readonly outcome: 'unknown'; readonly failure: ApiFailure };
