import { FederationError } from '../model/federation-error';
import { didYouMean } from '../model/nearest-name';

/**
 * The position of the cluster that a person names.
 *
 * @throws FederationError `unknown-cluster`.
 */
export function findCluster(names: readonly string[], named: string): number {
  const position = names.indexOf(named);
  if (position >= 0) return position;
  throw new FederationError({
    code: 'unknown-cluster',
    severity: 'error',
    message: `There is no cluster ${JSON.stringify(named)}.${didYouMean(named, names)}`,
    remedy: `The clusters are ${names.join(', ')}.`,
    cluster: named,
  });
}
