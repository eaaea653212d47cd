import { type Answer, type ApiFailure } from '../kube/answer';

/**
 * What came of an operation on one cluster. A cluster that could not be asked is `unknown`, never empty: nothing may be
 * concluded of it.
 */
export type ClusterOutcome<T> =
  | { readonly cluster: string; readonly outcome: 'done'; readonly value: T }
  | { readonly cluster: string; readonly outcome: 'unknown'; readonly failure: ApiFailure };

/** What an answer says of the cluster that has given it. */
export function outcomeOf<T>(cluster: string, answer: Answer<T>): ClusterOutcome<T> {
  return answer.outcome === 'ok'
    ? { cluster, outcome: 'done', value: answer.value }
    : { cluster, outcome: 'unknown', failure: answer.failure };
}
